package dev.gmm4j.em;

import dev.gmm4j.internal.Arguments;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the maximization needs to know of the samples: sums over samples {@code i}, with weights {@code w_i} and
 * responsibilities {@code r_ik}, that merge by addition.
 *
 * <p>Moments of component {@code k} are taken about a stated centre {@code c_k}, in a fit the component's current mean,
 * so that no precision is lost however far the samples lie from zero.
 *
 * <p>The arrays that accessors return are live: kernels add to them. Not thread-safe.
 */
public final class SufficientStatistics {
  private static final double MAX_CANCELLATION = 1e4;

  /** A shift this small relative to the centre is rounding. */
  private static final double SHIFT_ROUNDING = 64 * Math.ulp(1.0);

  private final int components;
  private final int dimension;
  private final Moments moments;
  private final double[] weights;
  private final double[] first;
  private final double[] second;
  private double[] centres;
  private double logLikelihood;

  /**
   * Creates empty statistics.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param components the number of components {@code K}
   * @param dimension the number of features {@code d}
   * @param moments which second moments to hold
   */
  public SufficientStatistics(double[] centres, int components, int dimension, Moments moments) {
    Arguments.check(
        centres.length == components * dimension,
        "centres must be %d numbers, but were %d",
        components * dimension,
        centres.length);
    this.components = components;
    this.dimension = dimension;
    this.moments = moments;
    this.centres = centres;
    this.weights = new double[components];
    this.first = new double[components * dimension];
    this.second = new double[moments.size(components, dimension)];
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return components;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return dimension;
  }

  /** Tells which second moments are held. */
  public Moments moments() {
    return moments;
  }

  /** Returns the centres {@code c_k}: {@code K*d} numbers, row-major, not to be modified. */
  public double[] centres() {
    return centres;
  }

  /** Returns the live sums {@code Σ_i w_i r_ik}: {@code K} numbers, the components' effective counts. */
  public double[] weights() {
    return weights;
  }

  /** Returns the live sums {@code Σ_i w_i r_ik (x_i - c_k)}: {@code K*d} numbers, row-major. */
  public double[] first() {
    return first;
  }

  /**
   * Returns the live sums {@code Σ_i w_i r_ik (x_i - c_k)(x_i - c_k)ᵀ} in the shape of {@link #moments}; matrices have
   * both triangles.
   */
  public double[] second() {
    return second;
  }

  /** Returns the total log-likelihood {@code Σ_i w_i log p(x_i)} of the samples added. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /** Adds to the total log-likelihood. */
  public void addLogLikelihood(double amount) {
    logLikelihood += amount;
  }

  /** Returns the total weight {@code Σ_k Σ_i w_i r_ik}. */
  public double totalWeight() {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    return total;
  }

  /**
   * Returns the shifts from the centres to the means, {@code Σ w r (x - c_k) / Σ w r}: {@code K*d} numbers, 0 for a
   * component without weight.
   */
  public double[] shifts() {
    double[] shifts = new double[first.length];
    for (int i = 0; i < shifts.length; i++) {
      double weight = weights[i / dimension];
      shifts[i] = weight > 0 ? first[i] / weight : 0;
    }
    return shifts;
  }

  /** Returns the means: {@code K*d} numbers; the centre of a component without weight. */
  public double[] means() {
    double[] means = shifts();
    for (int i = 0; i < means.length; i++) {
      means[i] += centres[i];
    }
    return means;
  }

  /**
   * Tells whether centres are so far from their components' samples that covariances computed from these moments would
   * lose more than four digits to cancellation.
   */
  public boolean losesPrecision() {
    if (moments == Moments.NONE) {
      return false;
    }
    double[] shifts = shifts();
    double[] cancelled = new double[moments == Moments.POOLED ? dimension : shifts.length];
    for (int i = 0; i < shifts.length; i++) {
      if (Math.abs(shifts[i]) > SHIFT_ROUNDING * Math.abs(centres[i])) {
        cancelled[i % cancelled.length] += weights[i / dimension] * shifts[i] * shifts[i];
      }
    }
    for (int i = 0; i < cancelled.length; i++) {
      // Written so that sums that cancel to nothing, or overflow, count as lost.
      if (!(cancelled[i] <= MAX_CANCELLATION * (secondDiagonal(i) - cancelled[i]))
          && cancelled[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns a diagonal entry of the second moments, counted over the components that have moments of their own. */
  private double secondDiagonal(int index) {
    if (moments == Moments.DIAGONAL) {
      return second[index];
    }
    int matrix = index / dimension * dimension * dimension;
    return second[matrix + index % dimension * (dimension + 1)];
  }

  /**
   * Adds other statistics to these.
   *
   * @throws IllegalArgumentException if the other statistics have another shape or other centres
   */
  public void merge(SufficientStatistics other) {
    // Not Arguments.check, which would box what it is to report: an engine merges often.
    if (components != other.components
        || dimension != other.dimension
        || moments != other.moments) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "statistics of %d components, %d features and %s moments cannot merge with %d, %d and %s",
          components,
          dimension,
          moments,
          other.components,
          other.dimension,
          other.moments));
    }
    if (centres != other.centres && !Arrays.equals(centres, other.centres)) {
      throw new IllegalArgumentException("statistics about different centres cannot merge");
    }
    add(other.weights, weights);
    add(other.first, first);
    add(other.second, second);
    logLikelihood += other.logLikelihood;
  }

  /** Makes these statistics empty again, about other centres. */
  public void reset(double[] newCentres) {
    if (newCentres.length != centres.length) {
      throw new IllegalArgumentException(
          "centres must be " + centres.length + " numbers, but were " + newCentres.length);
    }
    centres = newCentres;
    Arrays.fill(weights, 0);
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    logLikelihood = 0;
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
