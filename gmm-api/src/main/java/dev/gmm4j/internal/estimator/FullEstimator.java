package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = W_k / n_k}, with the scatter about the new mean {@code W_k} (Celeux and Govaert 1995, model VVV). */
final class FullEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.FULL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    int components = statistics.components();
    int d = statistics.dimension();
    double[] second = statistics.second();
    double[] covariances = new double[second.length];
    for (int k = 0; k < components; k++) {
      double weight = statistics.weights()[k];
      if (weight > 0) {
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            int at = (k * d + i) * d + j;
            covariances[at] = second[at] / weight - shifts[k * d + i] * shifts[k * d + j];
          }
        }
      }
    }
    return Covariances.of(CovarianceType.FULL, components, d, covariances);
  }
}
