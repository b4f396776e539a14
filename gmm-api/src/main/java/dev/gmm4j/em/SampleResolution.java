package dev.gmm4j.em;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.Interruption;
import java.util.Arrays;

/**
 * The steps to which the values of each feature are rounded, as far as the values show it: the smallest gap between two
 * different values, where a tenth of the rows share their value with another one; else 0.
 *
 * <p>Of rounded values of which some repeat, some are neighbours, so that the smallest gap is the step. Values of which few
 * repeat are rounded so finely that it does not matter. The steps of features in other units are in those units, and an offset
 * changes nothing.
 *
 * @param steps one for each feature, in its unit; 0 where values hardly repeat
 */
public record SampleResolution(double[] steps) {
  /** More rows tell no more: steps are seen where values repeat among these. */
  private static final int MAX_ROWS = 2048;

  private static final int MAX_NUMBERS = 1 << 21;
  private static final int MIN_ROWS = 64;

  /** Parts of the rows that must share their value with another row. */
  private static final double REPEATED = 0.1;

  /** Two values of a smaller part of their magnitude between them are the same but for rounding errors. */
  private static final double SAME = 1e-12;

  /** Returns that of features whose values are not rounded. */
  public static SampleResolution none(int dimension) {
    return new SampleResolution(new double[dimension]);
  }

  /**
   * Returns that of some samples. Of more than 2048 rows so many are looked at, evenly taken; rows of weight 0 and missing
   * values do not count.
   *
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public static SampleResolution of(Samples samples) {
    int d = samples.dimension();
    long n = samples.count();
    int rows = (int) Math.min(n, Math.min(MAX_ROWS, Math.max(MIN_ROWS, MAX_NUMBERS / d)));
    double[][] columns = new double[d][rows];
    int[] counts = new int[d];
    RowBlock row = null;
    for (int i = 0; i < rows; i++) {
      Interruption.check();
      row = samples.block(n / rows * i + n % rows * i / rows, 1, row);
      for (int j = 0; j < d && row.weight(0) > 0; j++) {
        double value = row.values()[row.rowOffset(0) + j];
        if (!Double.isNaN(value)) {
          columns[j][counts[j]++] = value;
        }
      }
    }
    double[] steps = new double[d];
    for (int j = 0; j < d; j++) {
      Arrays.sort(columns[j], 0, counts[j]);
      steps[j] = step(columns[j], counts[j]);
    }
    return new SampleResolution(steps);
  }

  /** Returns the variance that rounding alone gives to a feature: that of values spread evenly over a step. */
  public double variance(int feature) {
    return steps[feature] * steps[feature] / 12;
  }

  private static double step(double[] sorted, int count) {
    double magnitude = count == 0 ? 0 : Math.max(Math.abs(sorted[0]), Math.abs(sorted[count - 1]));
    double smallest = Double.POSITIVE_INFINITY;
    int repeated = 0;
    int run = 1;
    for (int i = 1; i <= count; i++) {
      double gap = i < count ? sorted[i] - sorted[i - 1] : Double.POSITIVE_INFINITY;
      if (gap <= SAME * magnitude) {
        run++;
      } else {
        repeated += run > 1 ? run : 0;
        run = 1;
        smallest = Math.min(smallest, gap);
      }
    }
    boolean isRounded = repeated >= REPEATED * count && smallest < Double.POSITIVE_INFINITY;
    return isRounded ? smallest : 0;
  }
}
