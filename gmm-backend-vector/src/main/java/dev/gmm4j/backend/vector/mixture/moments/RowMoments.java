package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.mixture.moments.RowTiles.ROWS;
import static dev.gmm4j.backend.vector.mixture.moments.WeightedRows.STRIP;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.data.RowBlock;
import jdk.incubator.vector.DoubleVector;

/** Moments of many features: features in the lanes, of only those samples that contribute to a component. */
final class RowMoments {
  private final int dimension;
  private final RowOrder order;
  private final WeightedRows rows;
  private final double[] sums;
  private final double[] tile = new double[ROWS * STRIP];

  /**
   * Creates what adds moments.
   *
   * @param order that of the rows in panels
   */
  RowMoments(int dimension, RowOrder order) {
    this.dimension = dimension;
    this.order = order;
    this.rows = new WeightedRows(dimension);
    this.sums = new double[dimension];
  }

  /**
   * Adds first moments and a matrix of second moments, its lower triangle; the upper one is spoilt.
   *
   * @param centre where in the centres and the first moments the component's start
   * @param to where in the second moments the matrix starts
   */
  void addMatrix(
      RowBlock block,
      WeightedPanels panels,
      double[] centres,
      int centre,
      double[] first,
      double[] second,
      int to) {
    rows.clear();
    for (int n = 0; n < panels.count(); n++) {
      if (rows.isFull()) {
        addRows(block, centres, centre, first, second, to);
        rows.clear();
      }
      rows.add(block, order, panels.panel(n) * WIDTH, panels.weights(), panels.weightsAt(n));
    }
    addRows(block, centres, centre, first, second, to);
  }

  private void addRows(
      RowBlock block, double[] centres, int centre, double[] first, double[] second, int to) {
    rows.layOut(block.values(), centres, centre, sums);
    for (int j = 0; j < dimension; j++) {
      first[centre + j] += sums[j];
    }
    for (int row = 0; row < dimension; row += ROWS) {
      for (int column = 0; column < row + ROWS; column += STRIP) {
        boolean half = row + ROWS - column <= LANES;
        RowTiles.rows(half ? 1 : 2, rows, row, column, tile);
        addTile(row, column, half, second, to);
      }
    }
  }

  /** Adds what a tile has within the matrix; above its diagonal it may add too much. */
  private void addTile(int row, int column, boolean half, double[] second, int to) {
    int end = Math.min(dimension, row + ROWS);
    int width = Math.min(half ? LANES : STRIP, dimension - column);
    int at = to + row * dimension + column;
    if (width == STRIP) {
      for (int i = 0; i < end - row; i++) {
        add(i * STRIP, second, at);
        add(i * STRIP + LANES, second, at + LANES);
        at += dimension;
      }
    } else if (width == LANES) {
      for (int i = 0; i < end - row; i++) {
        add(i * STRIP, second, at);
        at += dimension;
      }
    } else {
      for (int i = 0; i < end - row; i++) {
        for (int j = 0; j < width; j++) {
          second[at + j] += tile[i * STRIP + j];
        }
        at += dimension;
      }
    }
  }

  private void add(int from, double[] second, int to) {
    DoubleVector.fromArray(SPECIES, tile, from)
        .add(DoubleVector.fromArray(SPECIES, second, to))
        .intoArray(second, to);
  }
}
