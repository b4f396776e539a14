package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/** The statistics that samples of given weights, means and covariances would have. */
public final class ModelMoments {
  private ModelMoments() {}

  /**
   * Returns the statistics, about the means.
   *
   * @param weights of the components, {@code K} numbers
   * @param means {@code K*d} numbers, row-major
   * @param ridge taken off the variances as far as they go, a number for each feature
   */
  public static SufficientStatistics of(
      double[] weights, double[] means, Covariances covariances, double[] ridge, Moments moments) {
    int components = weights.length;
    int d = covariances.dimension();
    SufficientStatistics statistics = new SufficientStatistics(means, components, d, moments);
    for (int k = 0; k < components; k++) {
      double weight = weights[k];
      statistics.weights()[k] = weight;
      for (int i = 0; i < d; i++) {
        // Diagonal moments hold one entry of a row: a walk through all would take d² steps.
        int first = moments == Moments.DIAGONAL ? i : 0;
        int end = moments == Moments.DIAGONAL ? i + 1 : d;
        for (int j = first; j < end; j++) {
          int at = index(moments, d, k, i, j);
          if (at >= 0) {
            double entry = covariances.get(k, i, j);
            statistics.second()[at] += weight * (i == j ? Math.max(0, entry - ridge[j]) : entry);
          }
        }
      }
    }
    return statistics;
  }

  /** Returns where second moments hold an entry, or -1 where they do not. */
  public static int index(Moments moments, int d, int k, int i, int j) {
    return switch (moments) {
      case NONE -> -1;
      case DIAGONAL -> i == j ? k * d + i : -1;
      case POOLED -> i * d + j;
      case FULL -> (k * d + i) * d + j;
    };
  }
}
