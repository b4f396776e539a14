package dev.gmm4j.plot;

import dev.gmm4j.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A histogram of one column, as a density: the areas of its bars sum to 1.
 *
 * @param range from the smallest to the largest number
 * @param heights of the bars, which are equally wide
 */
record Histogram(Range range, double[] heights) {
  private static final int MOST = 200;
  private static final int ENOUGH = 30;

  /** Numbers that the width of the bars is chosen by. */
  private static final int SUBSAMPLE = 100_000;

  /** Counts one column, into bars of the width of Freedman and Diaconis (1981). */
  static Histogram of(Samples samples, int column) {
    Range range = SampleScan.ranges(samples, column)[0];
    if (range.span() <= 1e-12 * Math.max(Math.abs(range.min()), Math.abs(range.max()))) {
      range = range.padded();
    }
    double[] heights = new double[bars(samples, column, range)];
    double width = range.span() / heights.length;
    double[] total = new double[1];
    Range counted = range;
    SampleScan.visit(samples, new int[] {column}, (row, values, offset, weight) -> {
      int bar = (int) ((values[offset + column] - counted.min()) / width);
      heights[Math.min(bar, heights.length - 1)] += weight;
      total[0] += weight;
    });
    for (int i = 0; i < heights.length; i++) {
      heights[i] /= total[0] * width;
    }
    return new Histogram(range, heights);
  }

  /**
   * Returns one histogram for each group, of its samples and those of the groups before: drawn from the last to the
   * first, the groups are stacked. The last is the histogram of all.
   */
  static List<Histogram> stacked(Samples samples, int column, Groups groups) {
    Histogram all = of(samples, column);
    int bars = all.heights.length;
    double width = all.range.span() / bars;
    double[][] heights = new double[groups.count()][bars];
    double[] total = new double[1];
    SampleScan.visit(samples, new int[] {column}, (row, values, offset, weight) -> {
      int bar = (int) ((values[offset + column] - all.range.min()) / width);
      heights[groups.labels()[(int) row]][Math.min(bar, bars - 1)] += weight;
      total[0] += weight;
    });
    double[] below = new double[bars];
    List<Histogram> stacked = new ArrayList<>();
    for (double[] group : heights) {
      for (int i = 0; i < bars; i++) {
        below[i] += group[i] / (total[0] * width);
      }
      stacked.add(new Histogram(all.range, below.clone()));
    }
    return stacked;
  }

  private static int bars(Samples samples, int column, Range range) {
    double count = (double) samples.count();
    long step = Math.max(1, samples.count() / SUBSAMPLE);
    double[] sorted = new double[(int) (samples.count() / step) + 1];
    int[] size = new int[1];
    SampleScan.visit(samples, new int[] {column}, (row, values, offset, weight) -> {
      if (row % step == 0) {
        sorted[size[0]++] = values[offset + column];
      }
    });
    Arrays.sort(sorted, 0, size[0]);
    double middle = size[0] == 0 ? 0 : sorted[3 * size[0] / 4] - sorted[size[0] / 4];
    double width = 2 * middle / Math.cbrt(count);
    // Of several groups far apart the middle half is wide, and so would be the bars.
    double bars = Math.min(Math.sqrt(count), ENOUGH);
    if (width > 0) {
      bars = Math.max(bars, range.span() / width);
    }
    return (int) Math.max(Math.min(5, count), Math.min(MOST, Math.ceil(bars)));
  }

  /** Returns the same bars, so many times as high. */
  Histogram scaled(double factor) {
    return new Histogram(range, Arrays.stream(heights).map(h -> factor * h).toArray());
  }

  double largest() {
    return Arrays.stream(heights).max().orElseThrow();
  }

  double left(int bar) {
    return range.at((double) bar / heights.length);
  }
}
