package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = λ diag W_k / |diag W_k|^{1/d}} with {@code λ = Σ_k |diag W_k|^{1/d} / n} (Celeux and Govaert 1995, EVI). */
final class EviEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    int d = scatters.dimension();
    double[] logVolumes = new double[scatters.components()];
    for (int k = 0; k < logVolumes.length; k++) {
      logVolumes[k] = Volumes.logOfDiagonal(scatters.values(), k * d, d);
    }
    Volumes.equalize(scatters.values(), scatters.counts(), logVolumes);
    return Covariances.of(CovarianceType.DIAGONAL, scatters.components(), d, scatters.values());
  }
}
