package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.spi.KernelParameters;
import java.util.Arrays;

/** The densities of one sample under each component, noise the last, without blocks or kernels. */
final class PointDensities {
  /** As in the kernels: a sample that overflows squared distances still has a finite log-density. */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final double[] squaredDistances;
  private final double[] weightedLogDensities;

  private PointDensities(double[] squaredDistances, double[] weightedLogDensities) {
    this.squaredDistances = squaredDistances;
    this.weightedLogDensities = weightedLogDensities;
  }

  static PointDensities of(MixtureParameters parameters, double[] sample) {
    int d = parameters.dimension();
    notNull("sample", sample);
    check(sample.length == d, "sample must have %d numbers, but had %d", d, sample.length);
    for (int j = 0; j < d; j++) {
      if (!Double.isFinite(sample[j])) {
        throw new InvalidSamplesException(
            "sample must be finite, but column " + j + " was " + sample[j], -1, j);
      }
    }
    KernelParameters evaluated = parameters.kernelParameters();
    int components = evaluated.components();
    double[] squaredDistances = new double[components];
    double[] logDensities = new double[components];
    double[] difference = new double[d];
    double[] whitened = new double[d];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < d; j++) {
        difference[j] = sample[j] - evaluated.means()[k * d + j];
      }
      evaluated.factors().whiten(k, difference, whitened, 0);
      double sum = 0;
      for (double w : whitened) {
        sum += w * w;
      }
      squaredDistances[k] = sum < MAX_SQUARED_DISTANCE ? sum : MAX_SQUARED_DISTANCE;
      logDensities[k] = evaluated.logCoefficient(k) - 0.5 * squaredDistances[k];
    }
    return new PointDensities(
        Arrays.copyOf(squaredDistances, parameters.components()), logDensities);
  }

  double[] squaredDistances() {
    return squaredDistances;
  }

  int likeliest() {
    int best = 0;
    for (int k = 1; k < weightedLogDensities.length; k++) {
      if (weightedLogDensities[k] > weightedLogDensities[best]) {
        best = k;
      }
    }
    return best;
  }

  double logDensity() {
    double largest = weightedLogDensities[likeliest()];
    double sum = 0;
    for (double value : weightedLogDensities) {
      sum += Math.exp(value - largest);
    }
    return largest + Math.log(sum);
  }

  double[] responsibilities() {
    double largest = weightedLogDensities[likeliest()];
    double[] responsibilities = new double[weightedLogDensities.length];
    double sum = 0;
    for (int k = 0; k < responsibilities.length; k++) {
      responsibilities[k] = Math.exp(weightedLogDensities[k] - largest);
      sum += responsibilities[k];
    }
    for (int k = 0; k < responsibilities.length; k++) {
      responsibilities[k] /= sum;
    }
    return responsibilities;
  }
}
