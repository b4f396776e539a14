package dev.gmm4j.backend.vector.mixture.layout;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.data.RowBlock;

/**
 * Some features of a block's samples, laid out as {@link Panels} are: a block of thousands of features is walked through slab by
 * slab, each of which is in the caches while it is used.
 */
public final class PanelSlab {
  /** So many features of a panel are 32 KB at most. */
  public static final int FEATURES = 256;

  private final int dimension;
  private final double[] values;
  private int first;
  private int count;

  /** Creates room for the slabs of some rows. */
  public PanelSlab(int dimension, int rows) {
    this.dimension = dimension;
    this.values = new double[Panels.count(rows) * WIDTH * Math.min(FEATURES, dimension)];
  }

  /**
   * Lays out some features of all rows; lanes that a last panel has too many repeat the last sample.
   *
   * @param feature the first of the features
   * @param shift subtracted from each sample: {@code d} numbers
   */
  public void pack(RowBlock block, int feature, double[] shift) {
    first = feature;
    count = Math.min(FEATURES, dimension - feature);
    int panels = Panels.count(block.rows());
    for (int p = 0; p < panels; p++) {
      if ((p + 1) * WIDTH <= block.rows()) {
        packWhole(block, p, shift);
      } else {
        packLast(block, p, shift);
      }
    }
  }

  /** Packs two samples at a time: numbers that follow each other are read, and pairs are written. */
  private void packWhole(RowBlock block, int panel, double[] shift) {
    double[] source = block.values();
    for (int s = 0; s < WIDTH; s += 2) {
      int from = block.rowOffset(panel * WIDTH + s) + first;
      int to = at(panel) + s;
      for (int j = 0; j < count; j++) {
        double subtracted = shift[first + j];
        values[to + j * WIDTH] = source[from + j] - subtracted;
        values[to + j * WIDTH + 1] = source[from + dimension + j] - subtracted;
      }
    }
  }

  private void packLast(RowBlock block, int panel, double[] shift) {
    double[] source = block.values();
    for (int s = 0; s < WIDTH; s++) {
      int from = block.rowOffset(Math.min(panel * WIDTH + s, block.rows() - 1)) + first;
      int to = at(panel) + s;
      for (int j = 0; j < count; j++) {
        values[to + j * WIDTH] = source[from + j] - shift[first + j];
      }
    }
  }

  /** Returns the numbers, those of a panel from {@link #at}: {@link Panels#WIDTH} for each feature. */
  public double[] values() {
    return values;
  }

  /** Returns where in the values a panel starts. */
  public int at(int panel) {
    return panel * count * WIDTH;
  }

  /** Returns the first of the features. */
  public int first() {
    return first;
  }

  /** Returns the number of features. */
  public int count() {
    return count;
  }
}
