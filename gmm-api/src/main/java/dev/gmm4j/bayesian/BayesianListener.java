package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.notNull;

/** Is told of the progress of a Bayesian fit, on the thread that called {@code fit}. */
@FunctionalInterface
public interface BayesianListener {
  /** Ignores the progress. */
  BayesianListener NONE = progress -> {};

  /**
   * Returns a listener that tells another one of the first posterior of each restart and of each so many iterations after
   * it, and of all moves of a search.
   *
   * @param iterations the interval, at least 1
   * @throws IllegalArgumentException if it is less
   */
  static BayesianListener every(int iterations, BayesianListener listener) {
    atLeast("iterations", iterations, 1);
    notNull("listener", listener);
    return new BayesianListener() {
      @Override
      public void onProgress(BayesianProgress progress) {
        if (progress.iteration() % iterations == 0) {
          listener.onProgress(progress);
        }
      }

      @Override
      public void onMove(int restart, BoundMove move) {
        listener.onMove(restart, move);
      }
    };
  }

  /** Is told of one evaluation of the bound. What it throws ends the fit. */
  void onProgress(BayesianProgress progress);

  /**
   * Is told of one move of a search that was tried on all samples, kept or not. What it throws ends the fit.
   *
   * @param restart index of the restart, from 0
   */
  default void onMove(int restart, BoundMove move) {}
}
