package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * {@code Σ_k = L_k (Σ_l Ω_l / n) L_kᵀ} from the eigendecompositions {@code W_k = L_k Ω_k L_kᵀ} with eigenvalues in the
 * same order (Celeux and Govaert 1995, model EEV).
 */
final class EevEstimator implements CovarianceEstimator {
  private final LinearAlgebraBackend backend;

  EevEstimator(LinearAlgebraBackend backend) {
    this.backend = backend;
  }

  @Override
  public Moments moments() {
    return Moments.FULL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    int d = scatters.dimension();
    PrincipalAxes.Decompositions eigen = PrincipalAxes.Decompositions.of(scatters, backend);
    double total = scatters.total();
    double[] shape = new double[d];
    for (int i = 0; i < eigen.values().length; i++) {
      shape[i % d] += eigen.values()[i] / total;
    }
    double[] covariances = new double[scatters.values().length];
    for (int k = 0; k < scatters.components(); k++) {
      if (scatters.counts()[k] > 0) {
        PrincipalAxes.compose(eigen.vectors()[k], shape, 0, d, covariances, k * d * d);
      }
    }
    return Covariances.of(CovarianceType.FULL, scatters.components(), d, covariances);
  }
}
