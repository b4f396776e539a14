package dev.gmm4j.internal.util;

/**
 * The gamma and beta functions and their relatives, for positive arguments, by {@link StrictMath} where that matters for
 * equal bits on every JDK.
 */
public final class SpecialFunctions {
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  /** From here on the asymptotic series below are exact to rounding. */
  private static final double ASYMPTOTIC = 13;

  /** {@code B_2n / (2n (2n - 1))}, Stirling's series. */
  private static final double[] STIRLING = {
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156
  };

  /** {@code B_2n / 2n}, the series of the digamma function. */
  private static final double[] DIGAMMA = {
    1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12
  };

  /** More than any argument of use needs. */
  private static final int MAX_TERMS = 100_000;

  private static final double TINY = 1e-300;
  private static final double EPSILON = 0x1.0p-53;

  private SpecialFunctions() {}

  /** Returns {@code log Γ(x)} of {@code x > 0}. */
  public static double logGamma(double x) {
    double product = 1;
    double y = x;
    while (y < ASYMPTOTIC) {
      product *= y;
      y++;
    }
    double inverse = 1 / y;
    double square = inverse * inverse;
    double series = 0;
    for (int i = STIRLING.length - 1; i >= 0; i--) {
      series = series * square + STIRLING[i];
    }
    double large = (y - 0.5) * StrictMath.log(y) - y + HALF_LOG_TWO_PI + series * inverse;
    return y == x ? large : large - StrictMath.log(product);
  }

  /** Returns {@code ψ(x) = d log Γ(x) / dx} of {@code x > 0}. */
  public static double digamma(double x) {
    double shift = 0;
    double y = x;
    while (y < ASYMPTOTIC) {
      shift += 1 / y;
      y++;
    }
    double inverse = 1 / y;
    double square = inverse * inverse;
    double series = 0;
    for (int i = DIGAMMA.length - 1; i >= 0; i--) {
      series = series * square + DIGAMMA[i];
    }
    return StrictMath.log(y) - 0.5 * inverse - series * square - shift;
  }

  /** Returns the probability of numbers up to {@code x} under the gamma distribution of scale 1. */
  public static double gammaCdf(double shape, double x) {
    if (!(x > 0)) {
      return 0;
    }
    return x < shape + 1 ? gammaSeries(shape, x) : 1 - gammaFraction(shape, x);
  }

  /** Returns the probability of numbers above {@code x} under the gamma distribution of scale 1, however small it is. */
  public static double gammaSurvival(double shape, double x) {
    if (!(x > 0)) {
      return 1;
    }
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return x < shape + 1 ? 1 - gammaSeries(shape, x) : gammaFraction(shape, x);
  }

  /** Returns {@code x^shape exp(-x) / Γ(shape)}. */
  private static double gammaFactor(double shape, double x) {
    return StrictMath.exp(shape * StrictMath.log(x) - x - logGamma(shape));
  }

  private static double gammaSeries(double shape, double x) {
    double term = 1 / shape;
    double sum = term;
    for (int n = 1; n < MAX_TERMS && term > EPSILON * sum; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    return gammaFactor(shape, x) * sum;
  }

  /** Returns the upper tail by Lentz's evaluation of its continued fraction. */
  private static double gammaFraction(double shape, double x) {
    double b = x + 1 - shape;
    double c = 1 / TINY;
    double d = 1 / b;
    double fraction = d;
    for (int n = 1; n < MAX_TERMS; n++) {
      double a = -n * (n - shape);
      b += 2;
      d = 1 / away(a * d + b);
      c = away(b + a / c);
      double step = c * d;
      fraction *= step;
      if (Math.abs(step - 1) < EPSILON) {
        break;
      }
    }
    return gammaFactor(shape, x) * fraction;
  }

  /** Returns the probability of numbers up to {@code x} under Beta(a, b): the regularized incomplete beta function. */
  public static double betaCdf(double a, double b, double x) {
    if (!(x > 0)) {
      return 0;
    }
    if (x >= 1) {
      return 1;
    }
    double factor = StrictMath.exp(logGamma(a + b)
        - logGamma(a)
        - logGamma(b)
        + a * StrictMath.log(x)
        + b * StrictMath.log1p(-x));
    // Each side has a continued fraction that converges fast there.
    return x < (a + 1) / (a + b + 2)
        ? factor * betaFraction(a, b, x) / a
        : 1 - factor * betaFraction(b, a, 1 - x) / b;
  }

  private static double betaFraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m < MAX_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      fraction *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      double step = d * c;
      fraction *= step;
      if (Math.abs(step - 1) < EPSILON) {
        break;
      }
    }
    return fraction;
  }

  /** Returns a number that can be divided by. */
  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
