package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code Σ_k = tr W / (n d) I}, with the scatter of all components {@code W} (Celeux and Govaert 1995, model EII). */
final class TiedSphericalEstimator implements CovarianceEstimator {
  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    double trace = Arrays.stream(scatters.values()).sum();
    double[] variances = new double[scatters.components()];
    Arrays.fill(variances, trace / (scatters.total() * scatters.dimension()));
    return Covariances.of(
        CovarianceType.SPHERICAL, scatters.components(), scatters.dimension(), variances);
  }
}
