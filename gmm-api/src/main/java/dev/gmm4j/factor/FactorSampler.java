package dev.gmm4j.factor;

import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.Randomness;

/**
 * Draws samples from a mixture of factor analysers one batch after the other: for each a component by its weight, then
 * {@code μ + Λz + e} with standard normal {@code z} and noise {@code e}, in time of the order of {@code dq}.
 *
 * <p>The same seed gives the same samples, however they are divided into batches. Not thread-safe.
 */
public final class FactorSampler {
  private final double[] weights;
  private final double[] means;
  private final LowRank lowRank;
  private final Randomness random;

  FactorSampler(double[] weights, double[] means, LowRank lowRank, Randomness random) {
    this.weights = weights;
    this.means = means;
    this.lowRank = lowRank;
    this.random = random;
  }

  /**
   * Returns the next samples.
   *
   * @param count how many, at least 0
   * @throws IllegalArgumentException if {@code count < 0}
   */
  public LabelledSamples draw(int count) {
    Arguments.atLeast("count", count, 0);
    int d = lowRank.dimension();
    double[][] rows = new double[count][d];
    int[] labels = new int[count];
    double[] normals = new double[lowRank.factors()];
    for (int i = 0; i < count; i++) {
      int k = component(random.nextDouble());
      labels[i] = k;
      for (int f = 0; f < normals.length; f++) {
        normals[f] = random.nextGaussian();
      }
      for (int j = 0; j < d; j++) {
        double sum = means[k * d + j] + Math.sqrt(lowRank.noise()[k][j]) * random.nextGaussian();
        for (int f = 0; f < normals.length; f++) {
          sum += lowRank.loadings()[k][j * normals.length + f] * normals[f];
        }
        rows[i][j] = sum;
      }
    }
    return new LabelledSamples(rows, labels);
  }

  private int component(double uniform) {
    double sum = 0;
    int last = 0;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] > 0) {
        sum += weights[k];
        last = k;
        if (uniform < sum) {
          return k;
        }
      }
    }
    return last;
  }
}
