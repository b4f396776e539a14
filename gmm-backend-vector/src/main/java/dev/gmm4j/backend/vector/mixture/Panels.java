package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.LANES;

import dev.gmm4j.spi.RowBlock;

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
   * @param first the row of the panel's first sample
   * @param shift subtracted from each sample: {@code d} numbers
   * @param panel receives {@code d*WIDTH} numbers from {@code to}
   */
  static void pack(RowBlock block, int first, double[] shift, double[] panel, int to) {
    int d = block.dimension();
    double[] values = block.values();
    int width = Math.min(WIDTH, block.rows() - first);
    int from = block.rowOffset(first);
    int stride = width > 1 ? block.rowOffset(first + 1) - from : 0;
    if (width == WIDTH) {
      for (int j = 0; j < d; j++) {
        packFeature(values, from + j, stride, shift[j], panel, to + j * WIDTH);
      }
      return;
    }
    for (int s = 0; s < WIDTH; s++) {
      int row = s < width ? from + s * stride : from;
      for (int j = 0; j < d; j++) {
        panel[to + j * WIDTH + s] = values[row + j] - shift[j];
      }
    }
  }

  private static void packFeature(
      double[] values, int from, int stride, double shift, double[] panel, int to) {
    int at = from;
    for (int s = 0; s < WIDTH; s++) {
      panel[to + s] = values[at] - shift;
      at += stride;
    }
  }
}
