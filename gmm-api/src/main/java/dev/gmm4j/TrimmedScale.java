package dev.gmm4j;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.initialization.Subsample;
import dev.gmm4j.internal.util.Randomness;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The scale of the samples of a fit that trims: what is small is told by means and variances that the trimmed samples, gross
 * outliers perhaps, do not reach. For each feature alone the share is cut off at both ends.
 *
 * <p>Of many samples some are looked at, and of these what is observed. A feature that is constant between the cuts keeps the
 * variance of all samples.
 */
final class TrimmedScale {
  private TrimmedScale() {}

  /**
   * Returns the scale.
   *
   * @param all the scale of all samples
   */
  static SampleScale of(
      Samples samples, SampleScale all, Trimming trimming, int components, long seed) {
    Samples some = Subsample.of(samples, components, Randomness.of(seed, Long.MIN_VALUE));
    int d = samples.dimension();
    RowBlock rows = some.block(0, Math.toIntExact(some.count()));
    double[] means = all.means().clone();
    double[] variances = all.variances().clone();
    for (int j = 0; j < d; j++) {
      int column = j;
      int[] order = IntStream.range(0, rows.rows())
          .filter(
              i -> rows.weight(i) > 0 && !Double.isNaN(rows.values()[rows.rowOffset(i) + column]))
          .boxed()
          .sorted(Comparator.comparingDouble(i -> rows.values()[rows.rowOffset(i) + column]))
          .mapToInt(Integer::intValue)
          .toArray();
      if (order.length > 0) {
        between(rows, order, column, trimming.share(), means, variances);
      }
    }
    return new SampleScale(all.count(), all.totalWeight(), means, variances);
  }

  /** Sets mean and variance of a column between the cuts, unless the variance there is 0. */
  private static void between(
      RowBlock rows, int[] order, int column, double share, double[] means, double[] variances) {
    double total = IntStream.of(order).mapToDouble(rows::weight).sum();
    double from = share * total;
    double to = total - from;
    double middle = rows.values()[rows.rowOffset(order[order.length / 2]) + column];
    double weight = 0;
    double sum = 0;
    double squares = 0;
    double before = 0;
    for (int row : order) {
      double after = before + rows.weight(row);
      double kept = Math.min(after, to) - Math.max(before, from);
      if (kept > 0) {
        double deviation = rows.values()[rows.rowOffset(row) + column] - middle;
        weight += kept;
        sum += kept * deviation;
        squares += kept * deviation * deviation;
      }
      before = after;
    }
    double mean = sum / weight;
    double variance = squares / weight - mean * mean;
    if (variance > 0) {
      means[column] = middle + mean;
      variances[column] = variance;
    }
  }
}
