package dev.gmm4j.internal.util;

/** Criteria that weigh likelihood against free parameters; lower is better. */
public final class InformationCriteria {
  /** Weights that were divided by their sum, and perhaps written with few digits, sum to 1 to within this. */
  private static final double ROUNDING = 1e-3;

  private InformationCriteria() {}

  /**
   * Tells whether a total weight can be a number of samples: whether it is above 1, by more than rounding. At most 1, the
   * logarithm is no penalty, and the largest model would always be the best.
   */
  public static boolean isSampleNumber(double totalWeight) {
    return totalWeight > 1 + ROUNDING;
  }

  /** Schwarz (1978); NaN where {@code n} is no {@linkplain #isSampleNumber number of samples}. */
  public static double bic(double logLikelihood, long freeParameters, double n) {
    return isSampleNumber(n) ? -2 * logLikelihood + freeParameters * Math.log(n) : Double.NaN;
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
