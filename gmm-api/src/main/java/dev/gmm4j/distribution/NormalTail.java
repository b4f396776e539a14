package dev.gmm4j.distribution;

/**
 * The standard normal distribution function, to a few units in the last place of {@code double} over its whole range.
 *
 * <p>In the tail {@code Φ(-z) = exp(-z²/2) M(z)} with {@code M(z) = exp(z²/2) erfc(z/√2) / 2}, which varies slowly:
 * {@code (1 + 2z) M(z)} is a Chebyshev series in {@code (z - 5)/(z + 5)} for all {@code z >= 0}, after the manner of
 * Shepherd and Laframboise (1981). The coefficients were computed for this in 50-digit arithmetic; what is left out is
 * below 1e-19.
 */
final class NormalTail {
  private static final double CENTRE = 5;

  private static final double[] COEFFICIENTS = {
    0.7681926193803801,
    0.08965860286732752,
    -0.09716796458748396,
    0.05286673510283755,
    -0.020644868408320347,
    0.00618617186370881,
    -0.0014177562191435087,
    0.00023214934246683033,
    -2.0421856389885825e-05,
    -1.3227167712039977e-06,
    6.83530392723164e-07,
    -5.877541016894433e-08,
    -1.155388670769958e-08,
    2.81043182735621e-09,
    1.1456473507904821e-10,
    -9.628683998568975e-11,
    1.4612590097237543e-12,
    3.2407908943954395e-12,
    -1.4807141411029586e-13,
    -1.168690684173421e-13,
    6.543133814810702e-15,
    4.615225242833406e-15,
    -2.0914359662913348e-16,
    -1.9676170123032256e-16,
    3.0126978659729574e-18,
    8.746248016231687e-18,
    2.731341322892085e-19,
    -3.8699169581060125e-19,
  };

  private NormalTail() {}

  /** Returns {@code Φ(z)}; {@code NaN} for {@code NaN}. */
  static double cdf(double z) {
    return z <= 0 ? bell(z) * scaledTail(-z) : 1 - bell(z) * scaledTail(z);
  }

  /** Returns {@code log Φ(z)}, finite as long as {@code z²} is. */
  static double logCdf(double z) {
    return z <= 0
        ? StrictMath.log(scaledTail(-z)) - 0.5 * z * z
        : StrictMath.log1p(-bell(z) * scaledTail(z));
  }

  /** Returns {@code exp(z²/2) Φ(-z)} for {@code z >= 0}. */
  static double scaledTail(double z) {
    double t = z < Double.POSITIVE_INFINITY ? (z - CENTRE) / (z + CENTRE) : 1;
    double next = 0;
    double last = 0;
    for (int i = COEFFICIENTS.length - 1; i > 0; i--) {
      double sum = COEFFICIENTS[i] + 2 * t * next - last;
      last = next;
      next = sum;
    }
    return (COEFFICIENTS[0] + t * next - last) / (1 + 2 * z);
  }

  /** Returns {@code exp(-z²/2)}; the square is taken in two parts, lest its rounding be exponentiated. */
  private static double bell(double z) {
    double head = (float) z;
    double square = 0.5 * head * head;
    double rest = 0.5 * (z - head) * (z + head);
    // Beyond the range of float, or of the result.
    return Math.abs(z) > 40 ? 0 : StrictMath.exp(-square) * StrictMath.exp(-rest);
  }
}
