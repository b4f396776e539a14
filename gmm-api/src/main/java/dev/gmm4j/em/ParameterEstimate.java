package dev.gmm4j.em;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.noise.UniformNoise;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as the maximization found them, before it is known whether the covariances are positive definite.
 *
 * @param weights {@code K} mixing weights that with that of the noise sum to 1
 * @param means {@code K*d} numbers, row-major
 * @param covariances the covariances, regularization included
 * @param noise the noise, or null where there is none
 */
public record ParameterEstimate(
    double[] weights,
    double[] means,
    Covariances covariances,
    @Nullable UniformNoise noise) {

  /** Creates an estimate without noise. */
  public ParameterEstimate(double[] weights, double[] means, Covariances covariances) {
    this(weights, means, covariances, null);
  }

  /** Returns this estimate with other covariances. */
  public ParameterEstimate with(Covariances newCovariances) {
    return new ParameterEstimate(weights, means, newCovariances, noise);
  }

  /** Returns what the weights sum to. */
  double weightOfComponents() {
    return noise == null ? 1 : 1 - noise.weight();
  }
}
