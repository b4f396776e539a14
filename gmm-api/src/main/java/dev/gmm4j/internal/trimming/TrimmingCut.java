package dev.gmm4j.internal.trimming;

import dev.gmm4j.exception.GmmException;
import org.jspecify.annotations.Nullable;

/**
 * Which samples a weight is kept of: those of the largest scores, and of equal scores the first. At most one sample is kept in
 * part, where weights make that necessary.
 *
 * <p>The score of the last one is found exactly, by its bits, sixteen at a time (or eight): by histograms, each of the samples that
 * have the bits before in common.
 */
public final class TrimmingCut {
  private static final int DIGIT = 16;

  /** The digits of few scores, for which larger histograms would take longer than the scores. */
  private static final int SMALL_DIGIT = 8;

  private static final int FEW = 1 << 14;

  private final double[] scores;
  private final double threshold;
  private final int cutRow;
  private final double part;

  private TrimmingCut(double[] scores, double threshold, int cutRow, double part) {
    this.scores = scores;
    this.threshold = threshold;
    this.cutRow = cutRow;
    this.part = part;
  }

  /**
   * Returns the cut.
   *
   * @param scores of all samples, with no {@code -0.0} among them; kept, not copied
   * @param weights of the samples, or null where all are 1
   * @param kept in (0, total weight]
   * @throws GmmException if a score is not a number
   */
  public static TrimmingCut of(double[] scores, double @Nullable [] weights, double kept) {
    requireNumbers(scores);
    double above = 0;
    long found = 0;
    int bits = scores.length < FEW ? SMALL_DIGIT : DIGIT;
    for (int shift = Long.SIZE - bits; shift >= 0; shift -= bits) {
      double[] histogram = histogram(scores, weights, shift, bits, found);
      int digit = -1;
      for (int i = histogram.length - 1; i >= 0; i--) {
        if (histogram[i] > 0) {
          above += digit < 0 ? 0 : histogram[digit];
          digit = i;
          if (above + histogram[i] >= kept) {
            break;
          }
        }
      }
      found = found << bits | Math.max(0, digit);
    }
    return at(score(found), scores, weights, kept - above);
  }

  static void requireNumbers(double[] scores) {
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new GmmException("log-density of row " + i
            + " must be a number, but was NaN; the samples' magnitude may be too large");
      }
    }
  }

  /** Returns the weight of each digit among samples whose keys begin alike. */
  private static double[] histogram(
      double[] scores, double @Nullable [] weights, int shift, int bits, long found) {
    double[] histogram = new double[1 << bits];
    for (int i = 0; i < scores.length; i++) {
      long key = key(scores[i]);
      if (shift == Long.SIZE - bits || key >>> (shift + bits) == found) {
        histogram[(int) (key >>> shift) & (histogram.length - 1)] +=
            weights == null ? 1 : weights[i];
      }
    }
    return histogram;
  }

  /**
   * Divides what is left among the samples at a threshold that is known, in their order.
   *
   * @param scores of all samples; kept, not copied
   * @param weights of the samples, or null where all are 1
   * @param left the weight that is kept of the samples at the threshold
   */
  public static TrimmingCut at(
      double threshold, double[] scores, double @Nullable [] weights, double left) {
    double remaining = left;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] == threshold) {
        double weight = weights == null ? 1 : weights[i];
        if (weight > remaining) {
          return new TrimmingCut(scores, threshold, i, Math.max(0, remaining));
        }
        remaining -= weight;
      }
    }
    return new TrimmingCut(scores, threshold, scores.length, 0);
  }

  /** Returns a number that is the larger without a sign, the larger the score. */
  private static long key(double score) {
    long bits = Double.doubleToRawLongBits(score);
    return bits ^ (bits >> (Long.SIZE - 1) | Long.MIN_VALUE);
  }

  private static double score(long key) {
    return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
  }

  /** Returns the smallest score of a sample that is kept. */
  public double threshold() {
    return threshold;
  }

  /**
   * Returns the weight that is kept of a sample.
   *
   * @param weight its weight
   */
  public double kept(long row, double weight) {
    double score = scores[(int) row];
    if (score != threshold) {
      return score > threshold ? weight : 0;
    }
    return row == cutRow ? part : row < cutRow ? weight : 0;
  }
}
