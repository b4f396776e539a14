package dev.gmm4j.em;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;

/** Factorizes covariances by a backend. */
public final class PrecisionFactorization {
  /**
   * A pivot this small relative to its diagonal entry, for each row, is rounding: of the factorization, and of the sums
   * that the matrix was made of.
   */
  private static final double PIVOT_ROUNDING = 8 * Math.ulp(1.0);

  private PrecisionFactorization() {}

  /**
   * Returns the factors of the inverse covariances, which densities are computed from.
   *
   * @throws NotPositiveDefiniteException if a covariance is not positive definite to working precision
   */
  public static PrecisionFactors of(Covariances covariances, LinearAlgebraBackend backend) {
    int components = covariances.components();
    int d = covariances.dimension();
    return switch (covariances.type()) {
      case FULL ->
        PrecisionFactors.triangular(
            components, d, inverseCholesky(backend, covariances.toArray(), d));
      case TIED ->
        PrecisionFactors.sharedTriangular(
            components, d, inverseCholesky(backend, covariances.toArray(), d));
      case DIAGONAL, SPHERICAL ->
        PrecisionFactors.axisAligned(components, d, inverseDeviations(covariances));
    };
  }

  /**
   * Returns the inverse lower Cholesky factors of a stack of matrices.
   *
   * <p>A pivot that is small enough to be rounding noise counts as zero: the factorization of a singular matrix would
   * otherwise succeed or fail by chance.
   */
  private static double[] inverseCholesky(LinearAlgebraBackend backend, double[] matrices, int d) {
    double[] inverses = new double[matrices.length];
    double[] factor = new double[d * d];
    for (int offset = 0; offset < matrices.length; offset += d * d) {
      int component = offset / (d * d);
      double[] matrix = Arrays.copyOfRange(matrices, offset, offset + d * d);
      int failed = backend.cholesky(d, matrix, factor);
      if (failed >= 0) {
        throw new NotPositiveDefiniteException(component, failed);
      }
      for (int j = 0; j < d; j++) {
        double pivot = factor[j * d + j] * factor[j * d + j];
        if (!(pivot > PIVOT_ROUNDING * d * matrix[j * d + j]) || !Double.isFinite(pivot)) {
          throw new NotPositiveDefiniteException(component, j);
        }
      }
      double[] inverse = new double[d * d];
      backend.invertLower(d, factor, inverse);
      System.arraycopy(inverse, 0, inverses, offset, d * d);
    }
    return inverses;
  }

  private static double[] inverseDeviations(Covariances covariances) {
    int d = covariances.dimension();
    double[] inverses = new double[covariances.components() * d];
    for (int i = 0; i < inverses.length; i++) {
      int feature = covariances.type() == CovarianceType.SPHERICAL ? 0 : i % d;
      inverses[i] = inverseDeviation(covariances.get(i / d, i % d, i % d), i / d, feature);
    }
    return inverses;
  }

  /** Returns {@code 1/√variance}, which must be positive and finite. */
  private static double inverseDeviation(double variance, int component, int feature) {
    if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
      throw new NotPositiveDefiniteException(component, feature);
    }
    return 1 / Math.sqrt(variance);
  }
}
