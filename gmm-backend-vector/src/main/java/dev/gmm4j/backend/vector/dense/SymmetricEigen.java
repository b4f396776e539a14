package dev.gmm4j.backend.vector.dense;

import java.util.Arrays;
import java.util.Comparator;

/** The eigendecomposition of a symmetric matrix: reduction to tridiagonal form, then implicit QL steps. */
public final class SymmetricEigen {
  private SymmetricEigen() {}

  /** Computes eigenvalues in ascending order, and eigenvectors in columns. */
  public static void decompose(int n, double[] a, double[] values, double[] vectors) {
    // Scaled by a power of 2, which is exact, no square can overflow or vanish that matters.
    int exponent = exponent(n, a);
    double[] scaled = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      scaled[i] = Math.scalb(a[i], -exponent);
    }
    Tridiagonal tridiagonal = Tridiagonal.reduce(n, scaled);
    int stride = Rotations.stride(n);
    double[] rows = tridiagonal.transformation(stride);
    double[] unordered = tridiagonal.diagonal();
    new ImplicitQl(n, unordered, tridiagonal.offDiagonal(), rows).run();
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> unordered[i]));
    for (int j = 0; j < n; j++) {
      int from = order[j];
      values[j] = Math.scalb(unordered[from], exponent);
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = rows[from * stride + i];
      }
    }
  }

  /** Returns the exponent of the largest number in absolute value; 0 for the matrix 0. */
  private static int exponent(int n, double[] a) {
    double largest = 0;
    for (int i = 0; i < n * n; i++) {
      largest = Math.max(largest, Math.abs(a[i]));
    }
    return largest == 0 ? 0 : Math.getExponent(largest);
  }
}
