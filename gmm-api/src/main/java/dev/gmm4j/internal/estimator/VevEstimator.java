package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * {@code Σ_k = λ_k L_k A L_kᵀ} from the eigendecompositions {@code W_k = L_k Ω_k L_kᵀ} with eigenvalues in the same
 * order, by turns {@code A = Σ_k Ω_k / λ_k / n} and {@code λ_k = tr(Ω_k A⁻¹) / (n_k d)} (Celeux and Govaert 1995, VEV).
 */
final class VevEstimator implements CovarianceEstimator {
  private final LinearAlgebraBackend backend;

  VevEstimator(LinearAlgebraBackend backend) {
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
    double[] variances = ProportionalVariances.of(
        scatters.counts(), eigen.values(), d, Volumes.first(scatters, previous));
    double[] covariances = new double[scatters.values().length];
    for (int k = 0; k < scatters.components(); k++) {
      PrincipalAxes.compose(eigen.vectors()[k], variances, k * d, d, covariances, k * d * d);
    }
    return Covariances.of(CovarianceType.FULL, scatters.components(), d, covariances);
  }
}
