package dev.gmm4j.internal.trimming;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/** Bounds of the smallest score that is kept of samples in several parts, found from the parts' summaries. */
public final class ScoreBounds implements Serializable {
  private static final long serialVersionUID = 1;

  private final double from;

  /** NaN for none. */
  private final double below;

  private ScoreBounds(double from, double below) {
    this.from = from;
    this.below = below;
  }

  /**
   * Returns bounds, as near as the summaries allow.
   *
   * @param kept the weight of the samples that are kept, at most that of all
   */
  public static ScoreBounds of(List<ScoreSummary> parts, double kept) {
    double[] values = parts.stream()
        .flatMapToDouble(part -> Arrays.stream(part.values()))
        .sorted()
        .distinct()
        .toArray();
    // Both weights fall along the values.
    int enough = lastWith(values, -1, value -> sum(parts, part -> part.atLeastMin(value)) >= kept);
    int perhaps =
        lastWith(values, enough, value -> sum(parts, part -> part.atLeastMax(value)) >= kept);
    return new ScoreBounds(
        enough < 0 ? Double.NEGATIVE_INFINITY : values[enough],
        perhaps == values.length - 1 ? Double.NaN : values[perhaps + 1]);
  }

  private static double sum(List<ScoreSummary> parts, ToDoubleFunction<ScoreSummary> weight) {
    return parts.stream().mapToDouble(weight).sum();
  }

  /** Returns the index of the last value of a property that the first values have, as those up to {@code known} do. */
  private static int lastWith(double[] values, int known, DoublePredicate property) {
    int low = known;
    int high = values.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (property.test(values[middle])) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Tells whether a score is above the smallest one that is kept. */
  boolean isAbove(double score) {
    return score >= below;
  }

  /** Tells whether a score is below the smallest one that is kept. */
  boolean isBelow(double score) {
    return score < from;
  }
}
