package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.simd.Simd.LANES;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/** Moments of few features, or of each feature by itself: samples in the lanes. */
final class PanelMoments {
  private static final int TILE = PanelTiles.FEATURES;
  private static final int ACCUMULATORS =
      Math.max(PanelTiles.ACCUMULATORS, SquareTiles.ACCUMULATORS);

  private final int dimension;

  /** The sums of each lane, tile by tile: triangles with their first moments, then what is left of them. */
  private final double[] sums;

  /** Those of one tile. */
  private final double[] lanes = new double[ACCUMULATORS * LANES];

  PanelMoments(int dimension, int maxMatrixDimension) {
    this.dimension = dimension;
    int matrix = dimension <= maxMatrixDimension ? dimension * (dimension + 1) / 2 : dimension;
    this.sums = new double[(dimension + matrix) * LANES];
  }

  /**
   * Adds first moments and a matrix of second moments, its lower triangle.
   *
   * @param centre where in the centres and the first moments the component's start
   * @param to where in the second moments the matrix starts
   */
  void addMatrix(
      CentredPanels panels,
      double[] shift,
      double[] centres,
      int centre,
      double[] first,
      double[] second,
      int to) {
    centre(panels, centres, centre, shift);
    Arrays.fill(sums, 0);
    for (; panels.hasMore(); panels.next()) {
      int at = 0;
      for (int row = 0; row < dimension; row += TILE) {
        at = addTriangle(panels, row, at);
      }
      for (int row = TILE; row < dimension; row += TILE) {
        for (int column = 0; column < row; column += TILE) {
          at = addLeftOf(panels, row, column, at);
        }
      }
    }
    int at = 0;
    for (int row = 0; row < dimension; row += TILE) {
      int height = height(row);
      at = finish(at, 1, height, first, centre + row);
      for (int i = row; i < row + height; i++) {
        at = finish(at, 1, i - row + 1, second, to + i * dimension + row);
      }
    }
    for (int row = TILE; row < dimension; row += TILE) {
      for (int column = 0; column < row; column += TILE) {
        at = finish(at, height(row), TILE, second, to + row * dimension + column);
      }
    }
  }

  /** Centres some features and adds their moments; returns where the next sums are. */
  private int addTriangle(CentredPanels panels, int row, int at) {
    int height = height(row);
    PanelTiles.triangle(height, panels, row, lanes);
    return add(height + height * (height + 1) / 2, at);
  }

  /** Adds the second moments of some features with those of a tile before them; returns where the next sums are. */
  private int addLeftOf(CentredPanels panels, int row, int column, int at) {
    int height = height(row);
    PanelTiles.rectangle(height, panels, row, column, lanes);
    return add(height * TILE, at);
  }

  /** Adds first moments and, where they are wanted, the diagonal of second moments. */
  void addDiagonal(
      CentredPanels panels, int component, double[] shift, SufficientStatistics statistics) {
    centre(panels, statistics.centres(), component * dimension, shift);
    Arrays.fill(sums, 0);
    for (; panels.hasMore(); panels.next()) {
      int at = 0;
      for (int row = 0; row < dimension; row += squaresHeight(row)) {
        SquareTiles.squares(squaresHeight(row), panels, row, lanes);
        at = add(2 * squaresHeight(row), at);
      }
    }
    int at = 0;
    for (int row = 0; row < dimension; row += squaresHeight(row)) {
      int height = squaresHeight(row);
      at = finish(at, 1, height, statistics.first(), component * dimension + row);
      if (statistics.moments() == Moments.DIAGONAL) {
        finish(at, 1, height, statistics.second(), component * dimension + row);
      }
      at += height * LANES;
    }
  }

  /** Adds a tile's sums to those of all panels; returns where the next ones are. */
  private int add(int accumulators, int at) {
    int length = accumulators * LANES;
    for (int i = 0; i < length; i++) {
      sums[at + i] += lanes[i];
    }
    return at + length;
  }

  /** Shifts a component's centre as the samples are. */
  private void centre(CentredPanels panels, double[] centres, int centre, double[] shift) {
    for (int j = 0; j < dimension; j++) {
      panels.centre()[j] = centres[centre + j] - shift[j];
    }
  }

  private int height(int row) {
    return Math.min(TILE, dimension - row);
  }

  private int squaresHeight(int row) {
    return dimension - row >= SquareTiles.FEATURES ? SquareTiles.FEATURES : 1;
  }

  /**
   * Adds sums over all lanes, always in the same order, to a part of a matrix.
   *
   * @return where the next sums are
   */
  private int finish(int from, int rows, int columns, double[] matrix, int to) {
    int at = from;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
          sum += sums[at++];
        }
        matrix[to + i * dimension + j] += sum;
      }
    }
    return at;
  }
}
