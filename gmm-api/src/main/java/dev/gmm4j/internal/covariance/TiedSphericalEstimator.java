package dev.gmm4j.internal.covariance;

import dev.gmm4j.CovarianceType;
import dev.gmm4j.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Moments;
import dev.gmm4j.em.SufficientStatistics;
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
      SufficientStatistics statistics, double[] shifts, @Nullable MixtureParameters previous) {
    Scatters scatters = Scatters.of(statistics, shifts);
    double trace = Arrays.stream(scatters.values()).sum();
    double[] variances = new double[scatters.components()];
    Arrays.fill(variances, trace / (scatters.total() * scatters.dimension()));
    return Covariances.of(
        CovarianceType.SPHERICAL, scatters.components(), scatters.dimension(), variances);
  }
}
