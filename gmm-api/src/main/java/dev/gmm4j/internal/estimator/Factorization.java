package dev.gmm4j.internal.estimator;

import dev.gmm4j.spi.LinearAlgebraBackend;

/** Cholesky factorizations that tell singular matrices from regular ones. */
final class Factorization {
  /** Pivots this small relative to the diagonal, for each row, are rounding. */
  private static final double PIVOT_ROUNDING = 8 * Math.ulp(1.0);

  private Factorization() {}

  /**
   * Computes the lower factor of a symmetric matrix, and tells whether the matrix is positive definite to working
   * precision.
   */
  static boolean succeeds(LinearAlgebraBackend backend, int d, double[] matrix, double[] factor) {
    if (backend.cholesky(d, matrix, factor) >= 0) {
      return false;
    }
    for (int i = 0; i < d * d; i += d + 1) {
      double pivot = factor[i] * factor[i];
      if (!(pivot > PIVOT_ROUNDING * d * matrix[i] && pivot < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }
}
