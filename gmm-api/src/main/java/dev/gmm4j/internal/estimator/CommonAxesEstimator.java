package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * Covariances {@code Σ_k = D V_k Dᵀ} of common axes {@code D}, with variances {@code V_k} that are known once the axes
 * are.
 *
 * <p>A component of singular scatter has no likelihood that could be maximized: its covariance is {@code W_k / n_k}, for
 * who sees it to judge, and it has no say in the axes.
 */
abstract class CommonAxesEstimator implements CovarianceEstimator {
  private final CommonAxes search;
  private final LinearAlgebraBackend backend;

  CommonAxesEstimator(OrientationCriterion criterion, LinearAlgebraBackend backend) {
    this.search = new CommonAxes(criterion, backend);
    this.backend = backend;
  }

  /**
   * Turns scatters along the axes into variances.
   *
   * @param scatters the diagonals of {@code DᵀW_kD}, {@code K*d} numbers, overwritten by the variances
   * @param counts {@code n_k}
   * @param regular which components have variances
   */
  abstract void maximize(double[] scatters, double[] counts, boolean[] regular);

  @Override
  public final Moments moments() {
    return Moments.FULL;
  }

  @Override
  public final Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    int d = scatters.dimension();
    boolean[] regular = regular(scatters);
    double[] axes = search.find(scatters, regular, previous);
    double[] variances = diagonals(scatters, axes);
    maximize(variances, scatters.counts(), regular);
    double[] covariances = scatters.values();
    for (int k = 0; k < regular.length; k++) {
      if (regular[k]) {
        PrincipalAxes.compose(axes, variances, k * d, d, covariances, k * d * d);
      } else if (scatters.counts()[k] > 0) {
        for (int i = k * d * d; i < (k + 1) * d * d; i++) {
          covariances[i] /= scatters.counts()[k];
        }
      }
    }
    return Covariances.of(CovarianceType.FULL, scatters.components(), d, covariances);
  }

  private boolean[] regular(Scatters scatters) {
    int d = scatters.dimension();
    boolean[] regular = new boolean[scatters.components()];
    double[] factor = new double[d * d];
    for (int k = 0; k < regular.length; k++) {
      regular[k] = scatters.counts()[k] > 0
          && Factorization.succeeds(backend, d, scatters.matrix(k), factor);
    }
    return regular;
  }

  private static double[] diagonals(Scatters scatters, double[] axes) {
    int d = scatters.dimension();
    double[] diagonals = new double[scatters.components() * d];
    for (int k = 0; k < scatters.components(); k++) {
      double[] rotated = PrincipalAxes.rotate(axes, d, scatters.values(), k * d * d);
      for (int j = 0; j < d; j++) {
        diagonals[k * d + j] = Math.max(rotated[j * d + j], 0);
      }
    }
    return diagonals;
  }
}
