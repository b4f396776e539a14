package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Level sets of a density of one variable: between its stationary points it is monotone, and crosses a level once. */
final class UnivariateLevels {
  /** Points of the search for stationary points: steps of a standard deviation, so far from each mean. */
  private static final int STEPS = 32;

  private static final int GRID_REACH = 9;

  private final UnivariateMixture mixture;

  /** Ascending, a maximum first and last, minima between. */
  private final double[] stationary;

  private final double highest;

  UnivariateLevels(UnivariateMixture mixture, double[] means, double[] deviations) {
    for (int k = 0; k < means.length; k++) {
      check(
          deviations[k] >= Math.ulp(means[k]),
          "standard deviations must be >= %s at a mean of %s, but one was %s",
          Math.ulp(means[k]),
          means[k],
          deviations[k]);
    }
    this.mixture = mixture;
    this.stationary = stationary(mixture, grid(means, deviations));
    this.highest = Arrays.stream(stationary).map(mixture::logDensity).max().orElseThrow();
  }

  private static double[] grid(double[] means, double[] deviations) {
    return IntStream.range(0, means.length)
        .boxed()
        .flatMapToDouble(k -> IntStream.rangeClosed(-GRID_REACH * STEPS, GRID_REACH * STEPS)
            .mapToDouble(i -> means[k] + deviations[k] * i / STEPS))
        .sorted()
        .distinct()
        .toArray();
  }

  private static double[] stationary(UnivariateMixture mixture, double[] grid) {
    List<Double> found = new ArrayList<>();
    // The density rises before the first mean and falls after the last.
    boolean rising = true;
    for (int i = 1; i < grid.length; i++) {
      double slope = mixture.logDensitySlope(grid[i]);
      if (rising ? slope < 0 : slope > 0) {
        double sign = rising ? -1 : 1;
        found.add(
            BracketedNewton.root(x -> sign * mixture.logDensitySlope(x), grid[i - 1], grid[i]));
        rising = !rising;
      }
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double[] modes() {
    return IntStream.range(0, (stationary.length + 1) / 2)
        .mapToDouble(i -> stationary[2 * i])
        .toArray();
  }

  LevelSet levelSet(double logDensity) {
    List<Interval> intervals = intervals(logDensity);
    return new LevelSet(logDensity, intervals, intervals.isEmpty() ? 0 : 1 - outside(intervals));
  }

  /** Finds the level whose set leaves out the rest of the probability. */
  LevelSet highestDensityRegion(double mass) {
    double rest = 1 - mass;
    double step = 1;
    while (outside(intervals(highest - step)) > rest) {
      step *= 2;
    }
    double level = BracketedNewton.root(
        logDensity -> outside(intervals(logDensity)) - rest, highest - step, highest);
    return levelSet(level);
  }

  private List<Interval> intervals(double level) {
    List<Interval> intervals = new ArrayList<>();
    double start = Double.NaN;
    for (int i = 0; i <= stationary.length; i++) {
      boolean rising = i % 2 == 0;
      double left = i == 0 ? far(stationary[0], -1, level) : stationary[i - 1];
      double right = i == stationary.length ? far(stationary[i - 1], 1, level) : stationary[i];
      double sign = rising ? 1 : -1;
      double atLeft = sign * (mixture.logDensity(left) - level);
      double atRight = sign * (mixture.logDensity(right) - level);
      if (atLeft <= 0 && atRight >= 0 && atLeft < atRight) {
        double crossing = BracketedNewton.root(
            x -> sign * (mixture.logDensity(x) - level),
            (x, value) -> sign * mixture.logDensitySlope(x),
            left,
            right);
        if (rising) {
          start = crossing;
        } else {
          intervals.add(new Interval(start, crossing));
        }
      }
    }
    return intervals;
  }

  /** Returns a number on one side of a maximum where the density is below a level. */
  private double far(double mode, double side, double level) {
    double distance = 1;
    while (mixture.logDensity(mode + side * distance) >= level) {
      distance *= 2;
    }
    return mode + side * distance;
  }

  /** Returns the probability of what is not in the intervals, from the smaller tails, so that little is not rounded. */
  private double outside(List<Interval> intervals) {
    if (intervals.isEmpty()) {
      return 1;
    }
    double sum = mixture.cdf(intervals.get(0).low());
    for (int i = 1; i < intervals.size(); i++) {
      double low = intervals.get(i - 1).high();
      double high = intervals.get(i).low();
      sum += mixture.cdf(low) < 0.5
          ? mixture.cdf(high) - mixture.cdf(low)
          : mixture.survival(low) - mixture.survival(high);
    }
    return sum + mixture.survival(intervals.get(intervals.size() - 1).high());
  }
}
