package dev.gmm4j.backend.vector.mixture.density;

import dev.gmm4j.spi.KernelParameters;

/** Squared Mahalanobis distances {@code ‖W_k(x - μ_k)‖²} of samples, by one structure of the factors. */
public interface Distances {
  /**
   * Sets the parameters.
   *
   * @param whitenedMeans {@code W_k μ_k} of all components, the means shifted as the samples are
   */
  void use(KernelParameters parameters, double[] whitenedMeans);

  /** Does what all components share, for a run of panels. */
  default void begin(PanelRun run) {}

  /** Returns how many components are evaluated together. */
  default int together() {
    return 1;
  }

  /** Tells whether panels are given up that are far from a component, so that it pays to look at likely ones first. */
  default boolean canStopEarly() {
    return false;
  }

  /** Evaluates the run's components for all its panels: each panel is either taken or given up. */
  void evaluate(PanelRun run);
}
