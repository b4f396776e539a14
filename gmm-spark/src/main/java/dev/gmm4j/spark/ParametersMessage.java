package dev.gmm4j.spark;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parameters on their way over the network, factors included: the driver has factorized the covariances, and found them
 * positive definite; another backend might round otherwise.
 */
final class ParametersMessage implements Serializable {
  private static final long serialVersionUID = 1;

  private final CovarianceType type;
  private final PrecisionFactors.Shape shape;
  private final int dimension;
  private final double[] logWeights;
  private final double[] weights;
  private final double[] means;
  private final double[] covariances;
  private final double[] factors;

  /** Of t distributions; null for Gaussian components. */
  private final double @Nullable [] degreesOfFreedom;

  ParametersMessage(MixtureParameters parameters) {
    this.type = parameters.covariances().type();
    this.shape = parameters.factors().shape();
    this.dimension = parameters.dimension();
    this.logWeights =
        Arrays.copyOf(parameters.gaussianKernelParameters().logWeights(), parameters.components());
    this.weights = parameters.weights();
    this.means = parameters.means();
    this.covariances = parameters.covariances().toArray();
    this.factors = parameters.factors().values();
    this.degreesOfFreedom =
        parameters instanceof StudentParameters student ? student.degreesOfFreedom() : null;
  }

  /** Returns the message of a model, factorized by a backend. */
  static ParametersMessage of(GaussianMixture mixture, LinearAlgebraBackend backend) {
    UniformNoise noise = mixture.noise();
    if (noise != null) {
      throw new IllegalArgumentException(
          "model must have no noise on a cluster, but had noise of weight " + noise.weight());
    }
    int d = mixture.dimension();
    double[] means = new double[mixture.components() * d];
    for (int k = 0; k < mixture.components(); k++) {
      System.arraycopy(mixture.mean(k), 0, means, k * d, d);
    }
    return new ParametersMessage(
        MixtureParameters.of(mixture.weights(), means, mixture.covariances(), backend));
  }

  int components() {
    return weights.length;
  }

  int dimension() {
    return dimension;
  }

  /** Tells whether components are t distributions. */
  boolean isOfStudent() {
    return degreesOfFreedom != null;
  }

  /** Returns the parameters; they share the message's arrays. */
  MixtureParameters parameters() {
    int components = weights.length;
    PrecisionFactors precision = switch (shape) {
      case TRIANGULAR -> PrecisionFactors.triangular(components, dimension, factors);
      case SHARED_TRIANGULAR -> PrecisionFactors.sharedTriangular(components, dimension, factors);
      case AXIS_ALIGNED -> PrecisionFactors.axisAligned(components, dimension, factors);
    };
    MixtureParameters gaussian = MixtureParameters.of(
        logWeights,
        weights,
        means,
        Covariances.of(type, components, dimension, covariances),
        precision);
    return degreesOfFreedom == null ? gaussian : StudentParameters.of(gaussian, degreesOfFreedom);
  }
}
