package dev.gmm4j.distribution;

import java.util.List;

/**
 * Where a density of one variable is at least as high as some level: intervals from left to right.
 *
 * @param logDensity the logarithm of the level
 * @param intervals apart from each other; none where the level is above the density's maximum
 * @param mass the probability of the intervals
 */
public record LevelSet(double logDensity, List<Interval> intervals, double mass) {

  /** Creates a level set. */
  public LevelSet {
    intervals = List.copyOf(intervals);
  }

  /** Tells whether a number lies in one of the intervals. */
  public boolean contains(double x) {
    return intervals.stream().anyMatch(interval -> interval.contains(x));
  }

  /** Returns the total length of the intervals. */
  public double length() {
    return intervals.stream().mapToDouble(Interval::length).sum();
  }
}
