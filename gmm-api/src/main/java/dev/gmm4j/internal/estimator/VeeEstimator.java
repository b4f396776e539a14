package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.spi.Transpose;
import org.jspecify.annotations.Nullable;

/**
 * {@code Σ_k = λ_k C}, by turns {@code C = Σ_k W_k / λ_k / n} and {@code λ_k = tr(W_k C⁻¹) / (n_k d)} (Celeux and
 * Govaert 1995, model VEE).
 *
 * <p>Each turn is exact, so none descends, and there is one maximum: along geodesics of positive definite matrices the
 * likelihood is concave (Wiesel 2012).
 */
final class VeeEstimator implements CovarianceEstimator {
  private static final int MAX_TURNS = 1000;

  /** Relative change of a volume at which the turns end: its square is what the likelihood still changes by. */
  private static final double TOLERANCE = 1e-11;

  private final LinearAlgebraBackend backend;

  VeeEstimator(LinearAlgebraBackend backend) {
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
    double[] volumes = Volumes.first(scatters, previous);
    double[] common = common(scatters, volumes);
    double[] inverse = new double[d * d];
    double change = Double.POSITIVE_INFINITY;
    // A common matrix that is singular is left to who sees the covariances.
    for (int turn = 0;
        turn < MAX_TURNS && change > TOLERANCE && invert(d, common, inverse);
        turn++) {
      change = update(scatters, inverse, volumes);
      common = common(scatters, volumes);
    }
    double[] covariances = new double[scatters.values().length];
    for (int i = 0; i < covariances.length; i++) {
      covariances[i] = volumes[i / (d * d)] * common[i % (d * d)];
    }
    return Covariances.of(CovarianceType.FULL, scatters.components(), d, covariances);
  }

  private static double[] common(Scatters scatters, double[] volumes) {
    int size = scatters.dimension() * scatters.dimension();
    double[] common = new double[size];
    double total = 0;
    for (int k = 0; k < volumes.length; k++) {
      if (volumes[k] > 0) {
        total += scatters.counts()[k];
        for (int i = 0; i < size; i++) {
          common[i] += scatters.values()[k * size + i] / volumes[k];
        }
      }
    }
    for (int i = 0; i < size && total > 0; i++) {
      common[i] /= total;
    }
    return common;
  }

  private boolean invert(int d, double[] matrix, double[] inverse) {
    double[] factor = new double[d * d];
    if (!Factorization.succeeds(backend, d, matrix, factor)) {
      return false;
    }
    double[] ofFactor = new double[d * d];
    backend.invertLower(d, factor, ofFactor);
    backend.multiply(Transpose.YES, Transpose.NO, d, d, d, ofFactor, ofFactor, inverse);
    return true;
  }

  /** Computes the volumes and returns the largest relative change. */
  private static double update(Scatters scatters, double[] inverse, double[] volumes) {
    int d = scatters.dimension();
    double change = 0;
    for (int k = 0; k < volumes.length; k++) {
      if (volumes[k] > 0) {
        double trace = 0;
        for (int i = 0; i < d * d; i++) {
          trace += scatters.values()[k * d * d + i] * inverse[i];
        }
        double volume = Math.max(trace, 0) / (scatters.counts()[k] * d);
        change = Math.max(change, Math.abs(volume - volumes[k]) / Math.max(volume, volumes[k]));
        volumes[k] = volume;
      }
    }
    return change;
  }
}
