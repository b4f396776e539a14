package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = diag W / n}, with the scatter of all components {@code W} (Celeux and Govaert 1995, model EEI). */
final class TiedDiagonalEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    int d = scatters.dimension();
    double[] pooled = new double[d];
    for (int i = 0; i < scatters.values().length; i++) {
      pooled[i % d] += scatters.values()[i];
    }
    double total = scatters.total();
    double[] variances = new double[scatters.values().length];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = pooled[i % d] / total;
    }
    return Covariances.of(CovarianceType.DIAGONAL, scatters.components(), d, variances);
  }
}
