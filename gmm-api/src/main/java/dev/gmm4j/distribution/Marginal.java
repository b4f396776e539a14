package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;

/** The distribution of some of a mixture's features, whatever the others are. */
public final class Marginal {
  private Marginal() {}

  /**
   * Returns the distribution of some features, in the given order and of the covariance type of the mixture.
   *
   * @param features indices from 0
   * @throws IllegalArgumentException unless there is at least one, and each is in [0, d) and named once
   */
  public static GaussianMixture of(GaussianMixture model, int... features) {
    return of(model, Features.of("features", model.dimension(), features));
  }

  static GaussianMixture of(GaussianMixture model, Features features) {
    return Derived.from(
        model,
        model.weights(),
        features.meansOf(model),
        model.covariances().marginal(features.toArray()),
        model.proportions());
  }
}
