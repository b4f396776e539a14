package dev.gmm4j.cli.model;

import dev.gmm4j.cli.input.InvalidSampleLocation;
import dev.gmm4j.cli.input.KeptRowsOptions;
import dev.gmm4j.cli.input.ObservedRows;
import dev.gmm4j.cli.input.RowBlocks;
import dev.gmm4j.cli.input.RowPrefix;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.student.StudentMixture;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** What a mixture of t distributions tells of each row, as CSV. */
final class StudentPredictions {
  private final StudentMixture model;
  private final boolean probabilities;
  private final boolean logDensity;
  private final boolean scaleWeights;

  StudentPredictions(
      StudentMixture model, boolean probabilities, boolean logDensity, boolean scaleWeights) {
    this.model = model;
    this.probabilities = probabilities;
    this.logDensity = logDensity;
    this.scaleWeights = scaleWeights;
  }

  void write(Dataset dataset, KeptRowsOptions kept, StandardStreams streams, Writer writer)
      throws IOException {
    RowPrefix prefix = RowPrefix.of(dataset, kept);
    StringBuilder csv = new StringBuilder();
    List<String> names = names();
    prefix.appendHeader(csv, names);
    csv.append(String.join(",", names)).append('\n');
    int blockRows = RowBlocks.rows(Math.max(model.dimension(), model.components()));
    long first = 0;
    long incomplete = 0;
    long unobserved = 0;
    for (RowBlock block : dataset.samples().blocks(blockRows)) {
      ObservedRows rows = ObservedRows.of(block);
      try {
        append(csv, prefix, rows.samples());
      } catch (InvalidSamplesException e) {
        throw InvalidSampleLocation.located(e, dataset, first);
      }
      incomplete += rows.incomplete();
      unobserved += rows.unobserved();
      first += block.rows();
      writer.append(csv);
      csv.setLength(0);
    }
    writer.append(csv);
    ObservedRows.note(dataset, incomplete, unobserved, streams);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>(List.of("label"));
    for (int k = 0; probabilities && k < model.components(); k++) {
      names.add("p" + k);
    }
    if (logDensity) {
      names.add("log_density");
    }
    if (scaleWeights) {
      names.add("scale_weight");
    }
    return names;
  }

  private void append(StringBuilder csv, RowPrefix prefix, Samples samples) {
    int[] labels = model.predict(samples);
    double[][] shares = probabilities ? model.responsibilities(samples) : new double[0][];
    double[] densities = logDensity ? model.logDensities(samples) : new double[0];
    double[] weights = scaleWeights ? model.scaleWeights(samples) : new double[0];
    int columns = names().size();
    for (int i = 0; i < labels.length; i++) {
      prefix.appendNext(csv);
      PredictCommand.appendLabel(csv, labels[i], columns);
      if (probabilities) {
        for (double share : shares[i]) {
          csv.append(',').append(share);
        }
      }
      if (logDensity) {
        csv.append(',').append(densities[i]);
      }
      if (scaleWeights) {
        csv.append(',').append(weights[i]);
      }
      csv.append('\n');
    }
  }
}
