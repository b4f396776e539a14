package dev.gmm4j.internal.estimator;

import java.util.Arrays;

/**
 * Eigenvalues {@code t_i} near given ones {@code e_i} of which none exceeds another by more than a factor {@code c}: those
 * that minimize {@code Σ w_i (ln t_i + e_i / t_i)}.
 *
 * <p>They are {@code e_i} cut off at {@code m} and {@code c m} (García-Escudero, Gordaliza, Matrán and Mayo-Iscar 2008). The
 * sum is convex in {@code ln m}, and between neighbours among the {@code e_i} and {@code e_i / c} its minimum has a closed
 * form (Fritz, García-Escudero and Mayo-Iscar 2013).
 */
final class EigenvalueTruncation {
  private final double[] weights;
  private final double[] values;
  private final double ratio;

  private EigenvalueTruncation(double[] weights, double[] values, double ratio) {
    this.weights = weights;
    this.values = values;
    this.ratio = ratio;
  }

  /**
   * Returns the smallest eigenvalue {@code m} that is allowed; the largest is {@code c m}. It is 0 if all are 0.
   *
   * @param weights {@code w_i >= 0}; those of weight 0 do not count
   * @param values {@code e_i >= 0}
   * @param ratio {@code c >= 1}
   */
  static double floor(double[] weights, double[] values, double ratio) {
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      if (weights[i] > 0) {
        smallest = Math.min(smallest, values[i]);
        largest = Math.max(largest, values[i]);
      }
    }
    if (largest <= ratio * smallest) {
      // Nothing to cut off; m may lie anywhere between.
      return largest == 0 ? 0 : smallest;
    }
    return new EigenvalueTruncation(weights, values, ratio).minimum();
  }

  private double minimum() {
    double[] breaks = new double[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      breaks[2 * i] = weights[i] > 0 ? values[i] : 0;
      breaks[2 * i + 1] = breaks[2 * i] / ratio;
    }
    Arrays.sort(breaks);
    // The first break from which on the sum rises.
    int low = 0;
    int high = breaks.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (breaks[middle] > 0 && slope(breaks[middle]) >= 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return between(low > 0 ? breaks[low - 1] : 0, breaks[low]);
  }

  /** Returns the derivative of the sum in {@code ln m}. */
  private double slope(double m) {
    double slope = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < m) {
        slope += weights[i] * (1 - values[i] / m);
      } else if (values[i] > ratio * m) {
        slope += weights[i] * (1 - values[i] / (ratio * m));
      }
    }
    return slope;
  }

  /** Returns where the sum is smallest between two neighbouring breaks, of which the second is not below it. */
  private double between(double from, double to) {
    double sum = 0;
    double count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] <= from) {
        sum += weights[i] * values[i];
        count += weights[i];
      } else if (values[i] / ratio >= to) {
        sum += weights[i] * values[i] / ratio;
        count += weights[i];
      }
    }
    return Math.min(to, Math.max(from, sum / count));
  }
}
