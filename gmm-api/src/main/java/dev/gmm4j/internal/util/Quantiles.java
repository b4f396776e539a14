package dev.gmm4j.internal.util;

import java.util.function.DoubleUnaryOperator;

/** Quantiles of distributions, by bisection of their distribution functions. */
public final class Quantiles {
  /** Bisections until no double is left between, however far apart they begin. */
  private static final int STEPS = 2200;

  private Quantiles() {}

  /** Returns a quantile of Beta(a, b). */
  public static double beta(double a, double b, double probability) {
    return bisect(x -> SpecialFunctions.betaCdf(a, b, x), 0, 1, probability);
  }

  /** Returns a quantile of the gamma distribution of scale 1. */
  public static double gamma(double shape, double probability) {
    double high = Math.max(shape, 1);
    while (SpecialFunctions.gammaCdf(shape, high) < probability) {
      high *= 2;
    }
    return bisect(x -> SpecialFunctions.gammaCdf(shape, x), 0, high, probability);
  }

  /** Returns a quantile of Student's t distribution. */
  public static double student(double degreesOfFreedom, double probability) {
    if (probability < 0.5) {
      return -student(degreesOfFreedom, 1 - probability);
    }
    // P(|T| > t) = I_x(ν/2, 1/2) with x = ν/(ν + t²).
    double tail = 2 * (1 - probability);
    double x = beta(degreesOfFreedom / 2, 0.5, tail);
    return Math.sqrt(degreesOfFreedom * (1 - x) / x);
  }

  private static double bisect(
      DoubleUnaryOperator cdf, double from, double to, double probability) {
    double low = from;
    double high = to;
    for (int i = 0; i < STEPS; i++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (cdf.applyAsDouble(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
