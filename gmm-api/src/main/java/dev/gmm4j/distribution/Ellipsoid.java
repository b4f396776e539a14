package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.internal.util.SpecialFunctions;

/**
 * An ellipsoid, in two dimensions an ellipse, by its axes.
 *
 * @param centre {@code d} numbers
 * @param semiAxes half the lengths of the axes, {@code d} positive numbers in descending order
 * @param directions the axes, shape {@code d*d}; each row is a unit vector
 */
public record Ellipsoid(double[] centre, double[] semiAxes, double[][] directions) {
  private static final double LOG_PI = StrictMath.log(Math.PI);

  /**
   * Returns the angle from the first feature to the longest axis of an ellipse, counterclockwise in radians, in
   * (-π/2, π/2]. Of a circle it is any.
   *
   * @throws IllegalArgumentException unless there are two features
   */
  public double angle() {
    check(centre.length == 2, "an angle is of 2 features, but there were %d", centre.length);
    double x = directions[0][0];
    double y = directions[0][1];
    return x == 0 ? Math.PI / 2 : StrictMath.atan(y / x);
  }

  /** Returns the logarithm of the volume {@code π^{d/2} / Γ(d/2 + 1) Π_j a_j}: in two dimensions the area. */
  public double logVolume() {
    double logVolume =
        0.5 * semiAxes.length * LOG_PI - SpecialFunctions.logGamma(0.5 * semiAxes.length + 1);
    for (double semiAxis : semiAxes) {
      logVolume += StrictMath.log(semiAxis);
    }
    return logVolume;
  }
}
