package dev.gmm4j.internal.estimator;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/**
 * The scatter {@code W_k = Σ w r (x - m_k)(x - m_k)ᵀ} of each component about its new mean: matrices, or their
 * diagonals.
 *
 * @param counts the components' weights {@code n_k}
 * @param dimension the number of features {@code d}
 * @param values {@code K*d*d} numbers, or the {@code K*d} of diagonals; none on a diagonal is negative
 */
record Scatters(double[] counts, int dimension, double[] values) {

  /**
   * Returns the scatters of statistics that hold full or diagonal moments.
   *
   * @param shifts from the statistics' centres to the new means, {@code K*d} numbers
   */
  static Scatters of(SufficientStatistics statistics, double[] shifts) {
    int d = statistics.dimension();
    double[] counts = statistics.weights();
    double[] values = statistics.second().clone();
    boolean diagonal = statistics.moments() == Moments.DIAGONAL;
    for (int i = 0; i < values.length; i++) {
      int feature = diagonal ? i : i / d;
      int other = diagonal ? i : i / (d * d) * d + i % d;
      values[i] -= counts[feature / d] * shifts[feature] * shifts[other];
      if (feature == other) {
        // Rounding leaves of a feature that is constant in the component sometimes less than 0.
        values[i] = Math.max(values[i], 0);
      }
    }
    return new Scatters(counts, d, values);
  }

  int components() {
    return counts.length;
  }

  /** Returns a copy of a component's matrix. */
  double[] matrix(int component) {
    int size = dimension * dimension;
    return Arrays.copyOfRange(values, component * size, (component + 1) * size);
  }

  /** Returns {@code tr W_k}. */
  double trace(int component) {
    int step = isDiagonal() ? 1 : dimension + 1;
    int first = component * (values.length / counts.length);
    double trace = 0;
    for (int j = 0; j < dimension; j++) {
      trace += values[first + j * step];
    }
    return trace;
  }

  private boolean isDiagonal() {
    return values.length == counts.length * dimension;
  }

  /** Returns {@code Σn_k}. */
  double total() {
    double total = 0;
    for (double count : counts) {
      total += count;
    }
    return total;
  }
}
