package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = diag W_k / n_k}, with the scatter about the new mean {@code W_k} (Celeux and Govaert 1995, VVI). */
final class DiagonalEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    return Covariances.of(
        CovarianceType.DIAGONAL,
        statistics.components(),
        statistics.dimension(),
        variances(statistics, shifts));
  }

  /** Returns the variances of each component and feature: {@code K*d} numbers. */
  static double[] variances(SufficientStatistics statistics, double[] shifts) {
    int d = statistics.dimension();
    double[] second = statistics.second();
    double[] variances = new double[second.length];
    for (int i = 0; i < second.length; i++) {
      double weight = statistics.weights()[i / d];
      if (weight > 0) {
        variances[i] = second[i] / weight - shifts[i] * shifts[i];
      }
    }
    return variances;
  }
}
