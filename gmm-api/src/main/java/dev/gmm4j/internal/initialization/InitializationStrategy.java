package dev.gmm4j.internal.initialization;

import dev.gmm4j.em.MixtureParameters;

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
}
