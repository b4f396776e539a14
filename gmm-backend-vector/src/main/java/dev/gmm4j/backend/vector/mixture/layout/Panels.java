package dev.gmm4j.backend.vector.mixture.layout;

import static dev.gmm4j.backend.vector.simd.Simd.LANES;

import dev.gmm4j.data.RowBlock;

/**
 * The samples of a block side by side: a panel holds two vectors' worth of samples feature-major, so that a vector
 * register has one feature of as many samples as it has lanes. Only this class knows where in the array what is.
 *
 * <p>The samples are shifted by the mixture's own mean, so that an offset common to all of them costs no precision. The
 * lanes that a last panel has too many repeat its first sample.
 */
public final class Panels {
  /** Samples of a panel. */
  public static final int WIDTH = 2 * LANES;

  private final int dimension;
  private final double[] values;

  /** Creates room for the panels of some rows. */
  public Panels(int dimension, int rows) {
    this.dimension = dimension;
    this.values = new double[Math.multiplyExact(count(rows) * WIDTH, dimension)];
  }

  /** Returns how many panels rows take. */
  public static int count(int rows) {
    return (rows + WIDTH - 1) / WIDTH;
  }

  /** Returns how many panels there is room for. */
  public int capacity() {
    return values.length / (dimension * WIDTH);
  }

  /** Returns all panels: {@code d*WIDTH} numbers each. */
  public double[] values() {
    return values;
  }

  /** Returns where in the values a panel starts. */
  public int at(int panel) {
    return at(panel, 0);
  }

  /** Returns where in the values a feature of a panel starts, of which there are {@link #WIDTH} numbers. */
  public int at(int panel, int feature) {
    return (panel * dimension + feature) * WIDTH;
  }

  /**
   * Lays out one panel.
   *
   * @param panel holds the samples whose places in the order are from {@code panel*WIDTH} on
   * @param shift subtracted from each sample: {@code d} numbers
   */
  public void pack(RowBlock block, RowOrder order, int panel, double[] shift) {
    int first = panel * WIDTH;
    int width = Math.min(WIDTH, block.rows() - first);
    if (width == WIDTH && !order.isSorted()) {
      for (int j = 0; j < dimension; j++) {
        packFeature(block, first, j, shift[j], at(panel, j));
      }
    } else {
      for (int s = 0; s < WIDTH; s++) {
        packSample(block, order.row(s < width ? first + s : first), shift, at(panel) + s);
      }
    }
  }

  private void packFeature(RowBlock block, int first, int feature, double shift, int to) {
    double[] source = block.values();
    int at = block.rowOffset(first) + feature;
    for (int s = 0; s < WIDTH; s++) {
      values[to + s] = source[at] - shift;
      at += dimension;
    }
  }

  private void packSample(RowBlock block, int row, double[] shift, int to) {
    double[] source = block.values();
    int from = block.rowOffset(row);
    int at = to;
    for (int j = 0; j < dimension; j++) {
      values[at] = source[from + j] - shift[j];
      at += WIDTH;
    }
  }
}
