package dev.gmm4j;

import dev.gmm4j.spi.RowBlock;
import java.util.Arrays;

/** The weights of samples in memory. */
final class RowWeights {
  private static final int READ_ROWS = 256;

  private RowWeights() {}

  /** Returns the weight of each row; ones where rows carry none. */
  static double[] of(Samples samples) {
    double[] weights = new double[Math.toIntExact(samples.count())];
    Arrays.fill(weights, 1);
    for (int first = 0; samples.isWeighted() && first < weights.length; first += READ_ROWS) {
      RowBlock block = samples.block(first, Math.min(READ_ROWS, weights.length - first));
      for (int i = 0; i < block.rows(); i++) {
        weights[first + i] = block.weight(i);
      }
    }
    return weights;
  }
}
