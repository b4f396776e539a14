package dev.gmm4j.backend.vector.dense;

import java.util.Arrays;

/**
 * The Cholesky factorization, some columns at a time: a product takes off what the columns before contribute, and the
 * new columns are then found one by one. They are kept as rows meanwhile, so that vectors run along them.
 */
public final class Cholesky {
  private static final int BLOCK = 32;

  private final int n;
  private final double[] factor;

  private Cholesky(int n, double[] factor) {
    this.n = n;
    this.factor = factor;
  }

  /** Computes the lower factor; returns -1, or the first row whose pivot is not positive. */
  public static int factorize(int n, double[] a, double[] factor) {
    Arrays.fill(factor, 0, n * n, 0);
    Cholesky cholesky = new Cholesky(n, factor);
    for (int first = 0; first < n; first += BLOCK) {
      int failed = cholesky.factorizeColumns(a, first, Math.min(n, first + BLOCK));
      if (failed >= 0) {
        return failed;
      }
    }
    return -1;
  }

  private int factorizeColumns(double[] a, int first, int end) {
    int width = end - first;
    int length = n - first;
    double[] columns = new double[width * length];
    for (int i = first; i < n; i++) {
      for (int j = first; j < Math.min(end, i + 1); j++) {
        columns[(j - first) * length + i - first] = -a[i * n + j];
      }
    }
    if (first > 0) {
      Operand before = new Operand(factor, first * n, n, 1);
      PanelProduct.of(before, before.transposed()).addTo(columns, 0, length, width, length, first);
    }
    RowCombinations.negate(columns, 0, length, width, length);
    for (int j = 0; j < width; j++) {
      if (!complete(j, columns, length)) {
        return first + j;
      }
    }
    store(columns, first, end);
    return -1;
  }

  /** Computes a column from those before it; returns whether its pivot is positive. */
  private static boolean complete(int j, double[] columns, int length) {
    int diagonal = j * length + j;
    Operand before = new Operand(columns, j, length, 1);
    RowCombinations.subtract(j, before, before, columns, diagonal, length - j);
    double pivot = columns[diagonal];
    // NaN is not positive.
    if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
      return false;
    }
    RowCombinations.divide(columns, diagonal, length - j, Math.sqrt(pivot));
    return true;
  }

  private void store(double[] columns, int first, int end) {
    int length = n - first;
    for (int i = first; i < n; i++) {
      for (int j = first; j < Math.min(end, i + 1); j++) {
        factor[i * n + j] = columns[(j - first) * length + i - first];
      }
    }
  }
}
