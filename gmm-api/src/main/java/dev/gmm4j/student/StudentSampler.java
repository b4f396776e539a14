package dev.gmm4j.student;

import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.RandomVariates;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * Draws samples from a mixture of t distributions one batch after the other: for each a component by its weight, then
 * {@code μ + L z √(ν/c)} with the Cholesky factor {@code L} of its scale matrix, standard normal {@code z} and {@code c} of the
 * chi-squared distribution with {@code ν} degrees of freedom.
 *
 * <p>The same seed gives the same samples, however they are divided into batches. Not thread-safe.
 */
public final class StudentSampler {
  private final StudentParameters parameters;
  private final Randomness random;
  private final RandomVariates variates;

  /** Lower triangular Cholesky factors of the scale matrices; one for each component, one for all, or none. */
  private final double[][] factors;

  StudentSampler(StudentParameters parameters, LinearAlgebraBackend backend, Randomness random) {
    this.parameters = parameters;
    this.random = random;
    this.variates = new RandomVariates(random);
    int d = parameters.dimension();
    PrecisionFactors precision = parameters.factors();
    int matrices = switch (precision.shape()) {
      case TRIANGULAR -> parameters.components();
      case SHARED_TRIANGULAR -> 1;
      case AXIS_ALIGNED -> 0;
    };
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
      double nu = parameters.degreesOfFreedom()[k];
      for (int j = 0; j < d; j++) {
        normal[j] = random.nextGaussian();
      }
      double stretch = Math.sqrt(nu / variates.chiSquared(nu));
      for (int j = 0; j < d; j++) {
        rows[i][j] = parameters.means()[k * d + j] + stretch * deviation(k, j, normal);
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
    return last;
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
