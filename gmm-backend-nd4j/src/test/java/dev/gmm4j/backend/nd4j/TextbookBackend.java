package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/** What the default kernel needs, by textbook loops: the oracle of the kernel. */
final class TextbookBackend implements LinearAlgebraBackend {

  @Override
  public String id() {
    return "textbook";
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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int l = 0; l < k; l++) {
          double left = transposeA == Transpose.NO ? a[i * k + l] : a[l * m + i];
          double right = transposeB == Transpose.NO ? b[l * n + j] : b[j * k + l];
          sum += left * right;
        }
        c[i * n + j] = sum;
      }
    }
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
          sum += weights[r] * a[r * columns + i] * a[r * columns + j];
        }
        gram[i * columns + j] = sum;
      }
    }
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    throw new UnsupportedOperationException("not of a kernel");
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    throw new UnsupportedOperationException("not of a kernel");
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    throw new UnsupportedOperationException("not of a kernel");
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    throw new UnsupportedOperationException("not of a kernel");
  }
}
