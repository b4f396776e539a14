package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the rows of samples one after the other, in blocks, because they need not fit into memory. */
final class SampleScan {
  private static final int BLOCK = 65_536;

  /** Is given one row that has a weight. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Visits a row.
     *
     * @param row index of the row in the samples
     * @param values an array that holds the row's numbers
     * @param offset where they start
     */
    void visit(long row, double[] values, int offset, double weight);
  }

  /** Is given one row and which component it belongs to, and how surely. */
  @FunctionalInterface
  interface ClusterVisitor {
    void visit(
        long row, double[] values, int offset, double weight, int component, double certainty);
  }

  private SampleScan() {}

  /** Visits all rows of positive weight, which must be finite in the given columns. */
  static void visit(Samples samples, int[] columns, Visitor visitor) {
    long first = 0;
    for (RowBlock block : samples.blocks(BLOCK)) {
      for (int i = 0; i < block.rows(); i++) {
        double weight = block.weight(i);
        if (weight > 0) {
          int offset = block.rowOffset(i);
          requireFinite(block.values(), offset, columns, first + i);
          visitor.visit(first + i, block.values(), offset, weight);
        }
      }
      first += block.rows();
    }
  }

  private static void requireFinite(double[] values, int offset, int[] columns, long row) {
    for (int column : columns) {
      if (!Double.isFinite(values[offset + column])) {
        throw new InvalidSamplesException(
            "samples must be finite, but row " + row + " column " + column + " was "
                + values[offset + column],
            row,
            column);
      }
    }
  }

  /**
   * Visits all rows of positive weight with their likeliest component, or {@link UniformNoise#LABEL}; 0, and certain,
   * without a model.
   */
  static void visit(
      Samples samples, @Nullable GaussianMixture model, int[] columns, ClusterVisitor visitor) {
    if (model == null) {
      visit(
          samples,
          columns,
          (row, values, offset, weight) -> visitor.visit(row, values, offset, weight, 0, 1));
      return;
    }
    int d = samples.dimension();
    long first = 0;
    for (RowBlock block : samples.blocks(BLOCK)) {
      int from = block.offset();
      double[] values = Arrays.copyOfRange(block.values(), from, from + block.rows() * d);
      double[][] responsibilities = responsibilities(model, values, d, first);
      for (int i = 0; i < block.rows(); i++) {
        double weight = block.weight(i);
        if (weight > 0) {
          int component = largest(responsibilities[i]);
          double certainty = responsibilities[i][component];
          double noise =
              model.noise() == null ? 0 : 1 - Arrays.stream(responsibilities[i]).sum();
          if (noise > certainty) {
            component = UniformNoise.LABEL;
            certainty = noise;
          }
          visitor.visit(first + i, values, i * d, weight, component, certainty);
        }
      }
      first += block.rows();
    }
  }

  private static double[][] responsibilities(
      GaussianMixture model, double[] values, int d, long first) {
    try {
      return model.responsibilities(Samples.of(values, d));
    } catch (InvalidSamplesException e) {
      // Blamed by its place among all samples, not in the block.
      int[] columns = IntStream.range(0, d).toArray();
      for (int i = 0; i < values.length / d; i++) {
        requireFinite(values, i * d, columns, first + i);
      }
      throw e;
    }
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /** Returns the ranges of columns. */
  static Range[] ranges(Samples samples, int... columns) {
    double[] min = new double[columns.length];
    double[] max = new double[columns.length];
    Arrays.fill(min, Double.POSITIVE_INFINITY);
    Arrays.fill(max, Double.NEGATIVE_INFINITY);
    visit(samples, columns, (row, values, offset, weight) -> {
      for (int j = 0; j < columns.length; j++) {
        double value = values[offset + columns[j]];
        min[j] = Math.min(min[j], value);
        max[j] = Math.max(max[j], value);
      }
    });
    Range[] ranges = new Range[columns.length];
    for (int j = 0; j < columns.length; j++) {
      if (!(min[j] <= max[j])) {
        throw new InvalidSamplesException("weights must not all be 0");
      }
      ranges[j] = new Range(min[j], max[j]);
    }
    return ranges;
  }
}
