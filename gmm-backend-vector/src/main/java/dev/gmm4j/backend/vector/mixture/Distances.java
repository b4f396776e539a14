package dev.gmm4j.backend.vector.mixture;

import dev.gmm4j.em.MixtureParameters;

/** Squared Mahalanobis distances {@code ‖W_k(x - μ_k)‖²} of the samples of a panel, by one structure of the factors. */
interface Distances {
  /** Sets the parameters. */
  void use(MixtureParameters parameters, double[] shift);

  /** Does what all components share, for a panel. */
  default void begin(double[] panels, int panel) {}

  /**
   * Computes the squared distances of the samples of a panel from a component, or gives up where they are beyond the
   * limit for all of them.
   *
   * @return whether the distances are complete
   */
  boolean compute(int component, double[] panels, int panel, Reach reach, double[] squares);
}
