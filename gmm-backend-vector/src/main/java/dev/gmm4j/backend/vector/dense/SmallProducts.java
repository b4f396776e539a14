package dev.gmm4j.backend.vector.dense;

import java.util.Arrays;

/** Products of matrices so small that filling vectors and panels costs more than they save. */
public final class SmallProducts {
  private static final int MIN_SIDE = 4;
  private static final long MIN_MULTIPLICATIONS = 512;

  /**
   * Gram matrices of so few columns are asked for by starts, once in a fit, when nothing of the Vector API is compiled
   * yet: plain loops are compiled sooner, and take at most two and a half times as long as panels afterwards.
   */
  private static final int PLAIN_COLUMNS = 16;

  private SmallProducts() {}

  /** Tells whether a product is one of these. */
  public static boolean isSmall(int m, int n, int k) {
    return Math.min(n, k) < MIN_SIDE || (long) m * n * k < MIN_MULTIPLICATIONS;
  }

  /** Tells whether a Gram matrix is one of these, or has so few columns that plain loops do whatever its rows. */
  public static boolean isSmallGram(int rows, int columns) {
    return columns <= PLAIN_COLUMNS || isSmall(columns, columns, rows);
  }

  /** Computes {@code C = AB}. */
  public static void multiply(Operand a, Operand b, double[] c, int m, int n, int k) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        int left = a.index(i, 0);
        int right = b.index(0, j);
        for (int l = 0; l < k; l++) {
          sum += a.values()[left] * b.values()[right];
          left += a.columnStride();
          right += b.rowStride();
        }
        c[i * n + j] = sum;
      }
    }
  }

  /** Computes the lower triangle of {@code AᵀDA}, with {@code D = diag(weights)}. */
  public static void gram(double[] a, double[] weights, double[] gram, int rows, int columns) {
    Arrays.fill(gram, 0, columns * columns, 0);
    for (int l = 0; l < rows; l++) {
      addRow(a, l * columns, weights[l], gram, columns);
    }
  }

  private static void addRow(double[] a, int row, double weight, double[] gram, int columns) {
    for (int i = 0; i < columns; i++) {
      double weighted = weight * a[row + i];
      for (int j = 0; j <= i; j++) {
        gram[i * columns + j] += weighted * a[row + j];
      }
    }
  }
}
