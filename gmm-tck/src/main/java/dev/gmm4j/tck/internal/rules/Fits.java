package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.tck.rule.TckContext;

/** Comparisons of fitted models. */
final class Fits {
  private Fits() {}

  /**
   * Compares parameters: weights to an absolute error, means relative to the component's standard deviation or their own
   * size, covariances relative to the variances.
   */
  static void compare(
      TckContext tck,
      GaussianMixture model,
      double[] weights,
      double[][] means,
      double[][][] covariances,
      double tolerance) {
    for (int k = 0; k < weights.length; k++) {
      tck.near("weight " + k, model.weight(k), weights[k], tolerance);
      double[] mean = model.mean(k);
      double[][] covariance = model.covariances().matrix(k);
      for (int i = 0; i < mean.length; i++) {
        double deviation = Math.sqrt(covariances[k][i][i]);
        double scale = Math.max(Math.abs(means[k][i]), deviation);
        tck.near("mean " + k + ", " + i, mean[i], means[k][i], tolerance * scale);
        for (int j = 0; j < mean.length; j++) {
          double bound = tolerance * deviation * Math.sqrt(covariances[k][j][j]);
          tck.near(
              "covariance " + k + ", " + i + ", " + j,
              covariance[i][j],
              covariances[k][i][j],
              bound);
        }
      }
    }
  }

  /** Checks a number to a relative error. */
  static void relative(
      TckContext tck, String what, double actual, double expected, double tolerance) {
    tck.near(what, actual, expected, tolerance * Math.abs(expected));
  }
}
