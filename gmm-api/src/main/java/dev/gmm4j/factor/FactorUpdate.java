package dev.gmm4j.factor;

import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The M-step of mixtures of factor analysers, from the full second moments of each component. */
record FactorUpdate(FactorStep step, MixingProportions proportions, LinearAlgebraBackend backend)
    implements ParameterUpdate {

  @Override
  public Moments moments() {
    return Moments.FULL;
  }

  @Override
  public MixtureParameters next(
      SufficientStatistics statistics, MixtureParameters current, int iteration) {
    return next(statistics, current instanceof FactorParameters before ? before : null);
  }

  /**
   * Returns parameters that are likelier.
   *
   * @param before those that the statistics were taken under; null at an initialization
   */
  FactorParameters next(SufficientStatistics statistics, @Nullable FactorParameters before) {
    double[] counts = statistics.weights().clone();
    double[] weights = weights(counts, proportions);
    LowRank found =
        step.maximize(counts, covariances(statistics), before == null ? null : before.lowRank());
    return FactorParameters.ofMatrices(weights, statistics.means(), found, backend);
  }

  /** Returns the mixing weights. */
  static double[] weights(double[] counts, MixingProportions proportions) {
    double total = Arrays.stream(counts).sum();
    double[] weights = new double[counts.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = proportions == MixingProportions.EQUAL ? 1.0 / counts.length : counts[k] / total;
    }
    return weights;
  }

  /** Returns the covariance of the samples of each component about their mean; 0 where there are none. */
  static double[][] covariances(SufficientStatistics statistics) {
    int d = statistics.dimension();
    double[] shifts = statistics.shifts();
    double[][] covariances = new double[statistics.components()][];
    for (int k = 0; k < covariances.length; k++) {
      double count = statistics.weights()[k];
      covariances[k] = Arrays.copyOfRange(statistics.second(), k * d * d, (k + 1) * d * d);
      for (int i = 0; i < d * d; i++) {
        double shift = shifts[k * d + i / d] * shifts[k * d + i % d];
        covariances[k][i] = count > 0 ? covariances[k][i] / count - shift : 0;
      }
    }
    return covariances;
  }

  @Override
  public double logPrior(MixtureParameters parameters) {
    return 0;
  }
}
