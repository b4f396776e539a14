package dev.gmm4j.bayesian;

import java.util.Arrays;

/**
 * How many components have samples, and how sure that is. Immutable.
 *
 * <p>A component counts as occupied if at least one sample is expected of it. The probability that it has any is {@code 1 -
 * exp(-N_k)} for an expected number of {@code N_k}: what it is if many samples have small responsibilities, and no more
 * than that otherwise.
 */
public final class Occupancy {
  private final double[] counts;

  private Occupancy(double[] counts) {
    this.counts = counts;
  }

  static Occupancy of(double[] counts) {
    return new Occupancy(counts);
  }

  /** Tells whether at least one sample is expected of a component. */
  public boolean isOccupied(int component) {
    return counts[component] >= 1;
  }

  /** Returns the number of occupied components. */
  public int count() {
    return (int) Arrays.stream(counts).filter(count -> count >= 1).count();
  }

  /** Tells whether all components are occupied, so that more could be needed than there are. */
  public boolean isFull() {
    return count() == counts.length;
  }

  /** Returns the probability that a component has any sample. */
  public double probability(int component) {
    return -Math.expm1(-counts[component]);
  }

  /** Returns the expected number of components that have any sample. */
  public double mean() {
    double mean = 0;
    for (int k = 0; k < counts.length; k++) {
      mean += probability(k);
    }
    return mean;
  }

  /** Returns the standard deviation of the number of components that have any sample, as if they were independent. */
  public double standardDeviation() {
    double variance = 0;
    for (int k = 0; k < counts.length; k++) {
      variance += probability(k) * (1 - probability(k));
    }
    return Math.sqrt(variance);
  }
}
