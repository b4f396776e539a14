package dev.gmm4j.backend.vector;

/** Products of matrices so small that filling vectors and panels costs more than they save. */
final class SmallProducts {
  private static final int MIN_SIDE = 4;
  private static final long MIN_MULTIPLICATIONS = 512;

  private SmallProducts() {}

  /** Tells whether a product is one of these. */
  static boolean isSmall(int m, int n, int k) {
    return Math.min(n, k) < MIN_SIDE || (long) m * n * k < MIN_MULTIPLICATIONS;
  }

  /** Computes {@code C = AB}. */
  static void multiply(Operand a, Operand b, double[] c, int m, int n, int k) {
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
  static void gram(double[] a, double[] weights, double[] gram, int rows, int columns) {
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < rows; l++) {
          sum += weights[l] * a[l * columns + i] * a[l * columns + j];
        }
        gram[i * columns + j] = sum;
      }
    }
  }
}
