package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.notNull;

/** Is told of the progress of a fit of factor analysers, on the thread that called {@code fit}. */
@FunctionalInterface
public interface FactorListener {
  /** Ignores the progress. */
  FactorListener NONE = progress -> {};

  /**
   * Returns a listener that tells another one of each so many iterations of a restart.
   *
   * @param iterations the interval, at least 1
   * @throws IllegalArgumentException if it is less
   */
  static FactorListener every(int iterations, FactorListener listener) {
    atLeast("iterations", iterations, 1);
    notNull("listener", listener);
    return progress -> {
      if (progress.iteration() % iterations == 0) {
        listener.onProgress(progress);
      }
    };
  }

  /** Is told of one evaluation of the likelihood. What it throws ends the fit. */
  void onProgress(FactorProgress progress);
}
