package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = tr W_k / (n_k d) I}, with the scatter about the new mean {@code W_k} (Celeux and Govaert 1995, VII). */
final class SphericalEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    int components = statistics.components();
    int d = statistics.dimension();
    double[] byFeature = DiagonalEstimator.variances(statistics, shifts);
    double[] variances = new double[components];
    for (int k = 0; k < components; k++) {
      double trace = 0;
      for (int j = 0; j < d; j++) {
        trace += byFeature[k * d + j];
      }
      variances[k] = trace / d;
    }
    return Covariances.of(CovarianceType.SPHERICAL, components, d, variances);
  }
}
