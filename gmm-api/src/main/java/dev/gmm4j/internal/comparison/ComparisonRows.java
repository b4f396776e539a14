package dev.gmm4j.internal.comparison;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import org.jspecify.annotations.Nullable;

/** Some rows of samples to try things on: blocks at equal distances, for neighbours are often alike. */
final class ComparisonRows {
  private static final int BLOCKS = 8;
  private static final int MIN_ROWS = 512;
  private static final int MAX_ROWS = 32_768;

  /** As many multiplications of full covariances as take a fast kernel a millisecond. */
  private static final long WORK = 1 << 23;

  /** 32 megabytes. */
  private static final int MAX_NUMBERS = 1 << 22;

  private ComparisonRows() {}

  /** Returns all rows of few samples, and of many as many as a kernel passes over in a moment. */
  static Samples of(Samples samples, int components) {
    int d = samples.dimension();
    long work = components * ((long) d * d + 16);
    long wanted = Math.max(Math.max(MIN_ROWS, 8L * components), Math.min(MAX_ROWS, WORK / work));
    int rows = (int) Math.min(samples.count(), Math.min(wanted, Math.max(1, MAX_NUMBERS / d)));
    double[] values = new double[Math.multiplyExact(rows, d)];
    double[] weights = samples.isWeighted() ? new double[rows] : null;
    for (int b = 0; b < BLOCKS; b++) {
      int from = (int) ((long) rows * b / BLOCKS);
      int to = (int) ((long) rows * (b + 1) / BLOCKS);
      if (from < to) {
        long first = Math.round((samples.count() - rows) * (b / (BLOCKS - 1.0))) + from;
        copy(samples.block(first, to - from), values, weights, from);
      }
    }
    if (samples.mayHaveMissingValues()) {
      fill(values, d);
    }
    Samples few = Samples.of(values, d);
    return weights == null ? few : few.weighted(weights);
  }

  /** Replaces values that are missing by the last one observed: time does not depend on them. */
  private static void fill(double[] values, int dimension) {
    double[] last = new double[dimension];
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        values[i] = last[i % dimension];
      } else {
        last[i % dimension] = values[i];
      }
    }
  }

  private static void copy(RowBlock block, double[] values, double @Nullable [] weights, int row) {
    int d = block.dimension();
    System.arraycopy(block.values(), block.offset(), values, row * d, block.rows() * d);
    if (weights != null) {
      for (int i = 0; i < block.rows(); i++) {
        weights[row + i] = block.weight(i);
      }
    }
  }
}
