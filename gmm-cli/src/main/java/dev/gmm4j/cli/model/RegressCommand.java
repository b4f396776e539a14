package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.ByPositionOption;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.ObservedRows;
import dev.gmm4j.cli.input.WholeRows;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.option.Suggestion;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ModelFile;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts some of a model's features from the others. */
@Command(
    name = "regress",
    sortOptions = false,
    header = {
      "Predict some features from the others.",
      "",
      "  gmm regress model.json data/faithful.csv --targets waiting",
      ""
    },
    customSynopsis = "gmm regress MODEL DATA --targets FEATURE[,FEATURE...] [OPTIONS]",
    description = {
      "",
      "Predicts features that DATA lacks from those that it has, by their distribution under the model (Gaussian mixture"
          + " regression).",
      "",
      "Writes CSV with a header and a line for each row, in their order: for each target its conditional mean, named as"
          + " the feature, and its conditional standard deviation, named with _sd. Where values are missing, both are"
          + " those given what is observed of the row.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm regress model.json new.csv --targets waiting",
      "  gmm regress model.json new.csv --targets petal_length,petal_width",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class RegressCommand implements Callable<Integer> {
  private static final int BLOCK_ROWS = 1 << 12;
  private static final int BLOCK_NUMBERS = 1 << 24;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model written by gmm fit.")
  private Path modelFile = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = {
        "A CSV file, a NumPy file (.npy), or - for CSV from standard input. If the header has the names of all the"
            + " features that are not targets, they are the columns taken; else all are, in the model's order."
      })
  private String data = "";

  @Option(
      names = "--targets",
      required = true,
      split = ",",
      paramLabel = "FEATURE",
      description = "The features to predict, by the model's names or by index from 0.")
  private List<String> targets = List.of();

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final ByPositionOption byPosition = new ByPositionOption();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  @Mixin
  private final CsvOutput output = new CsvOutput();

  /** Creates the command, which reads and writes some streams. */
  public RegressCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    output.check();
    dataOptions.use(MissingUse.LINES);
    int threads = compute.threads();
    LinearAlgebraBackend backend = compute.backend();
    ModelFile file = ModelFile.read(modelFile, backend);
    streams.note(file.notes());
    GaussianMixture model = file.model().using(backend, threads);
    ModelAndDataOptions.requireNoNoise(model, modelFile);
    List<Integer> chosen = targets(file);
    int[] inputs =
        IntStream.range(0, model.dimension()).filter(j -> !chosen.contains(j)).toArray();
    if (inputs.length == 0) {
      throw wrongTargets("targets must leave at least 1 of the model's features");
    }
    List<String> inputNames = file.featureNames().isEmpty()
        ? List.of()
        : IntStream.of(inputs).mapToObj(file.featureNames()::get).toList();
    try (Dataset dataset =
        dataOptions.open(data, streams.in(), null, byPosition.names(inputNames))) {
      int columns = dataset.samples().dimension();
      if (columns != inputs.length) {
        throw new CommandFailure(
            ExitStatus.DATA,
            dataset.name() + " has " + NumberText.count(columns, "feature column")
                + ", but the model " + modelFile
                + " has " + inputs.length
                + " features that are not targets; choose columns with --columns",
            null);
      }
      dataOptions.note(dataset, streams);
      ObservedRegression regression = new ObservedRegression(model, inputs, chosen);
      output.write(streams, writer -> write(regression, chosen, file, dataset, writer));
    }
    return ExitStatus.DONE;
  }

  private List<Integer> targets(ModelFile file) {
    List<Integer> chosen = new ArrayList<>();
    for (String target : targets) {
      int feature = file.featureNames().indexOf(target);
      if (feature < 0 && target.matches("\\d{1,9}")) {
        feature = Integer.parseInt(target);
      }
      if (feature < 0 || feature >= file.model().dimension()) {
        throw wrongTargets("the model has no feature '" + target + "'"
            + (file.featureNames().isEmpty()
                ? ", only 0 to " + (file.model().dimension() - 1)
                : ", only " + String.join(", ", file.featureNames())
                    + Suggestion.of(target, file.featureNames())));
      }
      if (chosen.contains(feature)) {
        throw wrongTargets("feature '" + target + "' is named twice");
      }
      chosen.add(feature);
    }
    return chosen;
  }

  private ParameterException wrongTargets(String problem) {
    return OptionErrors.invalidValue(spec, "--targets", problem);
  }

  private void write(
      ObservedRegression regression,
      List<Integer> chosen,
      ModelFile file,
      Dataset dataset,
      Writer writer)
      throws IOException {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < chosen.size(); i++) {
      String name = file.featureNames().isEmpty()
          ? "x" + chosen.get(i)
          : file.featureNames().get(chosen.get(i));
      csv.append(i == 0 ? "" : ",");
      CsvOutput.appendCell(csv, name);
      csv.append(',');
      CsvOutput.appendCell(csv, name + "_sd");
    }
    csv.append('\n');
    Samples samples = dataset.samples();
    int blockRows = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_NUMBERS / samples.dimension()));
    long first = 0;
    long incomplete = 0;
    for (RowBlock block : samples.blocks(blockRows)) {
      WholeRows rows = WholeRows.of(block);
      try {
        for (double[] row : regression.of(block, rows)) {
          for (int j = 0; j < row.length; j++) {
            csv.append(j == 0 ? "" : ",").append(row[j]);
          }
          csv.append('\n');
        }
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, first, rows);
      }
      incomplete += rows.incomplete();
      first += block.rows();
      writer.append(csv);
      csv.setLength(0);
    }
    ObservedRows.note(dataset, incomplete, 0, streams);
  }
}
