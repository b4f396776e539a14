package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A mixture of one feature as a distribution of numbers: distribution function, quantiles, modes, level sets. Immutable
 * and safe to use from several threads.
 *
 * <p>Functions of {@code x} take infinities, which have density 0, and refuse NaN with an
 * {@link IllegalArgumentException}. Tails keep their relative precision: probabilities far below 1e-16 are as exact as
 * others, and their logarithms are finite where they themselves are 0.
 */
public final class UnivariateMixture {
  private static final double LOG_SQRT_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  /** Standard deviations by which brackets are wider than they need be, for rounding. */
  private static final double BRACKET_SLACK = 1e-3;

  /** The smallest probability that is taken the logarithm of; it has all its digits. */
  private static final double SMALLEST_NORMAL = 1e-300;

  private final GaussianMixture model;
  private final double[] weights;
  private final double[] logWeights;

  /** The components' weighted log-densities at their means. */
  private final double[] peaks;

  private final double[] means;
  private final double[] deviations;

  private UnivariateMixture(GaussianMixture model) {
    this.model = model;
    int[] present =
        IntStream.range(0, model.components()).filter(k -> model.weight(k) > 0).toArray();
    weights = Arrays.stream(present).mapToDouble(model::weight).toArray();
    double total = Arrays.stream(weights).sum();
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total;
    }
    logWeights = Arrays.stream(weights).map(StrictMath::log).toArray();
    means = Arrays.stream(present).mapToDouble(k -> model.mean(k)[0]).toArray();
    deviations = Arrays.stream(present)
        .mapToDouble(k -> Math.sqrt(model.covariances().get(k, 0, 0)))
        .toArray();
    peaks = new double[weights.length];
    Arrays.setAll(peaks, k -> logWeights[k] - LOG_SQRT_TWO_PI - StrictMath.log(deviations[k]));
  }

  /**
   * Returns the distribution of a mixture of one feature.
   *
   * @throws IllegalArgumentException if it has noise, or more; {@link Marginal#of} gives that of one of them
   */
  public static UnivariateMixture of(GaussianMixture model) {
    notNull("model", model);
    check(model.dimension() == 1, "dimension must be 1, but was %d", model.dimension());
    return new UnivariateMixture(model.requireNoNoise());
  }

  /** Returns the logarithm of the density; negative infinity at infinity, and where it is below {@code -Double.MAX_VALUE}. */
  public double logDensity(double x) {
    requireNumber(x);
    return logSum(k -> peaks[k] - halfSquare(x, k));
  }

  /** Returns the derivative of {@link #logDensity}; not finite at infinity. */
  public double logDensitySlope(double x) {
    double logDensity = logDensity(x);
    if (logDensity == Double.NEGATIVE_INFINITY && Double.isFinite(x)) {
      // The density is no double, though its parts are in proportion.
      return model.logDensityGradient(new double[] {x})[0];
    }
    double slope = 0;
    for (int k = 0; k < weights.length; k++) {
      double z = (x - means[k]) / deviations[k];
      double logShare = peaks[k] - halfSquare(x, k);
      slope -= StrictMath.exp(logShare - logDensity) * z / deviations[k];
    }
    return slope;
  }

  /** Returns the probability of numbers up to {@code x}. */
  public double cdf(double x) {
    requireNumber(x);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * NormalTail.cdf((x - means[k]) / deviations[k]);
    }
    return Math.min(sum, 1);
  }

  /** Returns the probability of numbers up to each {@code x}. */
  public double[] cdf(double[] x) {
    return Arrays.stream(x).map(this::cdf).toArray();
  }

  /** Returns the probability of numbers above {@code x}, which is exact where {@link #cdf} is nearly 1. */
  public double survival(double x) {
    requireNumber(x);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * NormalTail.cdf((means[k] - x) / deviations[k]);
    }
    return Math.min(sum, 1);
  }

  /** Returns the probability of numbers above each {@code x}. */
  public double[] survival(double[] x) {
    return Arrays.stream(x).map(this::survival).toArray();
  }

  /** Returns the logarithm of {@link #cdf}, finite where that is 0. */
  public double logCdf(double x) {
    requireNumber(x);
    double probability = cdf(x);
    if (probability > SMALLEST_NORMAL) {
      return probability > 0.5 ? StrictMath.log1p(-survival(x)) : StrictMath.log(probability);
    }
    return logSum(k -> logWeights[k] + NormalTail.logCdf((x - means[k]) / deviations[k]));
  }

  /** Returns the logarithm of {@link #survival}, finite where that is 0. */
  public double logSurvival(double x) {
    requireNumber(x);
    double probability = survival(x);
    if (probability > SMALLEST_NORMAL) {
      return probability > 0.5 ? StrictMath.log1p(-cdf(x)) : StrictMath.log(probability);
    }
    return logSum(k -> logWeights[k] + NormalTail.logCdf((means[k] - x) / deviations[k]));
  }

  /**
   * Returns the number below which there is a given probability.
   *
   * <p>Where the distribution function is flat to double precision, between components that lie far apart, it is any
   * number there.
   *
   * @param probability in [0, 1]; 0 and 1 give the infinities
   * @throws IllegalArgumentException if the probability is NaN or out of range
   */
  public double quantile(double probability) {
    requireProbability(probability);
    return probability <= 0.5 ? lowerQuantile(probability) : upperQuantile(1 - probability);
  }

  /** Returns the numbers below which there are given probabilities. */
  public double[] quantile(double[] probabilities) {
    return Arrays.stream(probabilities).map(this::quantile).toArray();
  }

  /**
   * Returns the number above which there is a given probability, which is exact for probabilities near 0.
   *
   * @param probability in [0, 1]; 0 and 1 give the infinities
   * @throws IllegalArgumentException if the probability is NaN or out of range
   */
  public double survivalQuantile(double probability) {
    requireProbability(probability);
    return probability <= 0.5 ? upperQuantile(probability) : lowerQuantile(1 - probability);
  }

  /**
   * Solves {@code log F(x) = log p} for {@code p <= 1/2}: in the tail the logarithm is nearly a parabola, and Newton's
   * steps are few.
   */
  private double lowerQuantile(double probability) {
    if (probability == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double target = StrictMath.log(probability);
    double reach = reach(probability);
    return BracketedNewton.root(
        x -> logCdf(x) - target,
        (x, value) -> StrictMath.exp(logDensity(x) - (value + target)),
        extreme(-1, reach),
        extreme(1, 0));
  }

  private double upperQuantile(double probability) {
    if (probability == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double target = StrictMath.log(probability);
    double reach = reach(probability);
    return BracketedNewton.root(
        x -> target - logSurvival(x),
        (x, value) -> StrictMath.exp(logDensity(x) - (target - value)),
        extreme(-1, 0),
        extreme(1, reach));
  }

  /**
   * Returns how many standard deviations a Gaussian's quantile of a probability is from its mean at most, by
   * {@code Φ(-z) <= exp(-z²/2) / 2}. A mixture's quantile lies between the least and the greatest of its components'.
   */
  private static double reach(double probability) {
    return Math.sqrt(Math.max(0, -2 * StrictMath.log(2 * probability))) + BRACKET_SLACK;
  }

  /** Returns the farthest point on a side that is so many standard deviations from a mean. */
  private double extreme(double side, double reach) {
    double extreme = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < means.length; k++) {
      extreme = Math.max(extreme, side * means[k] + Math.max(reach, BRACKET_SLACK) * deviations[k]);
    }
    return side * extreme;
  }

  /**
   * Returns the maxima of the density, from left to right.
   *
   * <p>They are searched for on a grid of a thirty-second of each component's standard deviation; ripples between two
   * points of the grid are not seen.
   */
  public double[] modes() {
    return new UnivariateLevels(this, means, deviations).modes();
  }

  /**
   * Returns where the density is at least as high as a level, to the resolution of {@link #modes}.
   *
   * @param logDensity the logarithm of the level
   * @throws IllegalArgumentException unless it is finite
   */
  public LevelSet levelSet(double logDensity) {
    check(Double.isFinite(logDensity), "logDensity must be finite, but was %s", logDensity);
    return new UnivariateLevels(this, means, deviations).levelSet(logDensity);
  }

  /**
   * Returns the smallest set that has a given probability: the level set of that mass (Hyndman 1996).
   *
   * @param mass in (0, 1), at most {@code 1 - 1e-12}
   * @throws IllegalArgumentException if the mass is out of range
   */
  public LevelSet highestDensityRegion(double mass) {
    check(mass > 0 && mass <= 1 - 1e-12, "mass must be in (0, 1 - 1e-12], but was %s", mass);
    return new UnivariateLevels(this, means, deviations).highestDensityRegion(mass);
  }

  /** Returns {@code log Σ exp(term_k)}. */
  private double logSum(IntToDoubleFunction term) {
    double[] terms = new double[weights.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < terms.length; k++) {
      terms[k] = term.applyAsDouble(k);
      largest = Math.max(largest, terms[k]);
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double value : terms) {
      sum += StrictMath.exp(value - largest);
    }
    return largest + StrictMath.log(sum);
  }

  private double halfSquare(double x, int k) {
    double z = (x - means[k]) / deviations[k];
    return 0.5 * z * z;
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
