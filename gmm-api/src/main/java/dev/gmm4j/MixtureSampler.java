package dev.gmm4j;

import static java.util.Objects.requireNonNull;

import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * Draws samples from a mixture one batch after the other: for each a component by its weight, then {@code μ + Lz} with the
 * Cholesky factor {@code L} of its covariance and standard normal {@code z}; noise evenly from its region.
 *
 * <p>The same seed gives the same samples, however they are divided into batches. Not thread-safe.
 */
public final class MixtureSampler {
  private final MixtureParameters parameters;
  private final Randomness random;

  /** Lower triangular {@code W⁻¹}, the Cholesky factor of the covariance; one for each component, or one for all. */
  private final double[][] factors;

  MixtureSampler(MixtureParameters parameters, LinearAlgebraBackend backend, Randomness random) {
    this.parameters = parameters;
    this.random = random;
    int d = parameters.dimension();
    PrecisionFactors precision = parameters.factors();
    int matrices = switch (precision.shape()) {
      case TRIANGULAR -> parameters.components();
      case SHARED_TRIANGULAR -> 1;
      case AXIS_ALIGNED -> 0;
    };
    // No matrix, no length: that of many features is no number that an array can have.
    factors = new double[matrices][matrices > 0 ? d * d : 0];
    for (int k = 0; k < matrices; k++) {
      double[] inverse = new double[d * d];
      System.arraycopy(precision.values(), k * d * d, inverse, 0, d * d);
      backend.invertLower(d, inverse, factors[k]);
    }
  }

  /**
   * Returns the next samples.
   *
   * @param count how many, at least 0
   * @throws IllegalArgumentException if {@code count < 0}
   */
  public LabelledSamples draw(int count) {
    Arguments.atLeast("count", count, 0);
    int d = parameters.dimension();
    double[][] rows = new double[count][d];
    int[] labels = new int[count];
    double[] normal = new double[d];
    for (int i = 0; i < count; i++) {
      int k = component(random.nextDouble());
      labels[i] = k;
      if (k == UniformNoise.LABEL) {
        rows[i] = noise();
        continue;
      }
      for (int j = 0; j < d; j++) {
        normal[j] = random.nextGaussian();
      }
      for (int j = 0; j < d; j++) {
        rows[i][j] = parameters.means()[k * d + j] + deviation(k, j, normal);
      }
    }
    return new LabelledSamples(rows, labels);
  }

  private int component(double uniform) {
    double[] weights = parameters.weights();
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
    return parameters.noise() == null ? last : UniformNoise.LABEL;
  }

  private double[] noise() {
    NoiseRegion region = requireNonNull(parameters.noise()).region();
    double[] coordinates = region.lower();
    double[] upper = region.upper();
    for (int j = 0; j < upper.length; j++) {
      coordinates[j] += random.nextDouble() * (upper[j] - coordinates[j]);
    }
    return region.point(coordinates);
  }

  private double deviation(int k, int row, double[] normal) {
    if (factors.length == 0) {
      return Math.sqrt(parameters.covariances().get(k, row, row)) * normal[row];
    }
    double[] factor = factors[Math.min(k, factors.length - 1)];
    double sum = 0;
    for (int j = 0; j <= row; j++) {
      sum += factor[row * normal.length + j] * normal[j];
    }
    return sum;
  }
}
