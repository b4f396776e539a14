package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * Lower triangular matrices with an offset for each row, packed for {@link TriangularTiles} and {@link WholeFactorTiles}:
 * for each tile the negative offsets of its rows, then its columns, each with a coefficient for each row of the tile.
 */
final class TriangularMatrix {
  /** From so many features on, tiles of eight rows pay, given registers for their sixteen accumulators. */
  private static final int TALL = LANES >= 8 ? 16 : Integer.MAX_VALUE;

  private final int dimension;
  private final int size;
  private double[] packed = {};

  TriangularMatrix(int dimension) {
    this.dimension = dimension;
    int numbers = 0;
    for (int row = 0; row < dimension; row += height(row)) {
      numbers += size(row, height(row));
    }
    this.size = numbers;
  }

  /**
   * Packs some matrices.
   *
   * @param lower {@code count*d*d} numbers, zeros above the diagonals
   * @param offsets {@code count*d} numbers
   */
  void pack(int count, double[] lower, double[] offsets) {
    if (packed.length < count * size) {
      packed = new double[Math.multiplyExact(count, size)];
    }
    int to = 0;
    for (int k = 0; k < count; k++) {
      for (int row = 0; row < dimension; row += height(row)) {
        to = packTile(lower, k * dimension * dimension, row, offsets, k * dimension + row, to);
      }
    }
  }

  private int packTile(double[] lower, int matrix, int row, double[] offsets, int offset, int to) {
    int height = height(row);
    int at = to;
    for (int i = 0; i < height; i++) {
      packed[at++] = -offsets[offset + i];
    }
    for (int l = 0; l < row + height; l++) {
      for (int i = top(height, l - row); i < height; i++) {
        packed[at++] = l <= row + i ? lower[matrix + (row + i) * dimension + l] : 0;
      }
    }
    return at;
  }

  /** Returns where a matrix starts in {@link #packed}. */
  int at(int matrix) {
    return matrix * size;
  }

  double[] packed() {
    return packed;
  }

  /**
   * Computes {@code ‖Wx - ν‖²} of a panel's samples under the matrix of a run's component, or gives up where none of them
   * can have a part in it.
   *
   * @param squares receives {@code WIDTH} numbers
   * @return whether the sums are complete
   */
  boolean squares(PanelRun run, int panel, double[] squares) {
    Arrays.fill(squares, 0);
    double[] panels = run.panels();
    int from = panel * dimension * WIDTH;
    int at = at(run.component());
    int row = 0;
    while (true) {
      int height = height(row);
      switch (height) {
        case 8 -> TriangularTiles.rows8(packed, at, panels, from, row, squares);
        case 4 -> TriangularTiles.rows4(packed, at, panels, from, row, squares);
        case 3 -> TriangularTiles.rows3(packed, at, panels, from, row, squares);
        case 2 -> TriangularTiles.rows2(packed, at, panels, from, row, squares);
        default -> TriangularTiles.rows1(packed, at, panels, from, row, squares);
      }
      at += size(row, height);
      row += height;
      if (row == dimension) {
        return true;
      }
      if (run.isBeyond(panel, squares)) {
        return false;
      }
    }
  }

  /** Computes {@code Wx - ν} of a panel's samples: {@code d*WIDTH} numbers. */
  void multiply(int matrix, double[] panels, int panel, double[] product, int to) {
    int at = at(matrix);
    int row = 0;
    while (row < dimension) {
      int height = height(row);
      for (int i = 0; i < height; i++) {
        multiplyRow(at, height, row, i, panels, panel, product, to);
      }
      at += size(row, height);
      row += height;
    }
  }

  /** Computes one row of a tile. */
  private void multiplyRow(
      int from, int height, int row, int i, double[] panels, int panel, double[] product, int to) {
    DoubleVector u = DoubleVector.broadcast(SPECIES, packed[from + i]);
    DoubleVector v = u;
    int at = panel;
    int column = from + height;
    for (int l = 0; l <= row + i; l++) {
      int top = top(height, l - row);
      DoubleVector w = DoubleVector.broadcast(SPECIES, packed[column + i - top]);
      DoubleVector x = DoubleVector.fromArray(SPECIES, panels, at);
      DoubleVector y = DoubleVector.fromArray(SPECIES, panels, at + LANES);
      u = FMA ? w.fma(x, u) : w.mul(x).add(u);
      v = FMA ? w.fma(y, v) : w.mul(y).add(v);
      column += height - top;
      at += WIDTH;
    }
    u.intoArray(product, to + (row + i) * WIDTH);
    v.intoArray(product, to + (row + i) * WIDTH + LANES);
  }

  /** Returns the number of rows of the tile that starts at a row. */
  private int height(int row) {
    int left = dimension - row;
    if (left >= 8 && dimension >= TALL) {
      return 8;
    }
    return Math.min(left, 4);
  }

  /** Returns how many numbers a tile takes. */
  private static int size(int row, int height) {
    int size = height + row * height;
    for (int l = 0; l < height; l++) {
      size += height - top(height, l);
    }
    return size;
  }

  /** Returns the first row of a tile that has a number in a column, counted from the tile's triangle on. */
  private static int top(int height, int column) {
    if (column <= 0) {
      return 0;
    }
    return height == 8 ? column / 4 * 4 : column;
  }
}
