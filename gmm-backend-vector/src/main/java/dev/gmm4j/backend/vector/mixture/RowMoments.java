package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.LANES;
import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.mixture.WeightedRows.TILE_ROWS;

import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.RowBlock;
import java.util.Arrays;

/**
 * Moments of many features: features in the lanes, straight from the rows as they were given.
 *
 * <p>Tiles that would stick out over the last row or column are moved back; what they have in common with the tile before
 * is added once.
 */
final class RowMoments {
  /** Fewer features than a tile has columns cannot be done. */
  static final int MIN_DIMENSION = 2 * LANES;

  private static final int TILE_COLUMNS = 2 * LANES;

  private final int dimension;
  private final WeightedRows rows = new WeightedRows();
  private final double[] sums = new double[TILE_ROWS];
  private final double[] tile = new double[TILE_ROWS * TILE_COLUMNS];

  RowMoments(int dimension) {
    this.dimension = dimension;
  }

  /** Adds first moments and a matrix of second moments, its lower triangle; the upper one is spoilt. */
  void addMatrix(
      RowBlock block,
      WeightedPanels panels,
      int component,
      SufficientStatistics statistics,
      int to) {
    rows.begin(block);
    for (int n = 0; n < panels.count(); n++) {
      if (rows.isFull()) {
        addRows(component, statistics, to);
        rows.begin(block);
      }
      int panel = panels.list()[n];
      rows.add(block, panel * WIDTH, panels.weights(), panels.weightsAt(panel));
    }
    addRows(component, statistics, to);
  }

  private void addRows(int component, SufficientStatistics statistics, int to) {
    double[] centres = statistics.centres();
    int centre = component * dimension;
    for (int top = 0; top < dimension; top += TILE_ROWS) {
      int row = Math.min(top, dimension - TILE_ROWS);
      rows.weigh(row, centres, centre, sums);
      for (int i = top - row; i < TILE_ROWS; i++) {
        statistics.first()[centre + row + i] += sums[i];
      }
      int end = row + TILE_ROWS;
      for (int left = 0; left < end; left += TILE_COLUMNS) {
        int column = Math.min(left, dimension - TILE_COLUMNS);
        boolean half = end - column <= LANES;
        if (row == top && column == left) {
          int at = to + row * dimension + column;
          addTile(column, half, centres, centre, statistics.second(), at, dimension);
        } else {
          Arrays.fill(tile, 0);
          addTile(column, half, centres, centre, tile, 0, TILE_COLUMNS);
          addPart(top, row, left, column, statistics.second(), to);
        }
      }
    }
  }

  private void addTile(
      int column, boolean half, double[] centres, int centre, double[] second, int to, int stride) {
    if (TILE_ROWS == 8 && half) {
      RowTiles.rows8ByOne(rows, column, centres, centre, second, to, stride);
    } else if (TILE_ROWS == 8) {
      RowTiles.rows8ByTwo(rows, column, centres, centre, second, to, stride);
    } else if (half) {
      RowTiles.rows4ByOne(rows, column, centres, centre, second, to, stride);
    } else {
      RowTiles.rows4ByTwo(rows, column, centres, centre, second, to, stride);
    }
  }

  /** Adds what a tile that was moved back has below and right of the tile before, and not above the diagonal. */
  private void addPart(int top, int row, int left, int column, double[] second, int to) {
    for (int i = top; i < row + TILE_ROWS; i++) {
      int from = (i - row) * TILE_COLUMNS - column;
      int last = Math.min(column + TILE_COLUMNS - 1, i);
      for (int j = left; j <= last; j++) {
        second[to + i * dimension + j] += tile[from + j];
      }
    }
  }
}
