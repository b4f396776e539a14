package dev.gmm4j.internal.search;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;

/** The side of each sample along the axis of the largest spread of some weighted samples. */
final class PrincipalAxis {
  /** The axis only begins a run of EM, so that a few digits are enough. */
  private static final int POWER_ITERATIONS = 12;

  private PrincipalAxis() {}

  /**
   * Returns 0 for samples below their mean along the axis and 1 for those above.
   *
   * <p>The axis is found by power iteration over the samples, which needs no matrix of many features, from the direction of
   * the farthest sample.
   *
   * @param inverseDeviations what features are multiplied by, so that their units do not count; {@code d} numbers
   */
  static int[] sides(Samples samples, double[] inverseDeviations) {
    int n = Math.toIntExact(samples.count());
    int d = samples.dimension();
    double[] mean = mean(samples);
    double[] centred = new double[n * d];
    double[] weights = new double[n];
    double[] direction = new double[d];
    double farthest = -1;
    RowBlock row = null;
    for (int i = 0; i < n; i++) {
      row = samples.block(i, 1, row);
      weights[i] = row.weight(0);
      double square = 0;
      for (int j = 0; j < d; j++) {
        double value = (row.values()[row.offset() + j] - mean[j]) * inverseDeviations[j];
        centred[i * d + j] = value;
        square += value * value;
      }
      if (weights[i] * square > farthest) {
        farthest = weights[i] * square;
        System.arraycopy(centred, i * d, direction, 0, d);
      }
    }
    double[] projections = new double[n];
    for (int iteration = 0; iteration < POWER_ITERATIONS; iteration++) {
      project(centred, direction, projections);
      double[] next = new double[d];
      double largest = 0;
      for (int i = 0; i < n; i++) {
        double factor = weights[i] * projections[i];
        for (int j = 0; j < d; j++) {
          next[j] += factor * centred[i * d + j];
        }
      }
      for (double value : next) {
        largest = Math.max(largest, Math.abs(value));
      }
      if (!(largest > 0)) {
        break;
      }
      for (int j = 0; j < d; j++) {
        direction[j] = next[j] / largest;
      }
    }
    project(centred, direction, projections);
    int[] sides = new int[n];
    for (int i = 0; i < n; i++) {
      sides[i] = projections[i] > 0 ? 1 : 0;
    }
    return sides;
  }

  private static void project(double[] centred, double[] direction, double[] projections) {
    int d = direction.length;
    for (int i = 0; i < projections.length; i++) {
      double sum = 0;
      for (int j = 0; j < d; j++) {
        sum += centred[i * d + j] * direction[j];
      }
      projections[i] = sum;
    }
  }

  private static double[] mean(Samples samples) {
    int d = samples.dimension();
    double[] mean = new double[d];
    double total = 0;
    RowBlock row = null;
    for (long i = 0; i < samples.count(); i++) {
      row = samples.block(i, 1, row);
      total += row.weight(0);
      // Updated rather than summed, so that a large offset loses no digits.
      double share = total > 0 ? row.weight(0) / total : 0;
      for (int j = 0; j < d; j++) {
        mean[j] += share * (row.values()[row.offset() + j] - mean[j]);
      }
    }
    return mean;
  }
}
