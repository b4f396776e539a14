package dev.gmm4j.cli.pca;

import dev.gmm4j.cli.backend.BackendLookup;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.WeightsOption;
import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.output.OutputFiles;
import dev.gmm4j.cli.output.Table;
import dev.gmm4j.cli.output.Table.Align;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.PrincipalComponentsFile;
import dev.gmm4j.preprocessing.PrincipalComponents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the principal components of data. */
@Command(
    name = "fit",
    sortOptions = false,
    header = {
      "Find the principal components of data.",
      "",
      "  gmm pca fit data/iris.csv --exclude species -o pca.json",
      ""
    },
    customSynopsis = "gmm pca fit DATA [-o FILE.json] [OPTIONS]",
    description = {
      "",
      "Finds the orthogonal directions of largest variance, and prints how much of the variance each has. Variances are"
          + " sums over the number of rows. Features are not scaled: one of far larger scale than the others is a"
          + " component nearly by itself.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm pca fit data/iris.csv --columns 0,1,2,3 --variance 0.95 -o pca.json",
      "  gmm pca fit data/iris.csv --columns 0,1,2,3 -k 2 --whiten -o pca.json",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PcaFitCommand implements Callable<Integer> {
  private static final int DIGITS = 6;
  private static final int PERCENT_DECIMALS = 2;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      description = "A CSV file, a NumPy file (.npy), or - for CSV from standard input.")
  private String data = "";

  @Option(
      names = {"-k", "--components"},
      paramLabel = "K",
      description = "How many components to keep.")
  private @Nullable Integer components;

  @Option(
      names = "--variance",
      paramLabel = "SHARE",
      description =
          "Keep the fewest components that have at least this share of the variance, in (0, 1]. Default: 1, which keeps"
              + " all that have any.")
  private @Nullable Double variance;

  @Option(
      names = "--whiten",
      description = "Divide coordinates by their standard deviations, so that each has variance 1.")
  private boolean whiten;

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final WeightsOption weights = new WeightsOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.json",
      description = "Where to write the components; written whole or not at all.")
  private @Nullable Path output;

  @Mixin
  private final JsonOption json = new JsonOption();

  /** Creates the command, which reads and writes some streams. */
  public PcaFitCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    OutputFiles.check(spec, output);
    PrincipalComponents.Builder builder = settings();
    dataOptions.use(MissingUse.WHOLE);
    try (Dataset dataset = dataOptions.open(data, streams.in(), weights)) {
      PrincipalComponents found;
      try {
        found = builder.fit(dataset.samples());
      } catch (InvalidSamplesException e) {
        throw dataOptions.located(e, dataset);
      } catch (IllegalArgumentException e) {
        throw OptionErrors.invalidValue(spec, "--components", String.valueOf(e.getMessage()));
      }
      dataOptions.note(dataset, streams);
      dataOptions.noteFeatures(dataset, streams);
      weights.note(dataset, streams);
      PrincipalComponentsFile file = new PrincipalComponentsFile(found, dataset.columnNames());
      if (output != null) {
        OutputFiles.write(output, file::write);
      }
      streams.print(json.isGiven() ? file.toJson() : table(dataset, found));
    }
    return ExitStatus.DONE;
  }

  private PrincipalComponents.Builder settings() {
    if (components != null && variance != null) {
      throw new ParameterException(
          spec.commandLine(), "--components and --variance exclude each other");
    }
    PrincipalComponents.Builder builder = PrincipalComponents.builder();
    if (components != null) {
      int k = components;
      OptionErrors.apply(spec, "--components", () -> builder.components(k));
    }
    if (variance != null) {
      double share = variance;
      OptionErrors.apply(spec, "--variance", () -> builder.varianceShare(share));
    }
    if (whiten) {
      builder.whitened();
    }
    return builder.backend(BackendLookup.find(BackendLookup.AUTOMATIC, spec));
  }

  private static String table(Dataset dataset, PrincipalComponents found) {
    double[] variances = found.variances();
    double[] shares = found.varianceShares();
    Table table =
        new Table(List.of(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.RIGHT));
    table.add(List.of("", "std. dev.", "variance", "share %", "sum %"));
    double sum = 0;
    List<String> names = PrincipalComponentsFile.coordinateNames(variances.length);
    for (int k = 0; k < variances.length; k++) {
      sum += shares[k];
      table.add(List.of(
          names.get(k),
          NumberText.significant(Math.sqrt(variances[k]), DIGITS),
          NumberText.significant(variances[k], DIGITS),
          percent(shares[k]),
          percent(sum)));
    }
    return dataset.name() + ": " + dataset.samples().count() + " rows, " + variances.length + " of "
        + found.dimension() + " principal components, "
        + percent(Arrays.stream(shares).sum()) + " % of the variance\n" + table;
  }

  private static String percent(double share) {
    return NumberText.fixed(100 * share, PERCENT_DECIMALS);
  }
}
