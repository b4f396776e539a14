package dev.gmm4j.internal.engine;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/** Statistics that stand for parameters, and what statistics tell of the samples as a whole. */
public final class ModelStatistics {
  private ModelStatistics() {}

  /**
   * Returns the statistics, about the means, that a maximization turns into the parameters.
   *
   * @param regularization what the maximization adds to the diagonals; taken off the variances as far as they go
   * @param totalWeight of the samples that the statistics stand for
   */
  public static SufficientStatistics of(
      MixtureParameters parameters, Moments moments, double regularization, double totalWeight) {
    int components = parameters.components();
    int d = parameters.dimension();
    SufficientStatistics statistics =
        new SufficientStatistics(parameters.means(), components, d, moments);
    for (int k = 0; k < components; k++) {
      double weight = totalWeight * parameters.weights()[k];
      statistics.weights()[k] = weight;
      for (int i = 0; i < d; i++) {
        // Diagonal moments hold one entry of a row: a walk through all would take d² steps.
        int first = moments == Moments.DIAGONAL ? i : 0;
        int end = moments == Moments.DIAGONAL ? i + 1 : d;
        for (int j = first; j < end; j++) {
          int at = index(moments, d, k, i, j);
          if (at >= 0) {
            statistics.second()[at] +=
                weight * entry(parameters.covariances(), k, i, j, regularization);
          }
        }
      }
    }
    return statistics;
  }

  private static double entry(Covariances covariances, int k, int i, int j, double regularization) {
    double entry = covariances.get(k, i, j);
    return i == j ? Math.max(0, entry - regularization) : entry;
  }

  /** Returns where second moments hold an entry, or -1 where they do not. */
  private static int index(Moments moments, int d, int k, int i, int j) {
    return switch (moments) {
      case NONE -> -1;
      case DIAGONAL -> i == j ? k * d + i : -1;
      case POOLED -> i * d + j;
      case FULL -> (k * d + i) * d + j;
    };
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
        int at = index(statistics.moments(), d, k, j, j);
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
