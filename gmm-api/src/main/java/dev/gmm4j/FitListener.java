package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.notNull;

/** Is told of the progress of a fit, on the thread that called {@code fit}. */
@FunctionalInterface
public interface FitListener {
  /** Ignores the progress. */
  FitListener NONE = progress -> {};

  /**
   * Returns a listener that tells another one of the initial parameters of each restart and of each so many iterations
   * after them: 0, {@code iterations}, twice as many and so on. It is not known in advance which one is the last; {@link
   * GaussianMixtureFit#logLikelihood} is that of the end.
   *
   * @param iterations the interval, at least 1
   * @throws IllegalArgumentException if it is less
   */
  static FitListener every(int iterations, FitListener listener) {
    atLeast("iterations", iterations, 1);
    notNull("listener", listener);
    return progress -> {
      if (progress.iteration() % iterations == 0) {
        listener.onProgress(progress);
      }
    };
  }

  /** Is told of one evaluation of the likelihood. What it throws ends the fit. */
  void onProgress(FitProgress progress);
}
