package dev.gmm4j.spi;

import dev.gmm4j.internal.util.Arguments;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The statistics that the maximization needs of the samples: sums over samples {@code i}, with weights {@code w_i} and
 * responsibilities {@code r_ik}, that merge by addition.
 *
 * <p>Moments of component {@code k} are taken about a stated centre {@code c_k}, in a fit the component's current mean,
 * so that no precision is lost however far the samples lie from zero.
 *
 * <p>Those {@linkplain #ofStudent of t distributions} weigh each sample in the moments by its scale weight {@code u_ik} as
 * well; {@code u_ik} is 1 in all others.
 *
 * <p>A subclass may hold further sums, which it merges and resets with these.
 *
 * <p>The arrays that accessors return are live: kernels add to them. Not thread-safe.
 */
public class SufficientStatistics {
  private static final double MAX_CANCELLATION = 1e4;

  /** A shift this small relative to the centre is rounding. */
  private static final double SHIFT_ROUNDING = 64 * Math.ulp(1.0);

  private final int components;
  private final int dimension;
  private final Moments moments;
  private final double[] weights;

  /** The same array as the weights where there are no tails. */
  private final double[] momentWeights;

  private final double @Nullable [] tails;
  private final double[] first;
  private final double[] second;
  private double[] centres;
  private double logLikelihood;
  private double noiseWeight;

  /**
   * Creates empty statistics.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param components the number of components {@code K}
   * @param dimension the number of features {@code d}
   * @param moments which second moments to hold
   */
  public SufficientStatistics(double[] centres, int components, int dimension, Moments moments) {
    this(centres, components, dimension, moments, null);
  }

  private SufficientStatistics(
      double[] centres, int components, int dimension, Moments moments, double @Nullable [] tails) {
    Arguments.check(
        centres.length == (long) components * dimension,
        "centres must be %d numbers, but were %d",
        (long) components * dimension,
        centres.length);
    this.components = components;
    this.dimension = dimension;
    this.moments = moments;
    this.centres = centres;
    this.weights = new double[components];
    this.tails = tails;
    this.momentWeights = tails == null ? weights : new double[components];
    this.first = new double[components * dimension];
    this.second = new double[moments.size(components, dimension)];
  }

  /**
   * Creates empty statistics of components that are t distributions.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param components the number of components {@code K}
   * @param dimension the number of features {@code d}
   * @param moments which second moments to hold
   */
  public static SufficientStatistics ofStudent(
      double[] centres, int components, int dimension, Moments moments) {
    return new SufficientStatistics(
        centres, components, dimension, moments, new double[components]);
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

  /**
   * Returns the live sums {@code Σ_i w_i r_ik u_ik}, {@code K} numbers: what the moments' samples weigh. They are those of
   * {@link #weights} where components are Gaussian.
   */
  public double[] momentWeights() {
    return momentWeights;
  }

  /** Tells whether components are t distributions. */
  public boolean isOfStudent() {
    return tails != null;
  }

  /**
   * Returns the live sums {@code Σ_i w_i r_ik (ln u_ik - u_ik)}, {@code K} numbers, which degrees of freedom are found from.
   *
   * @throws IllegalStateException if components are Gaussian
   */
  public double[] tails() {
    if (tails == null) {
      throw new IllegalStateException("statistics of Gaussian components have no tails");
    }
    return tails;
  }

  /**
   * Returns what Gaussian components would have to be maximized over for the same means and covariances: moments about the
   * means that these statistics lead to, {@code Σ r u x / Σ r u}, and weights {@code Σ r}.
   */
  public SufficientStatistics aboutMeans() {
    double[] means = means();
    SufficientStatistics shifted = new SufficientStatistics(means, components, dimension, moments);
    double[] shifts = new double[means.length];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = means[i] - centres[i];
    }
    for (int i = 0; i < second.length; i++) {
      shifted.second[i] = second[i] - secondShift(i, shifts);
    }
    System.arraycopy(weights, 0, shifted.weights, 0, components);
    shifted.logLikelihood = logLikelihood;
    return shifted;
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

  /** Returns the weight of what is noise; part of no component, and not of {@link #totalWeight}. */
  public double noiseWeight() {
    return noiseWeight;
  }

  /** Sets the weight of what is noise. */
  public void setNoiseWeight(double weight) {
    noiseWeight = weight;
  }

  /**
   * Returns these statistics with the last component made noise.
   *
   * @param newCentres those of the components that stay
   * @param newMoments those held, or pooled of full ones
   */
  public SufficientStatistics withLastAsNoise(double[] newCentres, Moments newMoments) {
    SufficientStatistics rest =
        new SufficientStatistics(newCentres, components - 1, dimension, newMoments);
    System.arraycopy(weights, 0, rest.weights, 0, rest.weights.length);
    System.arraycopy(first, 0, rest.first, 0, rest.first.length);
    if (newMoments == moments) {
      System.arraycopy(second, 0, rest.second, 0, rest.second.length);
    } else {
      int size = rest.second.length;
      for (int i = 0; i < (components - 1) * size; i++) {
        rest.second[i % size] += second[i];
      }
    }
    rest.logLikelihood = logLikelihood;
    rest.noiseWeight = weights[components - 1];
    return rest;
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
   * Returns the shifts from the centres to the means, {@code Σ w r u (x - c_k) / Σ w r u}: {@code K*d} numbers, 0 for a
   * component without weight.
   */
  public double[] shifts() {
    double[] shifts = new double[first.length];
    for (int i = 0; i < shifts.length; i++) {
      double weight = momentWeights[i / dimension];
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
        cancelled[i % cancelled.length] += momentWeights[i / dimension] * shifts[i] * shifts[i];
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
    checkMergeable(other);
    add(other.weights, weights);
    if (tails != null && other.tails != null) {
      add(other.tails, tails);
      add(other.momentWeights, momentWeights);
    }
    add(other.first, first);
    add(other.second, second);
    logLikelihood += other.logLikelihood;
    noiseWeight += other.noiseWeight;
  }

  /**
   * Adds a multiple of other statistics to these.
   *
   * @param factor finite, at least 0
   * @throws IllegalArgumentException if the other statistics have another shape or other centres, or the factor is out of
   *     range
   */
  public void merge(SufficientStatistics other, double factor) {
    checkMergeable(other);
    Arguments.notNegative("factor", factor);
    add(factor, other.weights, weights);
    if (tails != null && other.tails != null) {
      add(factor, other.tails, tails);
      add(factor, other.momentWeights, momentWeights);
    }
    add(factor, other.first, first);
    add(factor, other.second, second);
    logLikelihood += factor * other.logLikelihood;
    noiseWeight += factor * other.noiseWeight;
  }

  private void checkMergeable(SufficientStatistics other) {
    // Not Arguments.check, which would box what it is to report: an engine merges often.
    if (components != other.components
        || dimension != other.dimension
        || moments != other.moments
        || isOfStudent() != other.isOfStudent()) {
      throw new IllegalArgumentException(String.format(
          Locale.ROOT,
          "statistics of %d components, %d features and %s moments%s cannot merge with %d, %d and %s%s",
          components,
          dimension,
          moments,
          isOfStudent() ? " of t distributions" : "",
          other.components,
          other.dimension,
          other.moments,
          other.isOfStudent() ? " of t distributions" : ""));
    }
    if (centres != other.centres && !Arrays.equals(centres, other.centres)) {
      throw new IllegalArgumentException("statistics about different centres cannot merge");
    }
  }

  /** Makes these statistics empty again, about other centres. */
  public void reset(double[] newCentres) {
    if (newCentres.length != centres.length) {
      throw new IllegalArgumentException(
          "centres must be " + centres.length + " numbers, but were " + newCentres.length);
    }
    centres = newCentres;
    Arrays.fill(weights, 0);
    if (tails != null) {
      Arrays.fill(tails, 0);
      Arrays.fill(momentWeights, 0);
    }
    Arrays.fill(first, 0);
    Arrays.fill(second, 0);
    logLikelihood = 0;
    noiseWeight = 0;
  }

  /**
   * Multiplies all sums by a factor: what these statistics weigh against others that they are merged with.
   *
   * @param factor finite, at least 0
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public void multiply(double factor) {
    Arguments.notNegative("factor", factor);
    multiply(weights, factor);
    if (tails != null) {
      multiply(tails, factor);
      multiply(momentWeights, factor);
    }
    multiply(first, factor);
    multiply(second, factor);
    logLikelihood *= factor;
    noiseWeight *= factor;
  }

  /**
   * Takes the moments about other centres: {@code Σ r (x - c)(x - c)ᵀ} becomes that of {@code x - c - δ}.
   *
   * <p>Towards the means, precision is only lost where centres are far off, which {@link #losesPrecision} tells.
   *
   * @param newCentres {@code K*d} numbers, row-major; kept, not copied
   */
  public void recentre(double[] newCentres) {
    Arguments.check(
        newCentres.length == centres.length,
        "centres must be %d numbers, but were %d",
        centres.length,
        newCentres.length);
    double[] shifts = new double[newCentres.length];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = newCentres[i] - centres[i];
    }
    for (int i = 0; i < second.length; i++) {
      second[i] -= secondShift(i, shifts);
    }
    for (int i = 0; i < first.length; i++) {
      first[i] -= momentWeights[i / dimension] * shifts[i];
    }
    centres = newCentres;
  }

  /** Returns what the second moment of an index loses when centres are shifted. */
  private double secondShift(int index, double[] shifts) {
    int matrix = dimension * dimension;
    return switch (moments) {
      case NONE -> 0;
      case DIAGONAL -> productShift(index, index, shifts);
      case FULL ->
        productShift(index / dimension, index / matrix * dimension + index % dimension, shifts);
      case POOLED -> {
        double sum = 0;
        for (int k = 0; k < components; k++) {
          sum += productShift(
              k * dimension + index / dimension, k * dimension + index % dimension, shifts);
        }
        yield sum;
      }
    };
  }

  /** Returns {@code δ_i f_j + f_i δ_j - w δ_i δ_j} for two features of a component, the same for both orders. */
  private double productShift(int i, int j, double[] shifts) {
    return shifts[i] * first[j]
        + first[i] * shifts[j]
        - momentWeights[i / dimension] * (shifts[i] * shifts[j]);
  }

  private static void multiply(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * from[i];
    }
  }

  private static void add(double[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += from[i];
    }
  }
}
