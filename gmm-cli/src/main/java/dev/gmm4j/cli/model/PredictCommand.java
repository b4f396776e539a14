package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.KeptRowsOptions;
import dev.gmm4j.cli.input.MissingUse;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.ObservedRows;
import dev.gmm4j.cli.input.RowBlocks;
import dev.gmm4j.cli.input.RowPrefix;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.ConformalDetector;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.factor.FactorMixture;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.student.StudentMixture;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Assigns data to the components of a model. */
@Command(
    name = "predict",
    sortOptions = false,
    header = {
      "Assign data to a model's components.",
      "",
      "  gmm predict model.json data/faithful.csv --proba",
      ""
    },
    customSynopsis = "gmm predict MODEL DATA [OPTIONS]",
    description = {
      "",
      "Assigns each row of data to the component that most probably made it.",
      "",
      "Writes CSV with a header and a line for each row, in their order: label, the component's index from 0, or -1 for"
          + " noise; with --proba p0, p1, ..., the components' probabilities, and noise; with --log-density log_density,"
          + " the natural logarithm of the model's density; with --outliers outlier, 1 for a row where the density is so"
          + " low that only the given share of the model's own rows are as unlikely, else 0.",
      "",
      "No row is left out. Where values are missing, results are those of what is observed of the row; one of which nothing is"
          + " has no label, the components' weights for probabilities, and log-density 0.",
      "",
      "With --calibration there is p_value before outlier: (1 + c) / (n + 1), where c of the n rows of the calibration have no"
          + " higher density. It is at most RATE for a share of at most RATE of new rows that are like those, whether or not the"
          + " model is right, and outlier is 1 where it is. Both are empty for a row with a missing value.",
      "",
      "With --scale-weights there is scale_weight: about 1 for most rows of a mixture of t distributions, near 0 for outliers.",
      "",
      "Before these, in each line: with --row-numbers the row's number in the file, named line or row; with --keep cells"
          + " of the data, under their names. A kept column with the name of a result gets kept_ before its name.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm predict model.json new.csv",
      "  gmm predict model.json new.csv --proba --log-density --output classes.csv",
      "  gmm predict model.json new.npy --columns 0,3 | sort | uniq -c",
      "  gmm predict model.json new.csv --keep id,class --row-numbers",
      "  gmm predict model.json new.csv --outliers 0.01 --outliers-only",
      "  gmm predict model.json new.csv --outliers 0.01 --calibration held-out.csv",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PredictCommand implements Callable<Integer> {
  private static final double MIN_OUTLIER_RATE = 1e-4;

  private final StandardStreams streams;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Mixin
  private final ModelAndDataOptions evaluation = new ModelAndDataOptions();

  @Option(names = "--proba", description = "Also write the probability of each component.")
  private boolean probabilities;

  @Option(names = "--log-density", description = "Also write the log-density of each row.")
  private boolean logDensity;

  @Option(
      names = "--scale-weights",
      description =
          "Also write how much each row counts in a model of t distributions: near 0 for outliers.")
  private boolean scaleWeights;

  @Option(
      names = "--outliers",
      paramLabel = "RATE",
      description =
          "Also flag outliers; RATE is the share of the model's own rows that are flagged, at least 0.0001.")
  private @Nullable Double outlierRate;

  @Option(
      names = "--outliers-only",
      description = "Write only the rows that --outliers flags, with their row numbers.")
  private boolean outliersOnly;

  @Mixin
  private final CalibrationOption calibration = new CalibrationOption();

  @Mixin
  private final KeptRowsOptions kept = new KeptRowsOptions();

  @Mixin
  private final CsvOutput output = new CsvOutput();

  /** Creates the command, which reads and writes some streams. */
  public PredictCommand(StandardStreams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    output.check();
    if (outlierRate != null && !(outlierRate >= MIN_OUTLIER_RATE && outlierRate < 1)) {
      throw OptionErrors.invalidValue(
          spec,
          "--outliers",
          "rate must be in [" + MIN_OUTLIER_RATE + ", 1), but was " + outlierRate);
    }
    if (outliersOnly) {
      if (outlierRate == null) {
        throw new ParameterException(spec.commandLine(), "--outliers-only needs --outliers RATE");
      }
      kept.requireNumbers();
    }
    evaluation.use(MissingUse.LINES);
    ModelAndDataOptions.Body gaussian = (model, dataset) -> {
      requireNoScaleWeights();
      output.write(streams, writer -> predict(model, dataset, writer));
    };
    if (outlierRate != null || calibration.isGiven()) {
      // Outliers are those of the distribution of densities, which is known of full covariances.
      evaluation.run(null, kept, streams, gaussian, this::predict);
    } else {
      evaluation.run(null, kept, streams, gaussian, this::predict, this::predict);
    }
    return ExitStatus.DONE;
  }

  private void requireNoScaleWeights() {
    if (scaleWeights) {
      throw new ParameterException(
          spec.commandLine(), "--scale-weights needs a model of t distributions");
    }
  }

  private void predict(FactorMixture model, Dataset dataset) throws IOException {
    requireNoScaleWeights();
    RowModel rows = RowModel.of(model);
    output.write(streams, writer -> predict(rows, OutlierRule.none(), dataset, writer));
  }

  private void predict(StudentMixture model, Dataset dataset) throws IOException {
    if (outlierRate != null || calibration.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--outliers and --calibration need a Gaussian mixture; --scale-weights tells how little rows"
              + " far from all t distributions count");
    }
    StudentPredictions predictions =
        new StudentPredictions(model, probabilities, logDensity, scaleWeights);
    output.write(streams, writer -> predictions.write(dataset, kept, streams, writer));
  }

  private void predict(GaussianMixture model, Dataset dataset, Writer writer) throws IOException {
    UniformNoise noise = model.noise();
    if (outlierRate != null
        && noise != null
        && outlierRate <= noise.weight()
        && !calibration.isGiven()) {
      throw OptionErrors.invalidValue(
          spec,
          "--outliers",
          "rate must be > " + noise.weight()
              + ", the weight of the model's noise, but was " + outlierRate
              + "; rows of label -1 are noise");
    }
    predict(RowModel.of(model), outliers(model), dataset, writer);
  }

  private void predict(RowModel model, OutlierRule outliers, Dataset dataset, Writer writer)
      throws IOException {
    Samples samples = dataset.samples();
    int blockRows = RowBlocks.rows(Math.max(model.dimension(), model.components()));
    RowPrefix prefix = RowPrefix.of(dataset, kept);
    StringBuilder csv = new StringBuilder();
    List<String> results = resultNames(model);
    prefix.appendHeader(csv, results);
    csv.append(String.join(",", results)).append('\n');
    long first = 0;
    long incomplete = 0;
    long unobserved = 0;
    for (RowBlock block : samples.blocks(blockRows)) {
      ObservedRows rows = ObservedRows.of(block);
      try {
        appendRows(csv, prefix, model, outliers, rows);
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

  private OutlierRule outliers(GaussianMixture model) throws IOException {
    ConformalDetector calibrated = calibration.read(model, evaluation, streams);
    if (calibrated != null && outlierRate != null && outlierRate < calibrated.smallestPValue()) {
      throw OptionErrors.invalidValue(
          spec,
          "--outliers",
          "rate must be >= " + calibrated.smallestPValue() + " with "
              + NumberText.count(calibrated.calibrationCount(), "row") + " of calibration, but was "
              + outlierRate);
    }
    return OutlierRule.of(model, outlierRate, calibrated);
  }

  private List<String> resultNames(RowModel model) {
    List<String> names = new ArrayList<>(List.of("label"));
    for (int k = 0; probabilities && k < model.components(); k++) {
      names.add("p" + k);
    }
    if (probabilities && model.noise() != null) {
      names.add("noise");
    }
    if (logDensity) {
      names.add("log_density");
    }
    if (calibration.isGiven()) {
      names.add("p_value");
    }
    if (outlierRate != null) {
      names.add("outlier");
    }
    return names;
  }

  private void appendRows(
      StringBuilder csv, RowPrefix prefix, RowModel model, OutlierRule rule, ObservedRows rows) {
    Samples samples = rows.samples();
    int[] labels = model.labels().apply(samples);
    double @Nullable [][] responsibilities =
        probabilities ? model.responsibilities().apply(samples) : null;
    double @Nullable [] logDensities =
        logDensity || rule.needsDensities() ? model.logDensities().apply(samples) : null;
    double @Nullable [] noise =
        probabilities && model.noise() != null ? model.noise().apply(samples) : null;
    boolean[] outliers =
        logDensities == null ? new boolean[labels.length] : rule.among(rows, logDensities);
    int columns = resultNames(model).size();
    for (int i = 0; i < labels.length; i++) {
      if (outliersOnly && !outliers[i]) {
        prefix.skipNext();
        continue;
      }
      prefix.appendNext(csv);
      appendLabel(csv, labels[i], columns);
      if (responsibilities != null) {
        for (double probability : responsibilities[i]) {
          csv.append(',').append(probability);
        }
      }
      if (noise != null) {
        csv.append(',').append(noise[i]);
      }
      if (logDensities != null && logDensity) {
        csv.append(',').append(logDensities[i]);
      }
      if (logDensities != null) {
        rule.append(csv, logDensities[i], outliers[i], rows.isIncomplete(i));
      }
      csv.append('\n');
    }
  }

  /** Appends a label; an empty cell that is alone is quoted, since readers of CSV pass over lines with nothing at all. */
  static void appendLabel(StringBuilder csv, int label, int columns) {
    if (label != GaussianMixture.NO_LABEL) {
      csv.append(label);
    } else if (columns == 1) {
      csv.append("\"\"");
    }
  }
}
