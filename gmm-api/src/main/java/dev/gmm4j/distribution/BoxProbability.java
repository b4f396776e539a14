package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The probability of a box, whose sides are along the features, and with it the distribution function of several
 * features.
 *
 * <p>Where features are uncorrelated within each component, and for one feature, it is exact to rounding. Otherwise each
 * component is integrated by quasi-Monte-Carlo over one dimension less than there are bounded features (Genz 1992): the
 * error falls nearly with the number of points, not with its square root, and is known from {@value #SHIFTS} repetitions
 * with random shifts. Features without a bound are left out beforehand, and cost nothing.
 */
public final class BoxProbability {
  static final int SHIFTS = 16;

  private BoxProbability() {}

  /**
   * Returns the distribution function: the probability that no feature exceeds its bound.
   *
   * @param point {@code d} numbers, which may be infinite
   * @param points how many points to evaluate for each component, at least 160, of which multiples of 16 are taken; 10,000
   *     give about four digits
   * @param seed of the random shifts; the same seed gives the same estimate
   * @throws IllegalArgumentException if a bound is NaN, there are more or fewer than features, or the mixture has noise
   */
  public static MonteCarloEstimate below(
      GaussianMixture model, double[] point, int points, long seed) {
    double[] unbounded = new double[notNull("model", model).dimension()];
    Arrays.fill(unbounded, Double.NEGATIVE_INFINITY);
    return of(model, unbounded, notNull("point", point), points, seed);
  }

  /**
   * Returns the probability of a box.
   *
   * @param lower {@code d} numbers; negative infinity where there is no bound
   * @param upper {@code d} numbers, none below the lower one; infinity where there is no bound
   * @param points how many points to evaluate for each component, at least 160, of which multiples of 16 are taken
   * @param seed of the random shifts; the same seed gives the same estimate
   * @return the probability with its standard error, and how many points were evaluated in all; 0 points and an error of 0
   *     where it is exact
   * @throws IllegalArgumentException if a bound is NaN, a lower one above its upper one, there are more or fewer than
   *     features, or the mixture has noise
   */
  public static MonteCarloEstimate of(
      GaussianMixture model, double[] lower, double[] upper, int points, long seed) {
    notNull("model", model).requireNoNoise();
    atLeast("points", points, 10 * SHIFTS);
    int d = model.dimension();
    requireBounds("lower", lower, d);
    requireBounds("upper", upper, d);
    for (int j = 0; j < d; j++) {
      check(
          lower[j] <= upper[j],
          "lower[%d] must be <= upper[%d] = %s, but was %s",
          j,
          j,
          upper[j],
          lower[j]);
    }
    int[] bounded = IntStream.range(0, d)
        .filter(j -> lower[j] > Double.NEGATIVE_INFINITY || upper[j] < Double.POSITIVE_INFINITY)
        .toArray();
    double value = 0;
    double variance = 0;
    int evaluated = 0;
    for (int k = 0; k < model.components(); k++) {
      double weight = model.weight(k);
      if (weight > 0) {
        NormalBox box = NormalBox.of(model, k, bounded, lower, upper);
        if (box.isExact()) {
          value += weight * box.exact();
        } else {
          MonteCarloEstimate part = box.integrate(SHIFTS, points / SHIFTS, Randomness.of(seed, k));
          value += weight * part.value();
          variance += weight * weight * part.standardError() * part.standardError();
          evaluated += part.draws();
        }
      }
    }
    // Weights sum to 1 but for rounding.
    return new MonteCarloEstimate(Math.min(1, value), Math.sqrt(variance), evaluated);
  }

  private static void requireBounds(String name, double[] bounds, int d) {
    notNull(name, bounds);
    check(bounds.length == d, "%s must have %d numbers, but had %d", name, d, bounds.length);
    for (int j = 0; j < d; j++) {
      check(!Double.isNaN(bounds[j]), "%s[%d] must be a number, but was %s", name, j, bounds[j]);
    }
  }
}
