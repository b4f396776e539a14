package dev.gmm4j.internal.trimming;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which samples a weight is kept of where samples are in several parts: the same as of all of them on one machine, the parts in
 * their order. Only summaries of the parts come to where the cut is made, and the scores between the bounds that these leave.
 */
public final class PartedCut implements Serializable {
  private static final long serialVersionUID = 1;

  private final double threshold;
  private final double[] left;

  private PartedCut(double threshold, double[] left) {
    this.threshold = threshold;
    this.left = left;
  }

  /**
   * Returns the cut.
   *
   * @param parts in their order, of the same bounds
   * @param kept the weight of the samples that are kept, at most that of all
   */
  public static PartedCut of(List<ScoreCandidates> parts, double kept) {
    NavigableMap<Double, Double> all = new TreeMap<>();
    parts.forEach(part -> part.addTo(all));
    double above = parts.stream().mapToDouble(ScoreCandidates::above).sum();
    double threshold = all.firstKey();
    for (Map.Entry<Double, Double> each : all.descendingMap().entrySet()) {
      threshold = each.getKey();
      if (above + each.getValue() >= kept || each.getKey().equals(all.firstKey())) {
        break;
      }
      above += each.getValue();
    }
    double[] left = new double[parts.size()];
    double remaining = kept - above;
    for (int p = 0; p < left.length && remaining > 0; p++) {
      double equal = parts.get(p).weight(threshold);
      left[p] = Math.min(remaining, equal);
      // A sample that is kept in part is the last one of which something is kept.
      remaining = equal > remaining ? 0 : remaining - equal;
    }
    return new PartedCut(threshold, left);
  }

  /** Returns the smallest score of a sample that is kept. */
  public double threshold() {
    return threshold;
  }

  /** Returns the weight that is kept of a part's samples at the threshold. */
  double left(int part) {
    return left[part];
  }
}
