package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.PrecisionFactors;

/** Squared Mahalanobis distances {@code ‖W_k(x - μ_k)‖²} by one layout of the factors {@code W_k}. */
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
  void addSquaredDistances(double[] shifted, int rows, double[] distances);

  /**
   * Adds {@code Σ_j (values[from + j*rows + i] - offsets[offset + j])²} to {@code sums[to + i]} for all rows.
   *
   * @param features how many features {@code j} there are
   */
  static void addSquares(
      double[] values,
      int from,
      double[] offsets,
      int offset,
      int features,
      double[] sums,
      int to,
      int rows) {
    int j = 0;
    // Four features at a time: a sum is loaded and stored once for all of them.
    for (; j + 3 < features; j += 4) {
      int first = from + j * rows;
      double offset0 = offsets[offset + j];
      double offset1 = offsets[offset + j + 1];
      double offset2 = offsets[offset + j + 2];
      double offset3 = offsets[offset + j + 3];
      for (int i = 0; i < rows; i++) {
        double difference0 = values[first + i] - offset0;
        double difference1 = values[first + rows + i] - offset1;
        double difference2 = values[first + 2 * rows + i] - offset2;
        double difference3 = values[first + 3 * rows + i] - offset3;
        sums[to + i] += (difference0 * difference0 + difference1 * difference1)
            + (difference2 * difference2 + difference3 * difference3);
      }
    }
    for (; j < features; j++) {
      for (int i = 0; i < rows; i++) {
        double difference = values[from + j * rows + i] - offsets[offset + j];
        sums[to + i] += difference * difference;
      }
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
