package dev.gmm4j.student;

/** Is told of the progress of a fit of t distributions, on the thread that called {@code fit}. */
@FunctionalInterface
public interface StudentListener {
  /** Ignores the progress. */
  StudentListener NONE = progress -> {};

  /** Is told of one evaluation of the likelihood. What it throws ends the fit. */
  void onProgress(StudentProgress progress);
}
