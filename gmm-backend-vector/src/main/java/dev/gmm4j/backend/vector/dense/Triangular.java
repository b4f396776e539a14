package dev.gmm4j.backend.vector.dense;

import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * Substitution with lower triangular matrices, some rows at a time: a product takes off what the rows that are done
 * contribute, and the new rows are then found one by one.
 */
public final class Triangular {
  private static final int BLOCK = 32;

  private Triangular() {}

  /** Solves {@code LX = B} or {@code LᵀX = B}; {@code x} holds {@code B} before and {@code X} afterwards. */
  public static void solve(Transpose transpose, int n, int columns, double[] lower, double[] x) {
    int blocks = (n + BLOCK - 1) / BLOCK;
    for (int step = 0; step < blocks; step++) {
      boolean down = transpose == Transpose.NO;
      int first = (down ? step : blocks - 1 - step) * BLOCK;
      int end = Math.min(n, first + BLOCK);
      if (down) {
        solveDown(n, columns, lower, x, first, end);
      } else {
        solveUp(n, columns, lower, x, first, end);
      }
    }
  }

  private static void solveDown(
      int n, int columns, double[] lower, double[] x, int first, int end) {
    if (first > 0) {
      Operand left = new Operand(lower, first * n, n, 1);
      subtractProduct(left, new Operand(x, 0, columns, 1), first, x, first, end - first, columns);
    }
    for (int i = first; i < end; i++) {
      Operand coefficients = new Operand(lower, i * n + first, 1, n);
      Operand done = new Operand(x, first * columns, columns, 1);
      RowCombinations.subtract(i - first, coefficients, done, x, i * columns, columns);
      RowCombinations.divide(x, i * columns, columns, lower[i * n + i]);
    }
  }

  private static void solveUp(int n, int columns, double[] lower, double[] x, int first, int end) {
    if (end < n) {
      Operand left = new Operand(lower, end * n + first, 1, n);
      Operand done = new Operand(x, end * columns, columns, 1);
      subtractProduct(left, done, n - end, x, first, end - first, columns);
    }
    for (int i = end - 1; i >= first; i--) {
      Operand coefficients = new Operand(lower, (i + 1) * n + i, n, 1);
      Operand done = new Operand(x, (i + 1) * columns, columns, 1);
      RowCombinations.subtract(end - 1 - i, coefficients, done, x, i * columns, columns);
      RowCombinations.divide(x, i * columns, columns, lower[i * n + i]);
    }
  }

  private static void subtractProduct(
      Operand a, Operand b, int depth, double[] x, int first, int rows, int columns) {
    int offset = first * columns;
    RowCombinations.negate(x, offset, columns, rows, columns);
    PanelProduct.of(a, b).addTo(x, offset, columns, rows, columns, depth);
    RowCombinations.negate(x, offset, columns, rows, columns);
  }

  /** Computes the inverse: the solution of {@code LX = I}, of which only the lower triangle is worked on. */
  public static void invert(int n, double[] lower, double[] inverse) {
    Arrays.fill(inverse, 0, n * n, 0);
    for (int first = 0; first < n; first += BLOCK) {
      int end = Math.min(n, first + BLOCK);
      if (first > 0) {
        Operand left = new Operand(lower, first * n, n, 1);
        Operand done = new Operand(inverse, 0, n, 1);
        PanelProduct.of(left, done).addTo(inverse, first * n, n, end - first, first, first);
        RowCombinations.negate(inverse, first * n, n, end - first, first);
      }
      for (int i = first; i < end; i++) {
        Operand coefficients = new Operand(lower, i * n + first, 1, n);
        Operand done = new Operand(inverse, first * n, n, 1);
        RowCombinations.subtract(i - first, coefficients, done, inverse, i * n, i);
        inverse[i * n + i] = 1;
        RowCombinations.divide(inverse, i * n, i + 1, lower[i * n + i]);
      }
    }
  }
}
