package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.option.OptionErrors;
import dev.gmm4j.cli.output.CsvOutput;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.ExitStatusFooter;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.DensityLevels;
import dev.gmm4j.distribution.OutlierDetector;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.noise.UniformNoise;
import java.io.IOException;
import java.io.Writer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gmm predict model.json new.csv",
      "  gmm predict model.json new.csv --proba --log-density --output classes.csv",
      "  gmm predict model.json new.npy --columns 0,3 | sort | uniq -c",
      "  gmm predict model.json new.csv --outliers 0.01 --log-density",
      "",
      ExitStatusFooter.HEADING,
      ExitStatusFooter.DONE,
      ExitStatusFooter.FAILED,
      ExitStatusFooter.USAGE,
      ExitStatusFooter.DATA
    })
public final class PredictCommand implements Callable<Integer> {
  /** Numbers of a block: enough to keep all processors busy, few enough to be little memory. */
  private static final int BLOCK_NUMBERS = 1 << 20;

  private static final int MIN_BLOCK_ROWS = 1024;

  /** A hundred megabytes: of more than 16 384 columns there are fewer rows all the same. */
  private static final int MAX_BLOCK_NUMBERS = 1 << 24;

  /** So many of the draws are to lie beyond the threshold, so that the rate is met to a tenth of itself or better. */
  private static final int OUTLIERS_DRAWN = 100;

  private static final int MIN_OUTLIER_DRAWS = 100_000;

  private static final long OUTLIER_SEED = 0;
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
      names = "--outliers",
      paramLabel = "RATE",
      description =
          "Also flag outliers; RATE is the share of the model's own rows that are flagged, at least 0.0001.")
  private @Nullable Double outlierRate;

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
    evaluation.run(
        null,
        streams,
        (model, dataset) -> output.write(streams, writer -> predict(model, dataset, writer)));
    return ExitStatus.DONE;
  }

  private void predict(GaussianMixture model, Dataset dataset, Writer writer) throws IOException {
    UniformNoise noise = model.noise();
    if (outlierRate != null && noise != null && outlierRate <= noise.weight()) {
      throw OptionErrors.invalidValue(
          spec,
          "--outliers",
          "rate must be > " + noise.weight()
              + ", the weight of the model's noise, but was " + outlierRate
              + "; rows of label -1 are noise");
    }
    OutlierDetector detector = outlierRate == null ? null : detector(model, outlierRate);
    Samples samples = dataset.samples();
    int columns = Math.max(model.dimension(), model.components());
    int least = Math.max(1, Math.min(MIN_BLOCK_ROWS, MAX_BLOCK_NUMBERS / columns));
    int blockRows = Math.max(least, BLOCK_NUMBERS / columns);
    StringBuilder csv = new StringBuilder();
    appendHeader(csv, model);
    long first = 0;
    for (RowBlock block : samples.blocks(blockRows)) {
      try {
        appendRows(csv, model, detector, copy(block));
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, first);
      }
      first += block.rows();
      writer.append(csv);
      csv.setLength(0);
    }
  }

  private static OutlierDetector detector(GaussianMixture model, double rate) {
    int draws = (int) Math.max(MIN_OUTLIER_DRAWS, OUTLIERS_DRAWN / rate);
    return DensityLevels.sampled(model, draws, OUTLIER_SEED).outliers(rate);
  }

  static Samples copy(RowBlock block) {
    int d = block.dimension();
    double[] rows = new double[block.rows() * d];
    System.arraycopy(block.values(), block.offset(), rows, 0, rows.length);
    return Samples.of(rows, d);
  }

  private void appendHeader(StringBuilder csv, GaussianMixture model) {
    csv.append("label");
    for (int k = 0; probabilities && k < model.components(); k++) {
      csv.append(",p").append(k);
    }
    csv.append(probabilities && model.noise() != null ? ",noise" : "");
    csv.append(logDensity ? ",log_density" : "");
    csv.append(outlierRate == null ? "\n" : ",outlier\n");
  }

  private void appendRows(
      StringBuilder csv, GaussianMixture model, @Nullable OutlierDetector detector, Samples rows) {
    int[] labels = model.predict(rows);
    double @Nullable [][] responsibilities = probabilities ? model.responsibilities(rows) : null;
    double @Nullable [] logDensities =
        logDensity || detector != null ? model.logDensities(rows) : null;
    double @Nullable [] noise =
        probabilities && model.noise() != null ? model.noiseProbabilities(rows) : null;
    for (int i = 0; i < labels.length; i++) {
      csv.append(labels[i]);
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
      if (logDensities != null && detector != null) {
        csv.append(detector.isOutlier(logDensities[i]) ? ",1" : ",0");
      }
      csv.append('\n');
    }
  }
}
