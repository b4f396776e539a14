package dev.gmm4j.em;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.noise.UniformNoise;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of mixtures of one model as vectors, which accelerators extrapolate: mixing weights, means and
 * covariances, one after the other.
 *
 * <p>Numbers are in units of the samples' deviations, so that lengths depend on no feature's unit.
 */
final class ParameterSpace {
  private final Maximization maximization;
  private final DegeneracyGuard guard;
  private final double[] deviations;
  private final double meanVariance;

  ParameterSpace(Maximization maximization, DegeneracyGuard guard, SampleScale scale) {
    this.maximization = maximization;
    this.guard = guard;
    meanVariance = scale.meanVariance();
    deviations = scale.positiveVariances();
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.sqrt(deviations[j]);
    }
  }

  /** Returns parameters as a vector: {@code K} weights, the noise's, {@code K*d} means, covariances of their type. */
  double[] vector(MixtureParameters parameters) {
    int components = parameters.components();
    int d = parameters.dimension();
    double[] covariances = parameters.covariances().toArray();
    double[] vector = new double[components + 1 + components * d + covariances.length];
    System.arraycopy(parameters.weights(), 0, vector, 0, components);
    UniformNoise noise = parameters.noise();
    vector[components] = noise == null ? 0 : noise.weight();
    int at = components + 1;
    for (int i = 0; i < components * d; i++) {
      vector[at + i] = parameters.means()[i] / deviations[i % d];
    }
    at += components * d;
    for (int i = 0; i < covariances.length; i++) {
      vector[at + i] = covariances[i] / unit(parameters.covariances(), i);
    }
    return vector;
  }

  /**
   * Returns the parameters of a vector, those nearest to it that are of the model, or null where it has none: where a
   * weight is not positive or a covariance not positive definite.
   *
   * @param like parameters of as many components
   */
  @Nullable
  MixtureParameters parameters(double[] vector, MixtureParameters like) {
    int components = like.components();
    int d = like.dimension();
    double[] weights = new double[components];
    for (int k = 0; k < components; k++) {
      weights[k] = vector[k];
      if (!(weights[k] > 0 || (weights[k] == 0 && like.weights()[k] == 0))) {
        return null;
      }
    }
    UniformNoise noise = like.noise();
    if (noise != null) {
      double weight = vector[components];
      if (!(weight > 0 && weight < 1)) {
        return null;
      }
      noise = new UniformNoise(weight, noise.region());
    }
    double[] means = new double[components * d];
    int at = components + 1;
    for (int i = 0; i < means.length; i++) {
      means[i] = vector[at + i] * deviations[i % d];
    }
    at += means.length;
    double[] numbers = new double[vector.length - at];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vector[at + i] * unit(like.covariances(), i);
    }
    Covariances covariances = Covariances.of(like.covariances().type(), components, d, numbers);
    ParameterEstimate estimate = new ParameterEstimate(weights, means, covariances, noise);
    return guard.accepted(maximization.ofModel(estimate, like));
  }

  /** Returns the unit of one of the covariances' numbers. */
  private double unit(Covariances covariances, int index) {
    int d = deviations.length;
    return switch (covariances.type()) {
      case FULL, TIED -> deviations[index % d] * deviations[index / d % d];
      case DIAGONAL -> deviations[index % d] * deviations[index % d];
      case SPHERICAL -> meanVariance;
    };
  }
}
