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
    for (int s = 0; s < WIDTH; s++) {
      int from = block.rowOffset(s < width ? first + s : first);
      int at = to + s;
      for (int j = 0; j < d; j++) {
        panel[at] = values[from + j] - shift[j];
        at += WIDTH;
      }
    }
  }
}
