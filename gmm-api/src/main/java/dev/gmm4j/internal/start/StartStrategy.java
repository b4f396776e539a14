package dev.gmm4j.internal.start;

import dev.gmm4j.em.MixtureParameters;

/** A way to find the parameters that EM starts from. */
public interface StartStrategy {

  /** Returns the parameters to start from. */
  MixtureParameters parameters(StartContext context);

  /** Tells whether two runs can differ, so that restarts make sense. */
  boolean isRandom();

  /** Tells whether the start is good for any number of components, not only for the one it was made for. */
  default boolean fitsAnyComponents() {
    return true;
  }

  /** Returns a word that differs where the caller gave something else to start from; empty if nothing was given. */
  default String given() {
    return "";
  }

  /**
   * Returns this start for many fits of the same samples, which may run side by side: what does not depend on the
   * mixture is found once. The fits' results are the same.
   */
  default StartStrategy shared() {
    return this;
  }
}
