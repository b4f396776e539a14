package dev.gmm4j.cli.input;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.bayesian.MixturePosterior;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.FactorModelFile;
import dev.gmm4j.io.FitRecord;
import dev.gmm4j.io.ModelDocument;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.io.StudentModelFile;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.student.StudentMixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A model, and the data that it is used on. */
public final class ModelAndDataOptions {
  private static final String STANDARD_INPUT = "-";

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

  private List<String> featureNames = List.of();

  /** Something done with a model and data. */
  @FunctionalInterface
  public interface Body {
    /** Uses the model and the data, which has its features. */
    void accept(GaussianMixture model, Dataset dataset) throws IOException;
  }

  /** Something done with a classifier and data. */
  @FunctionalInterface
  public interface ClassifierBody {
    /** Uses the classifier and the data, which has its features. */
    void accept(MixtureClassifier classifier, Dataset dataset) throws IOException;
  }

  /** Something done with a mixture of t distributions and data. */
  @FunctionalInterface
  public interface StudentBody {
    /** Uses the model and the data, which has its features. */
    void accept(StudentMixture model, Dataset dataset) throws IOException;
  }

  /** Something done with a mixture of factor analysers and data. */
  @FunctionalInterface
  public interface FactorBody {
    /** Uses the model and the data, which has its features. */
    void accept(FactorMixture model, Dataset dataset) throws IOException;
  }

  /** States what the command can do with missing values, as {@link DataOptions#use}. */
  public void use(MissingUse stated) {
    dataOptions.use(stated);
  }

  /** Has the text of all columns kept, as {@link DataOptions#keepAllColumns}. */
  public void keepAllColumns() {
    dataOptions.keepAllColumns();
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

  /** Of noise that is spread over a box whose axes are not those of the features, nothing is known given only some of them. */
  private void requireNoTurnedNoise(GaussianMixture model, Dataset dataset) {
    UniformNoise noise = model.noise();
    boolean turned = noise != null && noise.region().axes() != null;
    if (turned && dataset.missing().cells() > 0) {
      throw new CommandFailure(
          ExitStatus.DATA,
          dataset.name() + " has missing values, but the noise of the model " + modelFile
              + " is in a box that is turned against the features, which needs whole rows",
          null);
    }
  }

  /** Returns how the model was fitted, or null if its file does not tell. */
  @Nullable
  public FitRecord readFit() {
    return ModelDocument.read(modelFile, compute.backend()).fit();
  }

  /** Returns the mixture of factor analysers that the model is, or null. */
  @Nullable
  public FactorModelFile readFactors() {
    return FactorModelFile.isFactors(modelFile)
        ? FactorModelFile.read(modelFile, compute.backend())
        : null;
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

  /** Opens model and data as above, of whichever kind the model is. */
  public void run(
      @Nullable WeightsOption weights,
      KeptRowsOptions kept,
      StandardStreams streams,
      Body body,
      StudentBody studentBody)
      throws IOException {
    if (weights != null) {
      weights.check();
    }
    if (!isStudent()) {
      run(weights, kept, streams, body);
      return;
    }
    StudentModelFile file = StudentModelFile.read(modelFile, compute.backend());
    streams.note(file.notes());
    StudentMixture model = file.model().withThreads(compute.threads());
    featureNames = byPosition.names(file.featureNames());
    try (Dataset dataset = open(data, streams, weights, kept, model.withGaussianComponents())) {
      dataOptions.note(dataset, streams);
      studentBody.accept(model, dataset);
    }
  }

  /**
   * Opens model and data as above, and uses factors as such: full covariances of the same mixture would need their square of
   * features in memory, and their cube in time.
   */
  public void run(
      @Nullable WeightsOption weights,
      KeptRowsOptions kept,
      StandardStreams streams,
      Body body,
      StudentBody studentBody,
      FactorBody factorBody)
      throws IOException {
    if (weights != null) {
      weights.check();
    }
    FactorModelFile file = readFactors();
    if (file == null) {
      run(weights, kept, streams, body, studentBody);
      return;
    }
    streams.note(file.notes());
    FactorMixture model = file.model().withThreads(compute.threads());
    featureNames = byPosition.names(file.featureNames());
    try (Dataset dataset = open(data, streams, weights, kept, model.dimension())) {
      dataOptions.note(dataset, streams);
      factorBody.accept(model, dataset);
    }
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
    featureNames = byPosition.names(file.featureNames());
    try (Dataset dataset = open(data, streams, weights, kept, model)) {
      dataOptions.note(dataset, streams);
      body.accept(model, dataset);
    }
  }

  /** Tells whether the model is a classifier, for a command that can use one; {@link #run} refuses it. */
  public boolean isClassifier() {
    return ClassifierFile.isIn(modelFile);
  }

  /** Tells whether the model is a mixture of t distributions, for a command that can use one. */
  public boolean isStudent() {
    return StudentModelFile.isStudent(modelFile);
  }

  /** Opens classifier and data, checks that they fit, and does something with them. */
  public void runClassifier(WeightsOption weights, StandardStreams streams, ClassifierBody body)
      throws IOException {
    weights.check();
    MixtureClassifier classifier =
        ClassifierFile.read(modelFile, compute.backend()).classifier().toBuilder()
            .threads(compute.threads())
            .build();
    featureNames = byPosition.names(classifier.featureNames());
    try (Dataset dataset =
        open(data, streams, weights, new KeptRowsOptions(), classifier.mixtureOverClasses())) {
      dataOptions.note(dataset, streams);
      body.accept(classifier, dataset);
    }
  }

  /** Opens other data with the features of the model, while {@link #run} does something; read as the data is. */
  public Dataset openOther(String other, StandardStreams streams, GaussianMixture model)
      throws IOException {
    if (other.equals(STANDARD_INPUT) && data.equals(STANDARD_INPUT)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "standard input can be read once, but two options have -", null);
    }
    return open(other, streams, null, new KeptRowsOptions(), model);
  }

  private Dataset open(
      String source,
      StandardStreams streams,
      @Nullable WeightsOption weights,
      KeptRowsOptions kept,
      GaussianMixture model)
      throws IOException {
    Dataset dataset = open(source, streams, weights, kept, model.dimension());
    requireNoTurnedNoise(model, dataset);
    return dataset;
  }

  private Dataset open(
      String source,
      StandardStreams streams,
      @Nullable WeightsOption weights,
      KeptRowsOptions kept,
      int dimension)
      throws IOException {
    Dataset dataset = dataOptions.open(source, streams.in(), weights, featureNames, kept);
    int columns = dataset.samples().dimension();
    if (columns != dimension) {
      dataset.close();
      throw new CommandFailure(
          ExitStatus.DATA,
          dataset.name() + " has " + NumberText.count(columns, "feature column")
              + ", but the model " + modelFile + " has " + dimension
              + " features; choose columns with --columns",
          null);
    }
    return dataset;
  }
}
