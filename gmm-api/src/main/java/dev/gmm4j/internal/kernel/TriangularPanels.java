package dev.gmm4j.internal.kernel;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/**
 * Products of some lower triangular factors, stacked, with a block of samples.
 *
 * <p>They are done by panels of rows: a panel leaves out the zeros to its right, and so nearly half of the
 * multiplications of a full product.
 */
final class TriangularPanels {
  /** With 8 panels 9/16 of a full product is left; lower ones would not pay for the calls. */
  private static final int WANTED_PANELS = 8;

  private static final int MIN_PANEL_ROWS = 4;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final int panelRows;
  private final double[][] panels;
  private int factors;

  TriangularPanels(LinearAlgebraBackend backend, int dimension) {
    this.backend = backend;
    this.dimension = dimension;
    this.panelRows = panelRows(dimension);
    this.panels = new double[(dimension + panelRows - 1) / panelRows][0];
  }

  /** Returns how many rows of a factor a panel has, the last panel perhaps fewer. */
  static int panelRows(int dimension) {
    return Math.max(MIN_PANEL_ROWS, (dimension + WANTED_PANELS - 1) / WANTED_PANELS);
  }

  /** Takes factors from an array of row-major {@code d*d} matrices. */
  void pack(double[] matrices, int firstFactor, int newFactors) {
    factors = newFactors;
    for (int p = 0; p < panels.length; p++) {
      int rows = rows(p);
      int columns = columns(p);
      if (panels[p].length < factors * rows * columns) {
        panels[p] = new double[factors * rows * columns];
      }
      int to = 0;
      for (int f = firstFactor; f < firstFactor + factors; f++) {
        for (int j = firstRow(p); j < columns; j++) {
          System.arraycopy(matrices, (f * dimension + j) * dimension, panels[p], to, columns);
          to += columns;
        }
      }
    }
  }

  int count() {
    return panels.length;
  }

  /** Returns the row of the factors that a panel begins with. */
  int firstRow(int panel) {
    return panel * panelRows;
  }

  /** Returns how many rows of each factor a panel has. */
  int rows(int panel) {
    return columns(panel) - firstRow(panel);
  }

  /** Returns the row behind a panel's last, which is where its last non-zero column ends, too. */
  private int columns(int panel) {
    return Math.min(dimension, firstRow(panel) + panelRows);
  }

  /**
   * Multiplies a panel by samples.
   *
   * @param samples feature-major, {@code d*rows} numbers
   * @param product receives the panel's rows of each factor, {@code rows} numbers each
   */
  void multiply(int panel, double[] samples, int rows, double[] product) {
    backend.multiply(
        Transpose.NO,
        Transpose.NO,
        factors * rows(panel),
        rows,
        columns(panel),
        panels[panel],
        samples,
        product);
  }
}
