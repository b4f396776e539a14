package dev.gmm4j.backend.vector.dense;

import java.util.Arrays;

/**
 * A symmetric matrix reduced to tridiagonal form {@code T = QᵀAQ} by Householder reflections {@code I - τvvᵀ}, one for
 * each column (Golub and Van Loan 2013, section 8.3.1).
 */
final class Tridiagonal {
  private final int n;

  /** The matrix, symmetric and in full, of which a reflection after the other leaves less to do. */
  private final double[] a;

  private final double[] diagonal;
  private final double[] offDiagonal;

  /** The vectors of the reflections, in rows; that of column k has zeros up to k. */
  private final double[] reflectors;

  /** The factors of the reflections; 0 where none was needed. */
  private final double[] tau;

  /** Two rows: v, and q or what else is made with it. */
  private final double[] pair;

  private Tridiagonal(int n, double[] a) {
    this.n = n;
    this.a = a;
    diagonal = new double[n];
    offDiagonal = new double[n];
    reflectors = new double[n * n];
    tau = new double[n];
    pair = new double[2 * n];
  }

  /** Reduces a matrix of numbers of size 1 at most, which is destroyed. */
  static Tridiagonal reduce(int n, double[] a) {
    Tridiagonal tridiagonal = new Tridiagonal(n, a);
    for (int k = 0; k < n; k++) {
      tridiagonal.diagonal[k] = a[k * n + k];
      if (k < n - 1) {
        tridiagonal.reflect(k);
      }
      if (tridiagonal.tau[k] != 0) {
        tridiagonal.update(k);
      }
    }
    return tridiagonal;
  }

  /** Returns the diagonal of T. */
  double[] diagonal() {
    return diagonal;
  }

  /** Returns the numbers beside the diagonal of T, from index 0, and a last one without meaning. */
  double[] offDiagonal() {
    return offDiagonal;
  }

  /** Finds the reflection that takes row k to a multiple of its first number beside the diagonal. */
  private void reflect(int k) {
    int row = k * n;
    double largest = 0;
    for (int j = k + 2; j < n; j++) {
      largest = Math.max(largest, Math.abs(a[row + j]));
    }
    double first = a[row + k + 1];
    offDiagonal[k] = first;
    if (largest == 0) {
      return;
    }
    // Divided by the largest, whose square might be too small for a number.
    largest = Math.max(largest, Math.abs(first));
    double squares = 0;
    for (int j = k + 1; j < n; j++) {
      double x = a[row + j] / largest;
      reflectors[row + j] = x;
      squares += x * x;
    }
    // The sign that adds up: the first number of v loses no digits.
    double norm = Math.copySign(Math.sqrt(squares), first);
    reflectors[row + k + 1] += norm;
    offDiagonal[k] = -norm * largest;
    tau[k] = 1 / (norm * reflectors[row + k + 1]);
  }

  /** Applies reflection k from both sides: {@code A - vqᵀ - qvᵀ} with {@code p = τAv} and {@code q = p - (τ/2)(pᵀv)v}. */
  private void update(int k) {
    int from = k + 1;
    int length = n - from;
    System.arraycopy(reflectors, k * n + from, pair, from, length);
    Operand v = new Operand(pair, from, 1, n);
    combine(v, new Operand(a, from * n + from, n, 1), tau[k], pair, n + from, length);
    double product = 0;
    for (int j = from; j < n; j++) {
      product += pair[n + j] * pair[j];
    }
    for (int j = from; j < n; j++) {
      pair[n + j] -= 0.5 * tau[k] * product * pair[j];
    }
    Operand qThenV = new Operand(pair, n + from, -n, 1);
    for (int i = from; i < n; i++) {
      Operand vThenQ = new Operand(pair, i, n, 1);
      RowCombinations.subtract(2, vThenQ, qThenV, a, i * n + from, length);
    }
  }

  /** Computes a multiple of a linear combination of as many rows as they are long. */
  private static void combine(
      Operand coefficients, Operand rows, double factor, double[] y, int offset, int length) {
    Arrays.fill(y, offset, offset + length, 0);
    RowCombinations.subtract(length, coefficients, rows, y, offset, length);
    for (int j = offset; j < offset + length; j++) {
      y[j] *= -factor;
    }
  }

  /**
   * Returns the transpose of Q, the product of all reflections.
   *
   * @param stride the distance between its rows
   */
  double[] transformation(int stride) {
    double[] q = new double[n * n];
    for (int i = 0; i < n; i++) {
      q[i * n + i] = 1;
    }
    // From the last on: each finds all but the corner below it as in the unit matrix.
    for (int k = n - 2; k >= 0; k--) {
      if (tau[k] != 0) {
        int from = k + 1;
        int length = n - from;
        Operand corner = new Operand(q, from * n + from, n, 1);
        combine(new Operand(reflectors, k * n + from, 1, n), corner, tau[k], pair, 0, length);
        for (int i = from; i < n; i++) {
          Operand coefficient = new Operand(reflectors, k * n + i, 1, 1);
          RowCombinations.subtract(
              1, coefficient, new Operand(pair, 0, n, 1), q, i * n + from, length);
        }
      }
    }
    double[] transposed = new double[n * stride];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        transposed[j * stride + i] = q[i * n + j];
      }
    }
    return transposed;
  }
}
