package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.simd.Simd.LANES;

import dev.gmm4j.data.RowBlock;

/**
 * Samples side by side: a panel holds two vectors' worth of samples feature-major, so that a vector register has one
 * feature of as many samples as it has lanes.
 *
 * <p>The samples are shifted by the mixture's own mean, so that an offset common to all of them costs no precision. The
 * lanes that a last panel has too many repeat its first sample.
 */
final class Panels {
  /** Samples of a panel. */
  static final int WIDTH = 2 * LANES;

  private Panels() {}

  /** Returns how many panels rows take. */
  static int count(int rows) {
    return (rows + WIDTH - 1) / WIDTH;
  }

  /**
   * Lays out one panel.
   *
   * @param first the place in the order of the panel's first sample
   * @param shift subtracted from each sample: {@code d} numbers
   * @param panel receives {@code d*WIDTH} numbers from {@code to}
   */
  static void pack(
      RowBlock block, RowOrder order, int first, double[] shift, double[] panel, int to) {
    int width = Math.min(WIDTH, block.rows() - first);
    if (width == WIDTH && !order.isSorted()) {
      for (int j = 0; j < block.dimension(); j++) {
        packFeature(block, first, j, shift[j], panel, to + j * WIDTH);
      }
    } else {
      for (int s = 0; s < WIDTH; s++) {
        packSample(block, order.row(s < width ? first + s : first), shift, panel, to + s);
      }
    }
  }

  private static void packFeature(
      RowBlock block, int first, int feature, double shift, double[] panel, int to) {
    double[] values = block.values();
    int at = block.rowOffset(first) + feature;
    for (int s = 0; s < WIDTH; s++) {
      panel[to + s] = values[at] - shift;
      at += block.dimension();
    }
  }

  private static void packSample(RowBlock block, int row, double[] shift, double[] panel, int to) {
    double[] values = block.values();
    int from = block.rowOffset(row);
    int at = to;
    for (int j = 0; j < block.dimension(); j++) {
      panel[at] = values[from + j] - shift[j];
      at += WIDTH;
    }
  }
}
