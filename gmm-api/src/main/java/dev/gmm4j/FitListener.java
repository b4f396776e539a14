package dev.gmm4j;

/** Is told of the progress of a fit, on the thread that called {@code fit}. */
@FunctionalInterface
public interface FitListener {
  /** Ignores the progress. */
  FitListener NONE = progress -> {};

  /** Is told of one evaluation of the likelihood. What it throws ends the fit. */
  void onProgress(FitProgress progress);
}
