package dev.gmm4j.student;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.SpecialFunctions;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A mixture of t distributions of one feature as a distribution of numbers: distribution function and quantiles. Immutable and
 * safe to use from several threads.
 *
 * <p>Functions of {@code x} take infinities, and refuse NaN with an {@link IllegalArgumentException}. Tails keep their relative
 * precision.
 */
public final class UnivariateStudentMixture {
  private static final int MAX_STEPS = 5000;

  /** Beyond this a squared distance is nearly infinite. */
  private static final double LARGE = 1e290;

  private final StudentMixture model;
  private final double[] weights;
  private final double[] locations;
  private final double[] deviations;
  private final double[] nu;

  private UnivariateStudentMixture(StudentMixture model) {
    this.model = model;
    this.weights = model.weights();
    this.locations = Arrays.stream(model.locations()).mapToDouble(row -> row[0]).toArray();
    this.deviations = new double[weights.length];
    Arrays.setAll(deviations, k -> Math.sqrt(model.scales().get(k, 0, 0)));
    this.nu = model.degreesOfFreedom();
  }

  static UnivariateStudentMixture of(StudentMixture model) {
    check(
        notNull("model", model).dimension() == 1,
        "dimension must be 1, but was %d",
        model.dimension());
    return new UnivariateStudentMixture(model);
  }

  /** Returns the logarithm of the density; negative infinity at infinity. */
  public double logDensity(double x) {
    requireNumber(x);
    return Double.isInfinite(x) ? Double.NEGATIVE_INFINITY : model.logDensity(new double[] {x});
  }

  /** Returns the probability of numbers up to {@code x}. */
  public double cdf(double x) {
    requireNumber(x);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * lower((x - locations[k]) / deviations[k], nu[k]);
    }
    return Math.min(sum, 1);
  }

  /** Returns the probability of numbers above {@code x}, which is exact where {@link #cdf} is nearly 1. */
  public double survival(double x) {
    requireNumber(x);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * lower((locations[k] - x) / deviations[k], nu[k]);
    }
    return Math.min(sum, 1);
  }

  /**
   * Returns the number below which there is a given probability.
   *
   * @param probability in [0, 1]; 0 and 1 give the infinities
   * @throws IllegalArgumentException if the probability is NaN or out of range
   */
  public double quantile(double probability) {
    requireProbability(probability);
    return probability <= 0.5
        ? root(this::cdf, probability)
        : -root(x -> survival(-x), 1 - probability);
  }

  /**
   * Returns the number above which there is a given probability, which is exact for probabilities near 0.
   *
   * @param probability in [0, 1]; 0 and 1 give the infinities
   * @throws IllegalArgumentException if the probability is NaN or out of range
   */
  public double survivalQuantile(double probability) {
    requireProbability(probability);
    return probability <= 0.5
        ? -root(x -> survival(-x), probability)
        : root(this::cdf, 1 - probability);
  }

  /** Returns the probability of a t distribution of numbers up to {@code t}, by the incomplete beta function. */
  private static double lower(double t, double nu) {
    double square = t * t;
    if (square <= nu) {
      double inner = SpecialFunctions.betaCdf(0.5, nu / 2, square / (nu + square));
      return 0.5 + Math.copySign(0.5 * inner, t);
    }
    double tail = square < LARGE
        ? 0.5 * SpecialFunctions.betaCdf(nu / 2, 0.5, nu / (nu + square))
        : farTail(Math.abs(t), nu);
    return t < 0 ? tail : 1 - tail;
  }

  /** Returns the probability beyond a number so far that the first term of the incomplete beta function's series is all. */
  private static double farTail(double t, double nu) {
    double logBeta = SpecialFunctions.logGamma(nu / 2)
        + SpecialFunctions.logGamma(0.5)
        - SpecialFunctions.logGamma((nu + 1) / 2);
    double logRatio = StrictMath.log(nu) - 2 * StrictMath.log(t);
    return StrictMath.exp(0.5 * nu * logRatio - StrictMath.log(nu) - logBeta);
  }

  /** Returns where a function that rises from 0 to 1 has a value of at most one half, by halving an interval to rounding. */
  private double root(DoubleUnaryOperator rising, double probability) {
    if (probability == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double high = 0;
    double low = 0;
    double step = Arrays.stream(deviations).max().orElseThrow();
    while (rising.applyAsDouble(high) < probability) {
      high += step;
      step *= 2;
    }
    step = Arrays.stream(deviations).max().orElseThrow();
    while (rising.applyAsDouble(low) > probability && low > -Double.MAX_VALUE) {
      low = Math.max(low - step, -Double.MAX_VALUE);
      step *= 2;
    }
    for (int i = 0; i < MAX_STEPS; i++) {
      double middle = low / 2 + high / 2;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (rising.applyAsDouble(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static void requireNumber(double x) {
    check(!Double.isNaN(x), "x must be a number, but was %s", x);
  }

  private static void requireProbability(double probability) {
    check(
        probability >= 0 && probability <= 1,
        "probability must be in [0, 1], but was %s",
        probability);
  }
}
