package dev.gmm4j.distribution;

/**
 * A closed interval.
 *
 * @param low its lower end
 * @param high its upper end, {@code >= low}
 */
public record Interval(double low, double high) {

  /** Tells whether a number lies in the interval, its ends included. */
  public boolean contains(double x) {
    return low <= x && x <= high;
  }

  /** Returns {@code high - low}. */
  public double length() {
    return high - low;
  }
}
