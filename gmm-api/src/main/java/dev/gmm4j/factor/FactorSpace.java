package dev.gmm4j.factor;

import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterVectors;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Mixtures of factor analysers as vectors, which accelerators extrapolate: mixing weights, means and {@link Parts} of the
 * covariances. Numbers are in units of the samples' deviations, so that lengths depend on no feature's unit.
 */
final class FactorSpace implements ParameterVectors {
  private final Parts parts;
  private final MixingProportions proportions;
  private final boolean hasMatrices;
  private final double[] deviations;
  private final LinearAlgebraBackend backend;

  /** What of covariances is extrapolated. */
  interface Parts {

    /** Returns a new array. */
    double[] of(LowRank lowRank);

    /**
     * Returns the covariances of the model that are nearest to some parts, or null where there are none.
     *
     * @param from index among the numbers of the first part
     * @param weights of the components
     */
    @Nullable
    LowRank read(double[] numbers, int from, double[] weights, LowRank like);
  }

  /**
   * Creates a space.
   *
   * @param hasMatrices whether kernels evaluate parameters by matrices
   */
  FactorSpace(
      Parts parts,
      MixingProportions proportions,
      boolean hasMatrices,
      SampleScale scale,
      LinearAlgebraBackend backend) {
    this.parts = parts;
    this.proportions = proportions;
    this.hasMatrices = hasMatrices;
    this.deviations = deviations(scale);
    this.backend = backend;
  }

  /** Returns the features' standard deviations, positive. */
  static double[] deviations(SampleScale scale) {
    return Arrays.stream(scale.positiveVariances()).map(Math::sqrt).toArray();
  }

  @Override
  public double[] vector(MixtureParameters parameters) {
    FactorParameters own = (FactorParameters) parameters;
    double[] weights = own.weights();
    double[] means = own.means();
    double[] ofCovariances = parts.of(own.lowRank());
    double[] vector = new double[weights.length + means.length + ofCovariances.length];
    System.arraycopy(weights, 0, vector, 0, weights.length);
    for (int i = 0; i < means.length; i++) {
      vector[weights.length + i] = means[i] / deviations[i % deviations.length];
    }
    System.arraycopy(ofCovariances, 0, vector, weights.length + means.length, ofCovariances.length);
    return vector;
  }

  @Override
  public @Nullable MixtureParameters parameters(double[] vector, MixtureParameters like) {
    int components = like.components();
    double[] weights = weights(vector, like.weights());
    if (weights == null) {
      return null;
    }
    double[] means = new double[like.means().length];
    for (int i = 0; i < means.length; i++) {
      means[i] = vector[components + i] * deviations[i % deviations.length];
    }
    try {
      LowRank lowRank = parts.read(
          vector, components + means.length, weights, ((FactorParameters) like).lowRank());
      return lowRank == null ? null : parameters(weights, means, lowRank);
    } catch (GmmException e) {
      // An extrapolation beyond the range of numbers: the step of EM is taken in its place.
      return null;
    }
  }

  /** Returns parameters as kernels of the fit evaluate them. */
  FactorParameters parameters(double[] weights, double[] means, LowRank lowRank) {
    return hasMatrices
        ? FactorParameters.ofMatrices(weights, means, lowRank, backend)
        : FactorParameters.ofFactors(weights, means, lowRank, backend);
  }

  private double @Nullable [] weights(double[] vector, double[] like) {
    if (proportions == MixingProportions.EQUAL) {
      return like;
    }
    double[] weights = Arrays.copyOf(vector, like.length);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      if (!(weights[k] > 0 || (weights[k] == 0 && like[k] == 0))) {
        return null;
      }
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }
}
