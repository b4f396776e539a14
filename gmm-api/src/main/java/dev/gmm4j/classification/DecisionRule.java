package dev.gmm4j.classification;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNegative;
import static dev.gmm4j.internal.util.Arguments.notNull;

import org.jspecify.annotations.Nullable;

/**
 * How a class is decided on from the classes' probabilities: the likeliest, or the one of the least expected cost, and
 * none where the probability or the density is too low. Immutable.
 */
public final class DecisionRule {
  /** The decision for no class. */
  public static final int REJECTED = -1;

  /** Decides for the likeliest class; of equals for the first. */
  public static final DecisionRule LIKELIEST = new DecisionRule(null, 0, Double.NEGATIVE_INFINITY);

  private final double @Nullable [][] costs;
  private final double minProbability;
  private final double minLogDensity;

  private DecisionRule(double @Nullable [][] costs, double minProbability, double minLogDensity) {
    this.costs = costs;
    this.minProbability = minProbability;
    this.minLogDensity = minLogDensity;
  }

  /**
   * Returns this rule with the cost of each decision: it decides for the class of the least expected cost, of equals for the
   * first.
   *
   * @param newCosts {@code C*C} numbers, at least 0: that of row i and column j is the cost of deciding for class j where i
   *     is true; copied
   * @throws IllegalArgumentException if it is not square, or a number is negative or not finite
   */
  public DecisionRule withCosts(double[][] newCosts) {
    notNull("costs", newCosts);
    double[][] copy = new double[newCosts.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = notNull("costs[" + i + "]", newCosts[i]).clone();
      check(
          copy[i].length == copy.length,
          "costs[%d] must be %d numbers, one for each class, but were %d",
          i,
          copy.length,
          copy[i].length);
      for (int j = 0; j < copy.length; j++) {
        notNegative("costs[" + i + "][" + j + "]", copy[i][j]);
      }
    }
    return new DecisionRule(copy, minProbability, minLogDensity);
  }

  /**
   * Returns this rule with a probability below which a class is not decided on (Chow 1970).
   *
   * @param bound in [0, 1]
   * @throws IllegalArgumentException if it is not
   */
  public DecisionRule withMinProbability(double bound) {
    check(bound >= 0 && bound <= 1, "minProbability must be in [0, 1], but was %s", bound);
    return new DecisionRule(costs, bound, minLogDensity);
  }

  /**
   * Returns this rule with a log-density of the mixture over classes below which no class is decided on: such a row is of
   * none of them.
   *
   * @throws IllegalArgumentException if it is NaN
   */
  public DecisionRule withMinLogDensity(double bound) {
    check(!Double.isNaN(bound), "minLogDensity must be a number, but was %s", bound);
    return new DecisionRule(costs, minProbability, bound);
  }

  /** Returns the probability below which a class is not decided on. */
  public double minProbability() {
    return minProbability;
  }

  /** Returns the log-density below which no class is decided on. */
  public double minLogDensity() {
    return minLogDensity;
  }

  /** Tells whether the likeliest class is decided on in any case. */
  boolean isLikeliest() {
    return costs == null && minProbability == 0 && minLogDensity == Double.NEGATIVE_INFINITY;
  }

  /** Refuses costs of another number of classes. */
  void requireClasses(int classes) {
    check(
        costs == null || costs.length == classes,
        "costs must be of classes = %d, but were of %d",
        classes,
        costs == null ? 0 : costs.length);
  }

  /**
   * Returns the class that is decided on, or {@link #REJECTED}.
   *
   * @param probabilities of the classes; what is left to 1 is that of noise, and no class is decided on where it is the largest
   * @param logDensity of the mixture over classes
   */
  public int decide(double[] probabilities, double logDensity) {
    return decide(probabilities, 0, probabilities.length, logDensity);
  }

  /** As {@link #decide(double[], double)}, of the probabilities from an index on. */
  int decide(double[] probabilities, int from, int classes, double logDensity) {
    int best = 0;
    double least = loss(probabilities, from, classes, 0);
    for (int c = 1; c < classes; c++) {
      double loss = loss(probabilities, from, classes, c);
      if (loss < least) {
        best = c;
        least = loss;
      }
    }
    boolean rejected = probabilities[from + best] < minProbability || logDensity < minLogDensity;
    return rejected || isNoise(probabilities, from, classes) ? REJECTED : best;
  }

  /** Tells whether what is left to 1, the probability of noise, is more than that of each class. */
  private static boolean isNoise(double[] probabilities, int from, int classes) {
    double left = 1;
    double most = 0;
    for (int c = 0; c < classes; c++) {
      left -= probabilities[from + c];
      most = Math.max(most, probabilities[from + c]);
    }
    return left > most;
  }

  private double loss(double[] probabilities, int from, int classes, int decided) {
    if (costs == null) {
      return -probabilities[from + decided];
    }
    double expected = 0;
    for (int i = 0; i < classes; i++) {
      expected += probabilities[from + i] * costs[i][decided];
    }
    return expected;
  }
}
