package dev.gmm4j.backend.commonsmath;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/** Dense operations by Commons Math, on copies: its matrices cannot wrap a row-major array. */
final class CommonsMathBackend implements LinearAlgebraBackend {
  @Override
  public String id() {
    return "commonsmath";
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
    BlockRealMatrix left = operand(transposeA, m, k, a);
    BlockRealMatrix right = operand(transposeB, k, n, b);
    BlockMatrices.read(left.multiply(right), c);
  }

  private static BlockRealMatrix operand(
      Transpose transpose, int rows, int columns, double[] values) {
    return transpose == Transpose.NO
        ? BlockMatrices.copy(rows, columns, values)
        : BlockMatrices.transposedCopy(rows, columns, values);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    for (int i = 0; i < rows; i++) {
      double root = Math.sqrt(weights[i]);
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        a[j] *= root;
      }
    }
    multiply(Transpose.YES, Transpose.NO, columns, columns, rows, a, a, gram);
    for (int i = 0; i < columns; i++) {
      for (int j = i + 1; j < columns; j++) {
        gram[i * columns + j] = gram[j * columns + i];
      }
    }
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    RealMatrix lower;
    try {
      // The default tolerances refuse small but sound pivots and judge symmetry; ours is exact.
      lower = new CholeskyDecomposition(symmetricCopy(n, a), 0, 0).getL();
    } catch (NonPositiveDefiniteMatrixException e) {
      return e.getRow();
    }
    for (int i = 0; i < n; i++) {
      double[] row = lower.getRow(i);
      // A pivot that is not a number passes the library's test.
      if (!(row[i] > 0 && row[i] < Double.POSITIVE_INFINITY)) {
        return i;
      }
      System.arraycopy(row, 0, factor, i * n, n);
    }
    return -1;
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    Arrays.fill(inverse, 0, n * n, 0);
    for (int i = 0; i < n; i++) {
      inverse[i * n + i] = 1;
    }
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < i; l++) {
        // Row l of the inverse ends at its diagonal.
        subtract(inverse, i * n, lower[i * n + l], inverse, l * n, l + 1);
      }
      divide(inverse, i * n, lower[i * n + i], i + 1);
    }
  }

  // Commons Math solves triangular systems for single vectors only, and refuses pivots that are
  // merely small: substitution over whole rows is faster, and exact about what it is given.
  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    System.arraycopy(b, 0, x, 0, n * columns);
    if (transpose == Transpose.NO) {
      for (int i = 0; i < n; i++) {
        for (int l = 0; l < i; l++) {
          subtract(x, i * columns, lower[i * n + l], x, l * columns, columns);
        }
        divide(x, i * columns, lower[i * n + i], columns);
      }
    } else {
      for (int i = n - 1; i >= 0; i--) {
        for (int l = i + 1; l < n; l++) {
          subtract(x, i * columns, lower[l * n + i], x, l * columns, columns);
        }
        divide(x, i * columns, lower[i * n + i], columns);
      }
    }
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    // Thresholds of the library are absolute: scaled by a power of 2, which is exact, numbers are
    // of size 1.
    int exponent = exponent(n, a);
    double[] scaled = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      scaled[i] = Math.scalb(a[i], -exponent);
    }
    EigenDecomposition decomposition;
    try {
      decomposition = new EigenDecomposition(symmetricCopy(n, scaled));
    } catch (MaxCountExceededException e) {
      throw new GmmException(
          "Commons Math found no eigendecomposition of a symmetric matrix of order " + n, e);
    }
    RealMatrix columns = decomposition.getV();
    for (int j = 0; j < n; j++) {
      // Largest first in Commons Math.
      int from = n - 1 - j;
      values[j] = Math.scalb(decomposition.getRealEigenvalue(from), exponent);
      for (int i = 0; i < n; i++) {
        vectors[i * n + j] = columns.getEntry(i, from);
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

  /** Subtracts {@code factor} times some numbers from others. */
  private static void subtract(
      double[] to, int toOffset, double factor, double[] from, int fromOffset, int length) {
    for (int j = 0; j < length; j++) {
      to[toOffset + j] -= factor * from[fromOffset + j];
    }
  }

  private static void divide(double[] values, int offset, double divisor, int length) {
    for (int j = 0; j < length; j++) {
      values[offset + j] /= divisor;
    }
  }

  /** Returns the symmetric matrix of the lower triangle. */
  private static RealMatrix symmetricCopy(int n, double[] a) {
    double[][] rows = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        rows[i][j] = a[i * n + j];
        rows[j][i] = a[i * n + j];
      }
    }
    return new Array2DRowRealMatrix(rows, false);
  }
}
