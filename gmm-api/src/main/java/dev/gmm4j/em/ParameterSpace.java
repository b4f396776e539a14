package dev.gmm4j.em;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.noise.UniformNoise;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of mixtures of one model as vectors, which accelerators extrapolate: mixing weights, means and
 * covariances, one after the other.
 *
 * <p>Numbers are in units of the samples' deviations, so that lengths depend on no feature's unit.
 */
class ParameterSpace implements ParameterVectors {
  private final Maximization maximization;
  private final DegeneracyGuard guard;
  private final double[] deviations;
  private final double meanVariance;
  private double @Nullable [] covarianceUnits;

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
  @Override
  public double[] vector(MixtureParameters parameters) {
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
    double[] units = units();
    for (int i = 0; i < covariances.length; i += units.length) {
      for (int j = 0; j < units.length; j++) {
        vector[at + i + j] = covariances[i + j] / units[j];
      }
    }
    return vector;
  }

  /**
   * Returns the parameters of a vector, those nearest to it that are of the model, or null where it has none: where a
   * weight is not positive or a covariance not positive definite.
   *
   * @param like parameters of as many components
   */
  @Override
  public @Nullable MixtureParameters parameters(double[] vector, MixtureParameters like) {
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
    double[] units = units();
    for (int i = 0; i < numbers.length; i += units.length) {
      for (int j = 0; j < units.length; j++) {
        numbers[i + j] = vector[at + i + j] * units[j];
      }
    }
    Covariances covariances = Covariances.of(like.covariances().type(), components, d, numbers);
    ParameterEstimate estimate = new ParameterEstimate(weights, means, covariances, noise);
    return guard.accepted(maximization.ofModel(estimate, like));
  }

  /** Returns the units of the numbers of one covariance of the model's type, computed once: no run without acceleration needs them. */
  private double[] units() {
    double[] known = covarianceUnits;
    if (known == null) {
      known = switch (maximization.model().type()) {
        case FULL, TIED -> products();
        case DIAGONAL ->
          Arrays.stream(deviations).map(deviation -> deviation * deviation).toArray();
        case SPHERICAL -> new double[] {meanVariance};
      };
      covarianceUnits = known;
    }
    return known;
  }

  private double[] products() {
    int d = deviations.length;
    double[] products = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        products[i * d + j] = deviations[j] * deviations[i];
      }
    }
    return products;
  }
}
