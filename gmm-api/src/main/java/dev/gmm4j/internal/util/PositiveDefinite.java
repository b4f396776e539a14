package dev.gmm4j.internal.util;

import org.jspecify.annotations.Nullable;

/** Checks and inverts the few matrices that a caller gives, in plain loops and without a backend. */
public final class PositiveDefinite {
  /** Pivots this small relative to the diagonal, for each row, are rounding; as where covariances are factorized. */
  private static final double PIVOT_ROUNDING = 8 * Math.ulp(1.0);

  private PositiveDefinite() {}

  /**
   * Tells whether a symmetric matrix is positive definite to working precision.
   *
   * @param matrix {@code d*d} numbers, of which the lower triangle is read
   */
  public static boolean test(double[][] matrix) {
    return cholesky(matrix) != null;
  }

  /**
   * Returns the inverse of a symmetric matrix, exactly symmetric, or null where it is not positive definite to working
   * precision.
   *
   * @param matrix {@code d*d} numbers, of which the lower triangle is read
   */
  public static double @Nullable [][] inverse(double[][] matrix) {
    double[][] factor = cholesky(matrix);
    return factor == null ? null : inverseOf(factor);
  }

  /** Returns the inverse of the matrix that a lower Cholesky factor is of, exactly symmetric. */
  public static double[][] inverseOf(double[][] factor) {
    int d = factor.length;
    double[][] w = invertLower(factor);
    double[][] inverse = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = i; l < d; l++) {
          sum += w[l][i] * w[l][j];
        }
        inverse[i][j] = sum;
        inverse[j][i] = sum;
      }
    }
    return inverse;
  }

  /**
   * Returns the lower Cholesky factor of a symmetric matrix, or null where it is not positive definite to working precision.
   *
   * @param matrix {@code d*d} numbers, of which the lower triangle is read
   */
  public static double @Nullable [][] cholesky(double[][] matrix) {
    int d = matrix.length;
    double[][] factor = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int l = 0; l < j; l++) {
          sum -= factor[i][l] * factor[j][l];
        }
        if (i > j) {
          factor[i][j] = sum / factor[j][j];
        } else if (sum > PIVOT_ROUNDING * d * matrix[i][i] && sum < Double.POSITIVE_INFINITY) {
          factor[i][i] = Math.sqrt(sum);
        } else {
          return null;
        }
      }
    }
    return factor;
  }

  private static double[][] invertLower(double[][] factor) {
    int d = factor.length;
    double[][] inverse = new double[d][d];
    for (int j = 0; j < d; j++) {
      inverse[j][j] = 1 / factor[j][j];
      for (int i = j + 1; i < d; i++) {
        double sum = 0;
        for (int l = j; l < i; l++) {
          sum -= factor[i][l] * inverse[l][j];
        }
        inverse[i][j] = sum / factor[i][i];
      }
    }
    return inverse;
  }
}
