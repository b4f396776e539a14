package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = λ W_k / |W_k|^{1/d}} with {@code λ = Σ_k |W_k|^{1/d} / n} (Celeux and Govaert 1995, model EVV). */
final class EvvEstimator implements CovarianceEstimator {
  private final LinearAlgebraBackend backend;

  EvvEstimator(LinearAlgebraBackend backend) {
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
    double[] logVolumes = new double[scatters.components()];
    double[] factor = new double[d * d];
    for (int k = 0; k < logVolumes.length; k++) {
      logVolumes[k] = Double.NEGATIVE_INFINITY;
      if (Factorization.succeeds(backend, d, scatters.matrix(k), factor)) {
        logVolumes[k] = 0;
        for (int j = 0; j < d; j++) {
          logVolumes[k] += 2 * Math.log(factor[j * d + j]) / d;
        }
      }
    }
    Volumes.equalize(scatters.values(), scatters.counts(), logVolumes);
    return Covariances.of(CovarianceType.FULL, scatters.components(), d, scatters.values());
  }
}
