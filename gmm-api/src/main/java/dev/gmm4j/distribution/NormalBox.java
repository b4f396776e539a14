package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;

/**
 * A box under one Gaussian, as an integral over the unit cube (Genz 1992): feature after feature is uniform between its
 * bounds, given those before it. The feature whose bounds leave the least is first (Gibson, Glasbey and Elston 1994), which
 * takes most of the variation from the integrand.
 */
final class NormalBox {
  /** Beyond so many standard deviations there is no probability that a double could hold. */
  private static final double FARTHEST = 40;

  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

  private final double[] lower;
  private final double[] upper;

  /** The lower Cholesky factor, its rows divided by their last number; none where features are uncorrelated. */
  private final double[][] factor;

  private NormalBox(double[] lower, double[] upper, double[][] factor) {
    this.lower = lower;
    this.upper = upper;
    this.factor = factor;
  }

  /** Returns the box of those features that have bounds. */
  static NormalBox of(
      GaussianMixture model, int component, int[] bounded, double[] lower, double[] upper) {
    int m = bounded.length;
    double[] mean = model.mean(component);
    Covariances covariances = model.covariances();
    double[] below = new double[m];
    double[] above = new double[m];
    double[] deviations = new double[m];
    for (int i = 0; i < m; i++) {
      int j = bounded[i];
      deviations[i] = Math.sqrt(covariances.get(component, j, j));
      below[i] = (lower[j] - mean[j]) / deviations[i];
      above[i] = (upper[j] - mean[j]) / deviations[i];
    }
    if (m < 2 || covariances.type().isAxisAligned()) {
      return new NormalBox(below, above, new double[0][]);
    }
    MemoryLimit.require(
        "covariances of " + m + " features", 2.0 * Double.BYTES * m * m, "bound fewer features");
    double[][] correlations = new double[m][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < m; j++) {
        correlations[i][j] =
            covariances.get(component, bounded[i], bounded[j]) / deviations[i] / deviations[j];
      }
    }
    return factorized(component, correlations, below, above);
  }

  /** Finds the factor, and the order of the features, as it goes. */
  private static NormalBox factorized(
      int component, double[][] correlations, double[] lower, double[] upper) {
    int m = lower.length;
    int[] order = new int[m];
    Arrays.setAll(order, i -> i);
    double[][] factor = new double[m][m];
    double[] expected = new double[m];
    for (int i = 0; i < m; i++) {
      int next = i;
      double least = Double.POSITIVE_INFINITY;
      for (int l = i; l < m; l++) {
        double deviation = deviation(factor[l], i);
        double shift = product(factor[l], expected, i);
        double probability =
            between((lower[order[l]] - shift) / deviation, (upper[order[l]] - shift) / deviation);
        if (probability < least) {
          least = probability;
          next = l;
        }
      }
      swap(order, factor, i, next);
      double deviation = deviation(factor[i], i);
      if (!(deviation > 0)) {
        throw new NotPositiveDefiniteException(component, i);
      }
      for (int l = i + 1; l < m; l++) {
        factor[l][i] =
            (correlations[order[l]][order[i]] - product(factor[l], factor[i], i)) / deviation;
      }
      double shift = product(factor[i], expected, i);
      factor[i][i] = deviation;
      expected[i] =
          mean((lower[order[i]] - shift) / deviation, (upper[order[i]] - shift) / deviation);
    }
    double[] below = new double[m];
    double[] above = new double[m];
    for (int i = 0; i < m; i++) {
      double deviation = factor[i][i];
      below[i] = lower[order[i]] / deviation;
      above[i] = upper[order[i]] / deviation;
      for (int j = 0; j < i; j++) {
        factor[i][j] /= deviation;
      }
    }
    return new NormalBox(below, above, factor);
  }

  /** Returns the standard deviation of a feature of variance 1 given those before. */
  private static double deviation(double[] row, int known) {
    return Math.sqrt(Math.max(0, 1 - product(row, row, known)));
  }

  private static double product(double[] left, double[] right, int count) {
    double sum = 0;
    for (int j = 0; j < count; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }

  private static void swap(int[] order, double[][] factor, int i, int j) {
    int feature = order[i];
    order[i] = order[j];
    order[j] = feature;
    double[] row = factor[i];
    factor[i] = factor[j];
    factor[j] = row;
  }

  /** Returns {@code Φ(b) - Φ(a)}, exact in both tails; 0 where a bound is not a number. */
  private static double between(double a, double b) {
    return a > 0
        ? NormalTail.cdf(-a) - NormalTail.cdf(-b)
        : Math.max(0, NormalTail.cdf(b) - NormalTail.cdf(a));
  }

  /** Returns the mean of a standard normal number between bounds; it guides the order alone. */
  private static double mean(double a, double b) {
    double probability = between(a, b);
    if (probability < Double.MIN_NORMAL) {
      return a > 0 ? a : b;
    }
    double mean =
        (StrictMath.exp(-0.5 * a * a) - StrictMath.exp(-0.5 * b * b)) / probability / ROOT_TWO_PI;
    return Math.max(a, Math.min(b, mean));
  }

  /** Tells whether {@link #exact} has the probability, and no integral is needed. */
  boolean isExact() {
    return factor.length == 0;
  }

  /** Returns the probability of a box of uncorrelated features; 1 where none has a bound. */
  double exact() {
    double probability = 1;
    for (int i = 0; i < lower.length; i++) {
      probability *= between(lower[i], upper[i]);
    }
    return probability;
  }

  /**
   * Returns the probability as the mean over Richtmyer's lattice with random shifts.
   *
   * @param shifts how often to integrate
   * @param points how many to evaluate each time
   */
  MonteCarloEstimate integrate(int shifts, int points, Randomness random) {
    int m = lower.length;
    double[] steps = steps(m - 1);
    double[] shift = new double[m - 1];
    double[] uniform = new double[m - 1];
    double[] normal = new double[m - 1];
    double[] means = new double[shifts];
    for (int s = 0; s < shifts; s++) {
      for (int j = 0; j < m - 1; j++) {
        shift[j] = random.nextDouble();
      }
      double sum = 0;
      for (int i = 1; i <= points; i++) {
        for (int j = 0; j < m - 1; j++) {
          double x = i * steps[j] + shift[j];
          // Folded, the integrand is periodic, and lattices are at their best.
          uniform[j] = Math.abs(2 * (x - Math.floor(x)) - 1);
        }
        sum += integrand(uniform, normal);
      }
      means[s] = sum / points;
    }
    MonteCarloEstimate mean = MonteCarloEstimate.meanOf(means);
    return new MonteCarloEstimate(mean.value(), mean.standardError(), shifts * points);
  }

  private double integrand(double[] uniform, double[] normal) {
    double probability = 1;
    for (int i = 0; i < lower.length; i++) {
      double shift = product(factor[i], normal, i);
      double a = lower[i] - shift;
      double b = upper[i] - shift;
      // In the upper tail probabilities near 1 have no digits left: its mirror image has them.
      boolean mirrored = a > 0;
      double from = NormalTail.cdf(mirrored ? -b : a);
      double share = NormalTail.cdf(mirrored ? -a : b) - from;
      probability *= share;
      if (!(probability > 0)) {
        return 0;
      }
      if (i < uniform.length) {
        double u = mirrored ? 1 - uniform[i] : uniform[i];
        double z = NormalQuantile.of(from + u * share);
        z = Math.max(-FARTHEST, Math.min(FARTHEST, z));
        normal[i] = Math.max(a, Math.min(b, mirrored ? -z : z));
      }
    }
    return probability;
  }

  /** Returns the fractions of the square roots of the first primes. */
  private static double[] steps(int count) {
    double[] steps = new double[count];
    int found = 0;
    for (int candidate = 2; found < count; candidate++) {
      if (isPrime(candidate)) {
        double root = Math.sqrt(candidate);
        steps[found++] = root - Math.floor(root);
      }
    }
    return steps;
  }

  private static boolean isPrime(int number) {
    for (int divisor = 2; divisor * divisor <= number; divisor++) {
      if (number % divisor == 0) {
        return false;
      }
    }
    return true;
  }
}
