package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * {@code Σ_k = λ_k A}, by turns {@code A = diag Σ_k W_k / λ_k / n} and {@code λ_k = tr(W_k A⁻¹) / (n_k d)} (Celeux and
 * Govaert 1995, model VEI).
 */
final class VeiEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    int d = scatters.dimension();
    double[] variances = ProportionalVariances.of(
        scatters.counts(), scatters.values(), d, Volumes.first(scatters, previous));
    return Covariances.of(CovarianceType.DIAGONAL, scatters.components(), d, variances);
  }
}
