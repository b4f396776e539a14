package dev.gmm4j.cli.classify;

import dev.gmm4j.classification.DecisionRule;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.cli.input.ByPositionOption;
import dev.gmm4j.cli.input.DataOptions;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ObservedOutliers;
import dev.gmm4j.cli.input.ObservedRows;
import dev.gmm4j.cli.input.RowBlocks;
import dev.gmm4j.cli.option.ComputeOptions;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.ClassifierFile;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.RowNumbers;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Assigns rows to the classes of a classifier. */
@Command(
    name = "predict",
    sortOptions = false,
    header = {
      "Assign rows to the classes of a classifier.",
      "",
      "  gmm classify predict classifier.json data/iris.csv",
      ""
    },
    customSynopsis = "gmm classify predict MODEL DATA [OPTIONS]",
    description = {
      "",
      "Writes CSV with a header and a line for each row: row, its number among the file's rows of data, from 0; label, the"
          + " name of its likeliest class, empty where --min-probability or --outliers rejects it; and for each class p_ and"
          + " the class, its probability. A classifier with noise has a column noise besides, the probability that the row is of none"
          + " of the classes; where that is the largest, the label is empty.",
      "",
      "No row is left out. Where values are missing, results are those of what is observed of the row; one of which nothing is"
          + " has no label, and the classes' priors for probabilities.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm classify predict classifier.json new.csv -o classes.csv",
      "  gmm classify predict classifier.json new.csv --min-probability 0.9",
      "  gmm classify predict classifier.json new.csv --costs ill/well=10",
      "  gmm classify predict classifier.json new.csv --outliers 0.001",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class ClassifyPredictCommand implements Callable<Integer> {
  private static final double MIN_RATE = 1e-4;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A classifier written by gmm classify fit.")
  private Path modelFile = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "A CSV file, a NumPy file (.npy), or - for CSV from standard input. If the header has the names of all the"
              + " classifier's features, they are the columns taken, in whatever order they are.")
  private String data = "";

  @Option(
      names = "--min-probability",
      paramLabel = "P",
      description = "Assign no class to rows whose class has a smaller probability, in [0, 1].")
  private @Nullable Double minProbability;

  @Option(
      names = "--outliers",
      paramLabel = "RATE",
      description =
          "Assign no class to rows of such low density that only this share of the classifier's own rows are as"
              + " unlikely, at least 0.0001.")
  private @Nullable Double outlierRate;

  @Option(
      names = "--costs",
      split = ",",
      paramLabel = "TRUE/DECIDED=COST",
      description =
          "The cost of deciding for a class where another is true; others cost 1. The class of the least expected cost is"
              + " assigned.")
  private List<String> costs = List.of();

  @Mixin
  private final DataOptions dataOptions = new DataOptions();

  @Mixin
  private final ByPositionOption byPosition = new ByPositionOption();

  @Mixin
  private final ComputeOptions compute = new ComputeOptions();

  @Mixin
  private final CsvOutput output = new CsvOutput();

  /** Creates the command, which reads and writes some streams. */
  public ClassifyPredictCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    output.check();
    dataOptions.use(MissingUse.LINES);
    MixtureClassifier classifier =
        ClassifierFile.read(modelFile, compute.backend()).classifier().toBuilder()
            .threads(compute.threads())
            .build();
    DecisionRule rule = rule(classifier);
    try (Dataset dataset =
        dataOptions.open(data, streams.in(), null, byPosition.names(classifier.featureNames()))) {
      int columns = dataset.samples().dimension();
      if (columns != classifier.dimension()) {
        throw new CommandFailure(
            ExitStatus.DATA,
            dataset.name() + " has " + NumberText.count(columns, "feature column")
                + ", but the classifier " + modelFile + " has " + classifier.dimension()
                + " features; choose columns with --columns",
            null);
      }
      dataOptions.note(dataset, streams);
      output.write(streams, writer -> predict(classifier, rule, dataset, writer));
    }
    return ExitStatus.DONE;
  }

  private DecisionRule rule(MixtureClassifier classifier) {
    DecisionRule[] rule = {DecisionRule.LIKELIEST};
    Double bound = minProbability;
    if (bound != null) {
      OptionErrors.apply(
          spec, "--min-probability", () -> rule[0] = rule[0].withMinProbability(bound));
    }
    if (!costs.isEmpty()) {
      OptionErrors.apply(
          spec, "--costs", () -> rule[0] = rule[0].withCosts(costMatrix(classifier)));
    }
    Double rate = outlierRate;
    if (rate != null) {
      if (!(rate >= MIN_RATE && rate < 1)) {
        throw OptionErrors.invalidValue(
            spec, "--outliers", "rate must be in [" + MIN_RATE + ", 1), but was " + rate);
      }
    }
    return rule[0];
  }

  private double[][] costMatrix(MixtureClassifier classifier) {
    int classes = classifier.classes().size();
    double[][] matrix = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        matrix[i][j] = i == j ? 0 : 1;
      }
    }
    for (String cost : costs) {
      int equals = cost.lastIndexOf('=');
      int slash = cost.indexOf('/');
      if (slash < 0 || equals < slash) {
        throw new IllegalArgumentException(
            "expected two classes and a cost such as ill/well=10 but was '" + cost + "'");
      }
      int truth = classifier.index(cost.substring(0, slash));
      int decided = classifier.index(cost.substring(slash + 1, equals));
      try {
        matrix[truth][decided] = Double.parseDouble(cost.substring(equals + 1));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "a cost must be a number, but was '" + cost.substring(equals + 1) + "'", e);
      }
    }
    return matrix;
  }

  private void predict(
      MixtureClassifier classifier, DecisionRule rule, Dataset dataset, Writer writer)
      throws IOException {
    StringBuilder csv = new StringBuilder("row,label");
    for (String name : classifier.classes()) {
      csv.append(',');
      CsvOutput.appendCell(csv, "p_" + name);
    }
    boolean hasNoise = classifier.noise() != null;
    if (hasNoise) {
      csv.append(",noise");
    }
    csv.append('\n');
    int results = 1 + classifier.classes().size();
    int blockRows = RowBlocks.rows(Math.max(classifier.dimension(), results));
    long first = 0;
    long incomplete = 0;
    long unobserved = 0;
    Double rate = outlierRate;
    ObservedOutliers detector =
        rate == null ? null : new ObservedOutliers(classifier.mixtureOverClasses(), rate);
    for (RowBlock block : dataset.samples().blocks(blockRows)) {
      ObservedRows rows = ObservedRows.of(block);
      try {
        append(csv, classifier, rule, detector, dataset.rowNumbers(), first, rows);
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, first);
      }
      incomplete += rows.incomplete();
      unobserved += rows.unobserved();
      first += block.rows();
      writer.append(csv);
      csv.setLength(0);
    }
    ObservedRows.note(dataset, incomplete, unobserved, streams);
  }

  private static void append(
      StringBuilder csv,
      MixtureClassifier classifier,
      DecisionRule rule,
      @Nullable ObservedOutliers detector,
      RowNumbers numbers,
      long first,
      ObservedRows rows) {
    Samples samples = rows.samples();
    double[][] probabilities = classifier.probabilities(samples);
    double[] noise = classifier.noise() == null ? null : classifier.noiseProbabilities(samples);
    double[] logDensities = classifier.mixtureOverClasses().logDensities(samples);
    boolean[] outliers =
        detector == null ? new boolean[logDensities.length] : detector.among(samples, logDensities);
    for (int i = 0; i < logDensities.length; i++) {
      csv.append(numbers.fileRow(first + i)).append(',');
      boolean isRefused = outliers[i] || rows.isUnobserved(i);
      int decided =
          isRefused ? DecisionRule.REJECTED : rule.decide(probabilities[i], logDensities[i]);
      if (decided != DecisionRule.REJECTED) {
        CsvOutput.appendCell(csv, classifier.classes().get(decided));
      }
      for (double probability : probabilities[i]) {
        csv.append(',').append(probability);
      }
      if (noise != null) {
        csv.append(',').append(noise[i]);
      }
      csv.append('\n');
    }
  }
}
