package dev.gmm4j.internal.trimming;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the scores of one part of the samples say about the weight above any score: bounds, exact at some of the scores. */
public final class ScoreSummary implements Serializable {
  private static final long serialVersionUID = 1;

  /** Scores at which the weight is known: of a billion samples, four million lie between bounds of the threshold. */
  private static final int QUANTILES = 512;

  private final long rows;
  private final int notANumber;

  /** Some of the scores, ascending. */
  private final double[] values;

  /** The weight of the samples of at least each of these scores. */
  private final double[] atLeast;

  /** The weight of the samples above each of these scores. */
  private final double[] above;

  private ScoreSummary(
      long rows, int notANumber, double[] values, double[] atLeast, double[] above) {
    this.rows = rows;
    this.notANumber = notANumber;
    this.values = values;
    this.atLeast = atLeast;
    this.above = above;
  }

  static ScoreSummary of(double[] scores, double @Nullable [] weights) {
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        return new ScoreSummary(scores.length, i, new double[0], new double[0], new double[0]);
      }
    }
    double[] values = quantiles(scores);
    double[] equal = new double[values.length];
    double[] between = new double[values.length + 1];
    for (int i = 0; i < scores.length; i++) {
      double weight = weights == null ? 1 : weights[i];
      int place = Arrays.binarySearch(values, scores[i]);
      if (place >= 0) {
        equal[place] += weight;
      } else {
        between[-place - 1] += weight;
      }
    }
    double[] atLeast = new double[values.length];
    double[] above = new double[values.length];
    double sum = 0;
    for (int i = values.length - 1; i >= 0; i--) {
      above[i] = sum + between[i + 1];
      atLeast[i] = above[i] + equal[i];
      sum = atLeast[i];
    }
    return new ScoreSummary(scores.length, -1, values, atLeast, above);
  }

  /** Returns some of the scores at even distances in their order, the first and the last among them, ascending. */
  private static double[] quantiles(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    int steps = Math.min(QUANTILES, Math.max(0, last));
    double[] values = new double[sorted.length == 0 ? 0 : steps + 1];
    Arrays.setAll(values, i -> sorted[steps == 0 ? 0 : Math.toIntExact((long) i * last / steps)]);
    return Arrays.stream(values).distinct().toArray();
  }

  /** Returns the number of samples. */
  public long rows() {
    return rows;
  }

  /** Returns the index of a sample whose score is NaN, or -1 if there is none. */
  public int notANumber() {
    return notANumber;
  }

  double[] values() {
    return values;
  }

  /** Returns at most the weight of the samples of at least a score. */
  double atLeastMin(double score) {
    int place = Arrays.binarySearch(values, score);
    int next = place >= 0 ? place : -place - 1;
    return next == values.length ? 0 : atLeast[next];
  }

  /** Returns at least the weight of the samples of at least a score. */
  double atLeastMax(double score) {
    int place = Arrays.binarySearch(values, score);
    if (place >= 0) {
      return atLeast[place];
    }
    int before = -place - 2;
    return before >= 0 ? above[before] : values.length == 0 ? 0 : atLeast[0];
  }
}
