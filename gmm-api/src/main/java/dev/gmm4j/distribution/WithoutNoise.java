package dev.gmm4j.distribution;

import static dev.gmm4j.internal.Arguments.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.UniformNoise;

/** Refuses mixtures with noise where a closed form is that of Gaussian components alone. */
final class WithoutNoise {
  private WithoutNoise() {}

  /**
   * Returns the mixture.
   *
   * @throws IllegalArgumentException if it has noise
   */
  static GaussianMixture of(GaussianMixture model) {
    UniformNoise noise = model.noise();
    check(
        noise == null,
        "model must have no noise, but had noise of weight %s",
        noise == null ? 0.0 : noise.weight());
    return model;
  }
}
