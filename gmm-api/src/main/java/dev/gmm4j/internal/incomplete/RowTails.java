package dev.gmm4j.internal.incomplete;

import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.internal.util.SpecialFunctions;

/**
 * What rows of which some features are observed have of components that are t distributions, beside what Gaussian ones have: the
 * observed features are a t distribution of the same degrees of freedom, so that the scale weight of a row is {@code u =
 * (ν + d_o) / (ν + δ_o)} (Liu and Rubin, Statistica Sinica 5, 1995). For one row after the other.
 */
final class RowTails {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final StudentParameters parameters;

  /** What log-densities at the locations differ by from Gaussian ones. */
  private final double[] coefficients;

  private double[] tailShifts = {};
  private final double[] scaleWeights;
  private final double[] tails;
  private int observed = -1;

  RowTails(StudentParameters parameters) {
    this.parameters = parameters;
    this.coefficients = new double[parameters.components()];
    this.scaleWeights = new double[parameters.components()];
    this.tails = new double[parameters.components()];
  }

  /**
   * Returns what the expectation of {@code ln u} of a row differs by from that of a complete one of the same {@code u}, for each
   * component: {@code ψ((ν+d_o)/2) - ln((ν+d_o)/2)} less the same with {@code d}. Degrees of freedom are found from sums that
   * count on the latter.
   */
  static double[] shifts(StudentParameters parameters, int observed) {
    double[] shifts = new double[parameters.components()];
    for (int k = 0; k < shifts.length; k++) {
      double nu = parameters.degreesOfFreedom()[k];
      shifts[k] = expectation(nu + observed) - expectation(nu + parameters.dimension());
    }
    return shifts;
  }

  private static double expectation(double shape) {
    return SpecialFunctions.digamma(shape / 2) - StrictMath.log(shape / 2);
  }

  /** Turns to rows of so many observed features. */
  void turnTo(int newObserved) {
    if (newObserved == observed) {
      return;
    }
    observed = newObserved;
    tailShifts = shifts(parameters, observed);
    for (int k = 0; k < coefficients.length; k++) {
      double nu = parameters.degreesOfFreedom()[k];
      coefficients[k] = SpecialFunctions.logGamma((nu + observed) / 2)
          - SpecialFunctions.logGamma(nu / 2)
          - 0.5 * observed * (StrictMath.log(nu * Math.PI) - LOG_TWO_PI);
    }
  }

  /**
   * Evaluates a component at a row.
   *
   * @param gaussian the log-density of a Gaussian component at its mean
   * @param square the squared distance {@code δ_o}
   * @return the log-density
   */
  double logDensity(int k, double gaussian, double square) {
    double nu = parameters.degreesOfFreedom()[k];
    double u = (nu + observed) / (nu + square);
    scaleWeights[k] = u;
    tails[k] = Math.log(u) - u + tailShifts[k];
    return gaussian + coefficients[k] - 0.5 * (nu + observed) * Math.log1p(square / nu);
  }

  /** Returns the scale weight of the row that was evaluated. */
  double scaleWeight(int k) {
    return scaleWeights[k];
  }

  /** Returns {@code ln u - u} of the row that was evaluated, as if it were complete. */
  double tail(int k) {
    return tails[k];
  }
}
