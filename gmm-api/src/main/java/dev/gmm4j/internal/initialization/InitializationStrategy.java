package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import org.jspecify.annotations.Nullable;

/** A way to find the initial parameters of EM. */
public interface InitializationStrategy {

  /** Returns the initial parameters. */
  MixtureParameters parameters(InitializationContext context);

  /** Tells whether two runs can differ, so that restarts make sense. */
  boolean isRandom();

  /** Tells whether the initialization is good for any number of components, not only for the one it was made for. */
  default boolean fitsAnyComponents() {
    return true;
  }

  /**
   * Returns a word that differs where the caller gave something else to initialize with; empty if nothing was given.
   */
  default String given() {
    return "";
  }

  /**
   * Returns this initialization for many fits of the same samples, which may run side by side: what does not depend on
   * the mixture is found once. The fits' results are the same.
   */
  default InitializationStrategy shared() {
    return this;
  }

  /**
   * Returns this initialization with given parameters in place of those it finds.
   *
   * @param weights {@code K} numbers that sum to 1, or null for those it finds
   * @param covariances those of {@code K} components, or null for those it finds
   */
  default InitializationStrategy replacing(
      double @Nullable [] weights, @Nullable Covariances covariances) {
    return new ReplacedParameters(this, weights, covariances);
  }
}
