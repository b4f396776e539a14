package dev.gmm4j;

import dev.gmm4j.internal.SampleChecks;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.RowBlock;
import org.jspecify.annotations.Nullable;

/**
 * Weighted mean and covariance of samples, in two passes over blocks.
 *
 * @param mean {@code d} numbers
 * @param covariance {@code d*d} numbers, over the total weight
 */
record SampleCovariance(double[] mean, double[] covariance) {
  /** Numbers in a block: as many as stay in a cache. */
  private static final int BLOCK_SIZE = 1 << 16;

  private interface Visitor {
    void visit(RowBlock block);
  }

  static SampleCovariance of(Samples samples, LinearAlgebraBackend backend) {
    int d = samples.dimension();
    double[] sums = new double[d];
    double[] total = new double[1];
    visit(samples, block -> {
      for (int i = 0; i < block.rows(); i++) {
        total[0] += block.weight(i);
        addRow(block, i, block.weight(i), sums);
      }
    });
    if (!(total[0] > 0)) {
      throw new InvalidSamplesException("weights must not all be 0");
    }
    double[] mean = scaled(sums, 1 / total[0]);
    double[] rest = new double[d];
    double[] scatter = new double[d * d];
    double[] gram = new double[d * d];
    visit(samples, block -> {
      int rows = block.rows();
      double[] centred = new double[rows * d];
      double[] weights = new double[rows];
      for (int i = 0; i < rows; i++) {
        weights[i] = block.weight(i);
        for (int j = 0; j < d; j++) {
          double difference = block.values()[block.rowOffset(i) + j] - mean[j];
          centred[i * d + j] = difference;
          rest[j] += weights[i] * difference;
        }
      }
      backend.weightedGram(rows, d, centred, weights, gram);
      for (int j = 0; j < gram.length; j++) {
        scatter[j] += gram[j];
      }
    });
    return corrected(mean, scaled(rest, 1 / total[0]), scaled(scatter, 1 / total[0]));
  }

  /** Removes what rounding left in the mean (the corrected two-pass algorithm; Chan, Golub and LeVeque 1983). */
  private static SampleCovariance corrected(double[] mean, double[] rest, double[] covariance) {
    int d = mean.length;
    for (int i = 0; i < d; i++) {
      mean[i] += rest[i];
      for (int j = 0; j < d; j++) {
        covariance[i * d + j] -= rest[i] * rest[j];
      }
    }
    return new SampleCovariance(mean, covariance);
  }

  private static void visit(Samples samples, Visitor visitor) {
    int most = Math.max(1, BLOCK_SIZE / samples.dimension());
    @Nullable RowBlock block = null;
    for (long first = 0; first < samples.count(); first += most) {
      block = samples.block(first, (int) Math.min(most, samples.count() - first), block);
      SampleChecks.requireUsable(block, first);
      visitor.visit(block);
    }
  }

  private static void addRow(RowBlock block, int row, double weight, double[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += weight * block.values()[block.rowOffset(row) + j];
    }
  }

  private static double[] scaled(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return values;
  }
}
