package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.MemoryLimit;

/**
 * Mean and covariance of a mixture as a whole: {@code μ = Σ π_k μ_k} and
 * {@code Σ = Σ π_k (Σ_k + (μ_k - μ)(μ_k - μ)ᵀ)}.
 *
 * @param mean {@code d} numbers
 * @param covariance shape {@code d*d}, symmetric
 */
public record MixtureMoments(double[] mean, double[][] covariance) {

  /**
   * Returns the moments of a mixture.
   *
   * @throws IllegalArgumentException if it has noise
   * @throws dev.gmm4j.exception.MemoryLimitException if the covariance is larger than the heap may be
   */
  public static MixtureMoments of(GaussianMixture model) {
    double[] weights = model.requireNoNoise().weights();
    double[][] means = model.means();
    double[] mean = new double[model.dimension()];
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total;
      for (int j = 0; j < mean.length; j++) {
        mean[j] += weights[k] * means[k][j];
      }
    }
    return new MixtureMoments(mean, covariance(weights, means, mean, model.covariances()));
  }

  /** Returns the covariance about a mean: that within the components, and that between their means. */
  static double[][] covariance(
      double[] weights, double[][] means, double[] mean, Covariances within) {
    int d = mean.length;
    MemoryLimit.require(
        "covariances of " + d + " features",
        (double) Double.BYTES * d * d,
        "take the marginal distribution of fewer features");
    double[][] covariance = new double[d][d];
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        for (int i = 0; i < d; i++) {
          for (int j = 0; j <= i; j++) {
            double between = (means[k][i] - mean[i]) * (means[k][j] - mean[j]);
            covariance[i][j] += weights[k] * (within.get(k, i, j) + between);
          }
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }
}
