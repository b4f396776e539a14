package dev.gmm4j.internal.engine;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.estimator.ModelMoments;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/** Statistics that stand for parameters, and what statistics tell of the samples as a whole. */
public final class ModelStatistics {
  private ModelStatistics() {}

  /**
   * Returns the statistics, about the means, that a maximization turns into the parameters.
   *
   * @param ridge what the maximization adds to the diagonals, a number for each feature; taken off the variances as far
   *     as they go
   * @param totalWeight of the samples that the statistics stand for
   */
  public static SufficientStatistics of(
      MixtureParameters parameters, Moments moments, double[] ridge, double totalWeight) {
    double[] weights = parameters.weights().clone();
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= totalWeight;
    }
    return ModelMoments.of(weights, parameters.means(), parameters.covariances(), ridge, moments);
  }

  /**
   * Returns the scale of the samples that statistics were taken from.
   *
   * @param statistics with second moments, of positive total weight
   * @param rows how many samples they stand for
   */
  public static SampleScale scale(SufficientStatistics statistics, long rows) {
    int components = statistics.components();
    int d = statistics.dimension();
    double total = statistics.totalWeight();
    double[] componentMeans = statistics.means();
    double[] means = new double[d];
    double[] variances = new double[d];
    for (int i = 0; i < components * d; i++) {
      means[i % d] += statistics.weights()[i / d] / total * componentMeans[i];
    }
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < d; j++) {
        double offset = statistics.centres()[k * d + j] - means[j];
        variances[j] +=
            2 * statistics.first()[k * d + j] * offset + statistics.weights()[k] * offset * offset;
        int at = ModelMoments.index(statistics.moments(), d, k, j, j);
        variances[j] +=
            statistics.moments() != Moments.POOLED || k == 0 ? statistics.second()[at] : 0;
      }
    }
    for (int j = 0; j < d; j++) {
      variances[j] = Math.max(0, variances[j] / total);
    }
    return new SampleScale(rows, total, means, variances);
  }
}
