package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.em.SearchMove;

/** Is told of the progress of a fit, on the thread that called {@code fit}. */
@FunctionalInterface
public interface FitListener {
  /** Ignores the progress. */
  FitListener NONE = progress -> {};

  /**
   * Returns a listener that tells another one of the initial parameters of each restart and of each so many iterations
   * after them: 0, {@code iterations}, twice as many and so on, and of all moves of a search. It is not known in advance which one is the last; {@link
   * GaussianMixtureFit#logLikelihood} is that of the end.
   *
   * @param iterations the interval, at least 1
   * @throws IllegalArgumentException if it is less
   */
  static FitListener every(int iterations, FitListener listener) {
    atLeast("iterations", iterations, 1);
    notNull("listener", listener);
    return new FitListener() {
      @Override
      public void onProgress(FitProgress progress) {
        if (progress.iteration() % iterations == 0) {
          listener.onProgress(progress);
        }
      }

      @Override
      public void onMove(int restart, SearchMove move) {
        listener.onMove(restart, move);
      }
    };
  }

  /** Is told of one evaluation of the likelihood. What it throws ends the fit. */
  void onProgress(FitProgress progress);

  /**
   * Is told of one move of a {@linkplain dev.gmm4j.em.Search search} that was tried, kept or not. What it throws ends the fit.
   *
   * @param restart index of the restart, from 0
   */
  default void onMove(int restart, SearchMove move) {}
}
