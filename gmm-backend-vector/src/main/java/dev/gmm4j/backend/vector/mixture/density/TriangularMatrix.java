package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.density.TriangularTiles.ROWS;
import static dev.gmm4j.backend.vector.mixture.density.TriangularTiles.TALL_ROWS;
import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.layout.Panels;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;

/**
 * Lower triangular matrices with an offset for each row, packed for {@link TriangularTiles} and {@link WholeFactorTiles}:
 * for each tile the negative offsets of its rows, then its columns, each with a coefficient for each row of the tile.
 */
final class TriangularMatrix {
  /** From so many features on, tall tiles pay, given registers for their accumulators. */
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
    double[] panels = run.panels().values();
    int from = run.panels().at(panel);
    int at = at(run.component());
    int row = 0;
    while (true) {
      int height = height(row);
      TriangularTiles.rows(height, packed, at, panels, from, row, squares);
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

  /** Computes {@code Wx - ν} of a panel's samples under the first matrix. */
  void multiply(Panels samples, int panel, Panels product) {
    double[] from = samples.values();
    double[] to = product.values();
    int first = samples.at(panel);
    int at = 0;
    int row = 0;
    while (row < dimension) {
      int height = height(row);
      for (int i = 0; i < height; i++) {
        multiplyRow(at, height, row, i, from, first, to, product.at(panel));
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
    return left >= TALL_ROWS && dimension >= TALL ? TALL_ROWS : Math.min(left, ROWS);
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
    return height == TALL_ROWS ? column / (TALL_ROWS / 2) * (TALL_ROWS / 2) : column;
  }
}
