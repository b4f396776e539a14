package dev.gmm4j.internal.trimming;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The scores of one part of the samples, which may be on another machine than the others. */
public final class ScoredPart implements Serializable {
  private static final long serialVersionUID = 1;

  private final int index;
  private final double[] scores;
  private final double @Nullable [] weights;

  /**
   * Creates a part.
   *
   * @param index of the part, from 0
   * @param scores of its samples, with no {@code -0.0} among them; kept, not copied
   * @param weights of the samples, or null where all are 1
   */
  public ScoredPart(int index, double[] scores, double @Nullable [] weights) {
    this.index = index;
    this.scores = scores;
    this.weights = weights;
  }

  /** Returns what bounds of the threshold are found by. */
  public ScoreSummary summary() {
    return ScoreSummary.of(scores, weights);
  }

  /** Returns what the threshold between bounds is found by. */
  public ScoreCandidates candidates(ScoreBounds bounds) {
    return ScoreCandidates.of(scores, weights, bounds);
  }

  /** Returns which of the part's samples are kept. */
  public TrimmingCut cut(PartedCut cut) {
    return TrimmingCut.at(cut.threshold(), scores, weights, cut.left(index));
  }

  /** Returns the indices within the part of the samples of positive weight of which nothing is kept. */
  public int[] trimmed(PartedCut cut) {
    TrimmingCut own = cut(cut);
    return IntStream.range(0, scores.length)
        .filter(row -> weight(row) > 0 && own.kept(row, weight(row)) == 0)
        .toArray();
  }

  private double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Returns the number of samples. */
  public int rows() {
    return scores.length;
  }

  /** Returns the total weight of the samples. */
  public double totalWeight() {
    return weights == null ? scores.length : Arrays.stream(weights).sum();
  }
}
