package dev.gmm4j.internal.composed;

import dev.gmm4j.em.PrecisionFactors;

/** Squared Mahalanobis distances {@code ‖W_k(x - μ_k)‖²} by one structure of the factors {@code W_k}. */
interface Whitening {

  /**
   * Sets the factors and means.
   *
   * @param offsets the means, shifted as the samples will be; {@code K*d} numbers, kept
   */
  void use(PrecisionFactors factors, double[] offsets, int components);

  /**
   * Adds squared distances.
   *
   * @param shifted samples, feature-major: {@code d*rows} numbers
   * @param distances component-major: {@code K*rows} numbers to add to
   */
  void addSquaredDistances(double[] shifted, int rows, int components, double[] distances);

  /** Adds {@code (values[from + i] - offset)²} to {@code sums[to + i]} for all rows. */
  static void addSquares(
      double[] values, int from, double offset, double[] sums, int to, int rows) {
    for (int i = 0; i < rows; i++) {
      double difference = values[from + i] - offset;
      sums[to + i] += difference * difference;
    }
  }

  /** Returns the whitened offsets {@code W_k μ_k} of all components: {@code K*d} numbers. */
  static double[] whitenOffsets(
      PrecisionFactors factors, double[] offsets, int components, int dimension) {
    double[] whitened = new double[components * dimension];
    double[] offset = new double[dimension];
    for (int k = 0; k < components; k++) {
      System.arraycopy(offsets, k * dimension, offset, 0, dimension);
      factors.whiten(k, offset, whitened, k * dimension);
    }
    return whitened;
  }
}
