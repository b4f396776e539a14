package dev.gmm4j.tck.internal.rules;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/** A backend's operations without its own kernel: the default kernel is composed of them. */
record Tier1Only(LinearAlgebraBackend backend) implements LinearAlgebraBackend {

  @Override
  public String id() {
    return backend.id();
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
    backend.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    backend.weightedGram(rows, columns, a, weights, gram);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    return backend.cholesky(n, a, factor);
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    backend.invertLower(n, lower, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    backend.solveLower(transpose, n, columns, lower, b, x);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    backend.symmetricEigen(n, a, values, vectors);
  }
}
