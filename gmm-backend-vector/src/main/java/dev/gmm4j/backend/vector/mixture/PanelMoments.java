package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.Simd.LANES;

import dev.gmm4j.em.Moments;
import dev.gmm4j.em.SufficientStatistics;

/** Moments of few features, or of each feature by itself: samples in the lanes. */
final class PanelMoments {
  /** Of the largest tile, four by four. */
  private static final int MOST_ACCUMULATORS = 16;

  private final int dimension;
  private final double[] centre;
  private final double[] lanes = new double[MOST_ACCUMULATORS * LANES];

  PanelMoments(int dimension) {
    this.dimension = dimension;
    this.centre = new double[dimension];
  }

  /** Adds first moments and a matrix of second moments, its lower triangle. */
  void addMatrix(
      WeightedPanels panels,
      int component,
      double[] shift,
      SufficientStatistics statistics,
      int to) {
    centre(component, shift, statistics);
    double[] first = statistics.first();
    double[] second = statistics.second();
    int row = 0;
    while (row < dimension) {
      int height = height(dimension - row);
      switch (height) {
        case 4 -> PanelTiles.triangleOfFour(panels, centre, row, lanes);
        case 2 -> PanelTiles.triangleOfTwo(panels, centre, row, lanes);
        default -> PanelTiles.triangleOfOne(panels, centre, row, lanes);
      }
      int n = 0;
      for (int i = 0; i < height; i++) {
        first[component * dimension + row + i] += sum(n++);
      }
      for (int i = 0; i < height; i++) {
        for (int j = 0; j <= i; j++) {
          second[to + (row + i) * dimension + row + j] += sum(n++);
        }
      }
      addLeftOf(row, height, panels, second, to);
      row += height;
    }
  }

  /** Adds the second moments of some features with all before them. */
  private void addLeftOf(int row, int height, WeightedPanels panels, double[] second, int to) {
    int column = 0;
    while (column < row) {
      int width = height(row - column);
      switch (height * width) {
        case 16 -> PanelTiles.fourByFour(panels, centre, row, column, lanes);
        case 8 -> PanelTiles.twoByFour(panels, centre, row, column, lanes);
        case 4 -> PanelTiles.oneByFour(panels, centre, row, column, lanes);
        default -> PanelTiles.oneByTwo(panels, centre, row, column, lanes);
      }
      int n = 0;
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          second[to + (row + i) * dimension + column + j] += sum(n++);
        }
      }
      column += width;
    }
  }

  /** Adds first moments and, where they are wanted, the diagonal of second moments. */
  void addDiagonal(
      WeightedPanels panels, int component, double[] shift, SufficientStatistics statistics) {
    centre(component, shift, statistics);
    int row = 0;
    while (row < dimension) {
      int height = dimension - row >= 4 ? 4 : 1;
      if (height == 4) {
        PanelTiles.squaresOfFour(panels, centre, row, lanes);
      } else {
        PanelTiles.squaresOfOne(panels, centre, row, lanes);
      }
      for (int i = 0; i < height; i++) {
        int at = component * dimension + row + i;
        statistics.first()[at] += sum(i);
        if (statistics.moments() == Moments.DIAGONAL) {
          statistics.second()[at] += sum(height + i);
        }
      }
      row += height;
    }
  }

  /** Shifts a component's centre as the samples are. */
  private void centre(int component, double[] shift, SufficientStatistics statistics) {
    for (int j = 0; j < dimension; j++) {
      centre[j] = statistics.centres()[component * dimension + j] - shift[j];
    }
  }

  private static int height(int left) {
    return left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /** Returns the sum of an accumulator's lanes, always in the same order. */
  private double sum(int accumulator) {
    double sum = 0;
    for (int i = accumulator * LANES; i < (accumulator + 1) * LANES; i++) {
      sum += lanes[i];
    }
    return sum;
  }
}
