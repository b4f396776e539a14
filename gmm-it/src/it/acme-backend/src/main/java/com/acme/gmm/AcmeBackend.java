package com.acme.gmm;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/** Dense operations by Hipparchus, on copies: its matrices cannot wrap a row-major array. */
final class AcmeBackend implements LinearAlgebraBackend {

  /** Tries one small operation, whose result is known. */
  static Availability probe() {
    double[] factor = new double[4];
    int failed = new AcmeBackend().cholesky(2, new double[] {4, 2, 2, 5}, factor);
    if (failed != -1 || !Arrays.equals(factor, new double[] {2, 0, 1, 2})) {
      return Availability.unavailable(
          "Hipparchus gets a 2x2 Cholesky factorization wrong", "use another version of it");
    }
    return Availability.available("Hipparchus, pure Java");
  }

  @Override
  public String id() {
    return "acme";
  }

  @Override
  public void multiply(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c) {
    RealMatrix left =
        transposeA == Transpose.NO ? matrix(m, k, a) : matrix(k, m, a).transpose();
    RealMatrix right =
        transposeB == Transpose.NO ? matrix(k, n, b) : matrix(n, k, b).transpose();
    copy(left.multiply(right), c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    RealMatrix scaled = matrix(rows, columns, a);
    for (int i = 0; i < rows; i++) {
      // The root, because both factors of the product carry it.
      double root = Math.sqrt(weights[i]);
      for (int j = 0; j < columns; j++) {
        scaled.multiplyEntry(i, j, root);
      }
    }
    copy(scaled.transposeMultiply(scaled), gram);
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        gram[j * columns + i] = gram[i * columns + j];
      }
    }
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    try {
      // The thresholds are 0: whether a small pivot is sound is not the backend's decision.
      copy(new CholeskyDecomposition(symmetric(n, a), 0, 0).getL(), factor);
    } catch (MathIllegalArgumentException e) {
      return 0; // the library does not tell the row
    }
    for (int i = 0; i < n; i++) {
      // NaN passes the library's test.
      if (!(factor[i * n + i] > 0 && factor[i * n + i] < Double.POSITIVE_INFINITY)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    solveLower(Transpose.NO, n, n, lower, identity, inverse);
  }

  // Plain substitution: the library refuses pivots that are merely small.
  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    System.arraycopy(b, 0, x, 0, n * columns);
    for (int step = 0; step < n; step++) {
      int i = transpose == Transpose.NO ? step : n - 1 - step;
      for (int done = 0; done < step; done++) {
        int l = transpose == Transpose.NO ? done : n - 1 - done;
        double factor = transpose == Transpose.NO ? lower[i * n + l] : lower[l * n + i];
        for (int j = 0; j < columns; j++) {
          x[i * columns + j] -= factor * x[l * columns + j];
        }
      }
      for (int j = 0; j < columns; j++) {
        x[i * columns + j] /= lower[i * n + i];
      }
    }
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    RealMatrix matrix = symmetric(n, a);
    // The library's thresholds are absolute: a power of 2, which is exact, brings numbers to size
    // 1.
    int exponent = Math.getExponent(matrix.getNorm1());
    RealMatrix scaled = matrix.scalarMultiply(Math.scalb(1.0, -exponent));
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(scaled, 0, false); // false: ascending
    for (int i = 0; i < n; i++) {
      values[i] = Math.scalb(eigen.getEigenvalue(i), exponent);
    }
    copy(eigen.getV(), vectors);
  }

  private static RealMatrix matrix(int rows, int columns, double[] a) {
    double[][] copy = new double[rows][];
    for (int i = 0; i < rows; i++) {
      copy[i] = Arrays.copyOfRange(a, i * columns, (i + 1) * columns);
    }
    return new Array2DRowRealMatrix(copy, false);
  }

  /** Returns the symmetric matrix of a lower triangle. */
  private static RealMatrix symmetric(int n, double[] a) {
    RealMatrix matrix = matrix(n, n, a);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix.setEntry(j, i, a[i * n + j]);
      }
    }
    return matrix;
  }

  private static void copy(RealMatrix from, double[] to) {
    int columns = from.getColumnDimension();
    for (int i = 0; i < from.getRowDimension(); i++) {
      System.arraycopy(from.getRow(i), 0, to, i * columns, columns);
    }
  }
}
