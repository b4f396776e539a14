package dev.gmm4j.internal.start;

import dev.gmm4j.em.MixtureParameters;

/** A way to find the parameters that EM starts from. */
public interface StartStrategy {

  /** Returns the parameters to start from. */
  MixtureParameters parameters(StartContext context);

  /** Tells whether two runs can differ, so that restarts make sense. */
  boolean isRandom();
}
