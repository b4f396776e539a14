package dev.gmm4j.internal.spectral;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * The eigendecomposition {@code A = V diag(values) Vᵀ} of a covariance or a scatter: a positive semidefinite matrix.
 *
 * <p>A backend knows eigenvalues to rounding errors of the largest. That is enough where features have about the same
 * scale. Where their variances differ by more than {@value #GRADED}, small eigenvalues and their vectors would be noise,
 * although the matrix determines them well; then they are {@linkplain GradedSpectrum computed} to the accuracy that the
 * matrix has in units of its features.
 *
 * @param values {@code d} numbers in ascending order; of a backend they may be negative by rounding
 * @param vectors {@code d*d} numbers, row-major; column {@code j} is a unit eigenvector of value {@code j}
 * @param rounding values up to this one are rounding errors of 0
 */
public record Spectrum(double[] values, double[] vectors, double rounding) {
  /**
   * The ratio of variances of features from which on a backend's relative error in the smallest eigenvalue may exceed
   * 1e-7.
   */
  private static final double GRADED = 1e8;

  /** The condition from which on a backend's smallest eigenvalue has fewer than six digits. */
  private static final double ILL_CONDITIONED = 1e8;

  /**
   * Returns the eigendecomposition of a matrix.
   *
   * @param d order of the matrix
   * @param matrix {@code d*d} numbers, symmetric and positive semidefinite but for rounding
   * @throws GmmException if a number is not finite, or the backend finds no eigenvalues
   */
  public static Spectrum of(int d, double[] matrix, LinearAlgebraBackend backend) {
    requireFinite(d, matrix);
    return isGraded(d, matrix) ? GradedSpectrum.of(d, matrix) : ofBackend(d, matrix, backend);
  }

  /**
   * Returns the eigenvalues of a covariance, ascending and positive: where a backend's smallest would be rounding, those of
   * its Cholesky factor.
   *
   * @param d order of the matrix
   * @param covariance {@code d*d} numbers, positive definite as the backend's factorization sees it
   * @throws GmmException if a number is not finite
   */
  public static double[] positiveValues(int d, double[] covariance, LinearAlgebraBackend backend) {
    if (!isGraded(d, covariance)) {
      double[] values = of(d, covariance, backend).values();
      if (values[0] * ILL_CONDITIONED >= values[d - 1]) {
        return values;
      }
    }
    double[] factor = new double[d * d];
    int failed = backend.cholesky(d, covariance, factor);
    if (failed >= 0) {
      throw new GmmException("a covariance is not positive definite, see feature " + failed);
    }
    return GradedSpectrum.ofFactor(d, factor);
  }

  private static Spectrum ofBackend(int d, double[] matrix, LinearAlgebraBackend backend) {
    double[] values = new double[d];
    double[] vectors = new double[d * d];
    try {
      backend.symmetricEigen(d, matrix, values, vectors);
    } catch (GmmException e) {
      throw e;
    } catch (RuntimeException e) {
      // A backend from elsewhere may let its library's exceptions through.
      throw new GmmException("backend " + backend.id() + " found no eigenvalues: " + e, e);
    }
    return new Spectrum(values, vectors, d * Math.ulp(values[d - 1]));
  }

  private static void requireFinite(int d, double[] matrix) {
    for (int i = 0; i < d * d; i++) {
      if (!Double.isFinite(matrix[i])) {
        throw new GmmException("the covariance of features " + i / d + " and " + i % d + " was "
            + matrix[i] + "; scale the samples or their weights");
      }
    }
  }

  private static boolean isGraded(int d, double[] matrix) {
    double largest = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < d * d; i += d + 1) {
      largest = Math.max(largest, matrix[i]);
      smallest = matrix[i] > 0 ? Math.min(smallest, matrix[i]) : smallest;
    }
    return largest / GRADED > smallest;
  }
}
