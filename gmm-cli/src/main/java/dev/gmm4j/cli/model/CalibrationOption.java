package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.ModelAndDataOptions;
import dev.gmm4j.cli.input.RowBlocks;
import dev.gmm4j.cli.input.WholeRows;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.ConformalDetector;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Rows that a model was not fitted to, which tell what densities are usual. */
final class CalibrationOption {
  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = {
        "Also write p_value, by which --outliers flags: the rank of each row's density among those of the rows of FILE. They"
            + " must be usual rows that the model was not fitted to."
      })
  private @Nullable String file;

  /** Tells whether there is a calibration. */
  boolean isGiven() {
    return file != null;
  }

  /** Returns the detector, or null without a calibration. Rows with missing values are left out. */
  @Nullable
  ConformalDetector read(
      GaussianMixture model, ModelAndDataOptions evaluation, StandardStreams streams)
      throws IOException {
    if (file == null) {
      return null;
    }
    try (Dataset dataset = evaluation.openOther(file, streams, model)) {
      return ConformalDetector.of(model, logDensities(model, dataset, streams));
    }
  }

  private static double[] logDensities(
      GaussianMixture model, Dataset dataset, StandardStreams streams) {
    Samples samples = dataset.samples();
    double[] logDensities = new double[Math.toIntExact(samples.count())];
    int count = 0;
    long first = 0;
    for (RowBlock block :
        samples.blocks(RowBlocks.rows(Math.max(model.dimension(), model.components())))) {
      WholeRows rows = WholeRows.of(block);
      Samples whole = rows.samples();
      try {
        double[] own = whole == null ? new double[0] : model.logDensities(whole);
        System.arraycopy(own, 0, logDensities, count, own.length);
        count += own.length;
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, first, rows);
      }
      first += block.rows();
    }
    if (count < first) {
      streams.note(List.of(dataset.name() + ": " + NumberText.count(first - count, "row")
          + " with a missing value left out of the calibration"));
    }
    if (count == 0) {
      throw new CommandFailure(
          ExitStatus.DATA, dataset.name() + " has no row without missing values", null);
    }
    return Arrays.copyOf(logDensities, count);
  }
}
