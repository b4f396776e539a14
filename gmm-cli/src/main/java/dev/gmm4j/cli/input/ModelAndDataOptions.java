package dev.gmm4j.cli.input;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A model, and the data that it is used on. */
public final class ModelAndDataOptions {
  @Parameters(index = "0", paramLabel = "MODEL", description = "A model written by gmm fit.")
  private Path modelFile = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = {
        "A CSV file, a NumPy file (.npy), or - for CSV from standard input. If the header has the names of all"
            + " the model's features, they are the columns taken, in whatever order they are; one that has some of them is"
            + " refused."
      })
  private String data = "";

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final ByPositionOption byPosition = new ByPositionOption();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  /** Something done with a model and data. */
  @FunctionalInterface
  public interface Body {
    /** Uses the model and the data, which has its features. */
    void accept(GaussianMixture model, Dataset dataset) throws IOException;
  }

  /** Keeps rows that have missing values, with NaN for them: for a command that writes a line for each row. */
  public void keepRows() {
    dataOptions.keepRows();
  }

  /** Returns what computes. */
  public ComputeOptions compute() {
    return compute;
  }

  /** Sets the column of known classes, as {@link DataOptions#readClasses}. */
  public void readClasses(@Nullable String column) {
    dataOptions.readClasses(column);
  }

  /** Returns the file of the model. */
  public Path modelFile() {
    return modelFile;
  }

  /** Refuses a model with noise, for a command that has no meaning with it. */
  public static void requireNoNoise(GaussianMixture model, Path modelFile) {
    UniformNoise noise = model.noise();
    if (noise != null) {
      throw new CommandFailure(
          ExitStatus.DATA,
          "the model " + modelFile + " must have no noise, but has noise of weight "
              + noise.weight(),
          null);
    }
  }

  /** Returns how the model was fitted, or null if its file does not tell. */
  @Nullable
  public FitRecord readFit() {
    return ModelFile.read(modelFile, compute.backend()).fit();
  }

  /** Returns the posterior that the model has the expected parameters of, or null if its file has none. */
  @Nullable
  public MixturePosterior readPosterior() {
    return ModelFile.read(modelFile, compute.backend()).posterior();
  }

  /** Opens model and data, checks that they fit, and does something with them. */
  public void run(@Nullable WeightsOption weights, StandardStreams streams, Body body)
      throws IOException {
    run(weights, new KeptRowsOptions(), streams, body);
  }

  /** Opens model and data as above, with what is to be kept of the rows beside their numbers. */
  public void run(
      @Nullable WeightsOption weights, KeptRowsOptions kept, StandardStreams streams, Body body)
      throws IOException {
    if (weights != null) {
      weights.check();
    }
    int threads = compute.threads();
    LinearAlgebraBackend backend = compute.backend();
    ModelFile file = ModelFile.read(modelFile, backend);
    streams.note(file.notes());
    GaussianMixture model = file.model().using(backend, threads);
    try (Dataset dataset = dataOptions.open(
        data, streams.in(), weights, byPosition.names(file.featureNames()), kept)) {
      int columns = dataset.samples().dimension();
      if (columns != model.dimension()) {
        throw new CommandFailure(
            ExitStatus.DATA,
            dataset.name() + " has " + NumberText.count(columns, "feature column")
                + ", but the model " + modelFile + " has " + model.dimension()
                + " features; choose columns with --columns",
            null);
      }
      dataOptions.note(dataset, streams);
      body.accept(model, dataset);
    }
  }
}
