package dev.gmm4j.internal.trimming;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The scores of one part of the samples that lie between bounds of the threshold, and the weight above the bounds. */
public final class ScoreCandidates implements Serializable {
  private static final long serialVersionUID = 1;

  private final double above;

  /** Different scores, ascending. */
  private final double[] values;

  /** The weight of the samples of each of these scores. */
  private final double[] weights;

  private ScoreCandidates(double above, double[] values, double[] weights) {
    this.above = above;
    this.values = values;
    this.weights = weights;
  }

  static ScoreCandidates of(double[] scores, double @Nullable [] weights, ScoreBounds bounds) {
    double above = 0;
    Map<Double, Double> between = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      double weight = weights == null ? 1 : weights[i];
      if (bounds.isAbove(scores[i])) {
        above += weight;
      } else if (!bounds.isBelow(scores[i]) && weight > 0) {
        between.merge(scores[i], weight, Double::sum);
      }
    }
    return new ScoreCandidates(
        above,
        between.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
        between.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  double above() {
    return above;
  }

  /** Adds the weight of each score. */
  void addTo(Map<Double, Double> all) {
    for (int i = 0; i < values.length; i++) {
      all.merge(values[i], weights[i], Double::sum);
    }
  }

  /** Returns the weight of the samples of a score. */
  double weight(double score) {
    int place = Arrays.binarySearch(values, score);
    return place < 0 ? 0 : weights[place];
  }
}
