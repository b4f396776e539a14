package dev.gmm4j.internal.incomplete;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * What the components expect of missing features, given those observed: with the covariances {@code Σ_oo} of the observed
 * and {@code Σ_mo} between missing and observed ones, a missing feature's mean moves by the gain {@code B = Σ_mo Σ_oo⁻¹}, and
 * {@code C = Σ_mm - B Σ_om} is left of its covariance.
 *
 * <p>Both come from one Cholesky factor of the whole covariance, observed features first, so that {@code C} is no difference
 * of matrices and stays positive definite.
 */
final class Regressions {
  private final int observed;
  private final int missing;

  /** Whether all components have the same. */
  private final boolean isShared;

  /** Matrices {@code m*o}; empty where features are uncorrelated. */
  private final double[] gains;

  /** Matrices {@code m*m}, or variances where features are uncorrelated. */
  private final double[] residuals;

  private final PrecisionFactors factors;

  private Regressions(
      int observed,
      int missing,
      boolean isShared,
      double[] gains,
      double[] residuals,
      PrecisionFactors factors) {
    this.observed = observed;
    this.missing = missing;
    this.isShared = isShared;
    this.gains = gains;
    this.residuals = residuals;
    this.factors = factors;
  }

  /**
   * Returns the regressions of a pattern.
   *
   * @throws NotPositiveDefiniteException if a covariance is not positive definite
   */
  static Regressions of(Covariances covariances, Pattern pattern, LinearAlgebraBackend backend) {
    return covariances.type().isAxisAligned()
        ? uncorrelated(covariances, pattern)
        : correlated(covariances, pattern, backend);
  }

  private static Regressions uncorrelated(Covariances covariances, Pattern pattern) {
    int components = covariances.components();
    int[] observed = pattern.observed();
    int[] missing = pattern.missing();
    double[] variances = new double[components * missing.length];
    double[] inverseDeviations = new double[components * observed.length];
    for (int k = 0; k < components; k++) {
      for (int i = 0; i < missing.length; i++) {
        variances[k * missing.length + i] = covariances.get(k, missing[i], missing[i]);
      }
      for (int i = 0; i < observed.length; i++) {
        inverseDeviations[k * observed.length + i] =
            1 / Math.sqrt(covariances.get(k, observed[i], observed[i]));
      }
    }
    return new Regressions(
        observed.length,
        missing.length,
        false,
        new double[0],
        variances,
        PrecisionFactors.axisAligned(components, observed.length, inverseDeviations));
  }

  private static Regressions correlated(
      Covariances covariances, Pattern pattern, LinearAlgebraBackend backend) {
    int o = pattern.observed().length;
    int m = pattern.missing().length;
    int d = o + m;
    boolean shared = covariances.type() == CovarianceType.TIED;
    int matrices = shared ? 1 : covariances.components();
    double[] gains = new double[matrices * m * o];
    double[] residuals = new double[matrices * m * m];
    double[] inverses = new double[matrices * o * o];
    double[] matrix = new double[d * d];
    double[] factor = new double[d * d];
    double[] ofObserved = new double[o * o];
    for (int k = 0; k < matrices; k++) {
      permute(covariances, k, pattern, matrix);
      int failed = backend.cholesky(d, matrix, factor);
      if (failed >= 0) {
        throw new NotPositiveDefiniteException(k, failed);
      }
      for (int i = 0; i < o; i++) {
        System.arraycopy(factor, i * d, ofObserved, i * o, o);
      }
      double[] inverse = new double[o * o];
      backend.invertLower(o, ofObserved, inverse);
      System.arraycopy(inverse, 0, inverses, k * o * o, o * o);
      gain(factor, inverse, o, m, gains, k * m * o);
      residual(factor, o, m, residuals, k * m * m);
    }
    int components = covariances.components();
    PrecisionFactors factors = shared
        ? PrecisionFactors.sharedTriangular(components, o, inverses)
        : PrecisionFactors.triangular(components, o, inverses);
    return new Regressions(o, m, shared, gains, residuals, factors);
  }

  /** Writes a component's covariance, observed features first. */
  private static void permute(
      Covariances covariances, int component, Pattern pattern, double[] matrix) {
    int[] observed = pattern.observed();
    int[] missing = pattern.missing();
    int d = observed.length + missing.length;
    int at = 0;
    for (int i = 0; i < d; i++) {
      int row = i < observed.length ? observed[i] : missing[i - observed.length];
      for (int j : observed) {
        matrix[at++] = covariances.get(component, row, j);
      }
      for (int j : missing) {
        matrix[at++] = covariances.get(component, row, j);
      }
    }
  }

  /** Multiplies the factor's lower left part by the inverse of its upper left one. */
  private static void gain(double[] factor, double[] inverse, int o, int m, double[] gain, int to) {
    int d = o + m;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < o; j++) {
        double sum = 0;
        for (int l = j; l < o; l++) {
          sum += factor[(o + i) * d + l] * inverse[l * o + j];
        }
        gain[to + i * o + j] = sum;
      }
    }
  }

  /** Multiplies the factor's lower right part by its transpose. */
  private static void residual(double[] factor, int o, int m, double[] residual, int to) {
    int d = o + m;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l <= j; l++) {
          sum += factor[(o + i) * d + o + l] * factor[(o + j) * d + o + l];
        }
        residual[to + i * m + j] = sum;
        residual[to + j * m + i] = sum;
      }
    }
  }

  /** Returns the factors of the observed features' inverse covariances. */
  PrecisionFactors factors() {
    return factors;
  }

  /** Tells whether features are uncorrelated, so that what is observed tells nothing of what is missing. */
  boolean isUncorrelated() {
    return gains.length == 0;
  }

  /** Tells whether all components have the same gains and residuals. */
  boolean isShared() {
    return isShared;
  }

  /** Returns where in {@link #gains} a component's matrix starts, of {@code m*o} numbers. */
  int gainAt(int component) {
    return isShared ? 0 : component * missing * observed;
  }

  double[] gains() {
    return gains;
  }

  /** Returns an entry of what is left of a component's covariance of missing features. */
  double residual(int component, int i, int j) {
    if (isUncorrelated()) {
      return i == j ? residuals[component * missing + i] : 0;
    }
    return residuals[((isShared ? 0 : component) * missing + i) * missing + j];
  }
}
