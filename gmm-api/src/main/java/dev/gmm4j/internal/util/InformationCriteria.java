package dev.gmm4j.internal.util;

/** Criteria that weigh likelihood against free parameters; lower is better. */
public final class InformationCriteria {
  private InformationCriteria() {}

  /** Schwarz (1978). */
  public static double bic(double logLikelihood, long freeParameters, double n) {
    return -2 * logLikelihood + freeParameters * Math.log(n);
  }

  /** Akaike (1974). */
  public static double aic(double logLikelihood, long freeParameters) {
    return -2 * logLikelihood + 2.0 * freeParameters;
  }

  /** Hurvich and Tsai (1989); infinite where there are too few samples for so many parameters. */
  public static double aicc(double logLikelihood, long freeParameters, double n) {
    double left = n - freeParameters - 1;
    return left > 0
        ? aic(logLikelihood, freeParameters) + 2.0 * freeParameters * (freeParameters + 1) / left
        : Double.POSITIVE_INFINITY;
  }
}
