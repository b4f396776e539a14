package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ = Σ_k W_k / n}, with the scatter about the new means {@code W_k} (Celeux and Govaert 1995, model EEE). */
final class TiedEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.POOLED;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    int components = statistics.components();
    int d = statistics.dimension();
    double[] covariance = statistics.second().clone();
    for (int k = 0; k < components; k++) {
      double weight = statistics.weights()[k];
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i * d + j] -= weight * (shifts[k * d + i] * shifts[k * d + j]);
        }
      }
    }
    double total = statistics.totalWeight();
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] /= total;
    }
    return Covariances.of(CovarianceType.TIED, components, d, covariance);
  }
}
