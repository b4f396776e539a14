package dev.gmm4j.io;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import java.util.Arrays;

/** Copies samples into arrays. */
final class SampleArrays {
  private SampleArrays() {}

  static double[][] of(Samples samples) {
    int n = Math.toIntExact(samples.count());
    RowBlock block = samples.block(0, n);
    double[][] rows = new double[n][];
    int d = samples.dimension();
    for (int i = 0; i < n; i++) {
      int start = block.offset() + i * d;
      rows[i] = Arrays.copyOfRange(block.values(), start, start + d);
    }
    return rows;
  }

  static double[] weights(Samples samples) {
    int n = Math.toIntExact(samples.count());
    return Arrays.copyOf(samples.block(0, n).weights(), n);
  }
}
