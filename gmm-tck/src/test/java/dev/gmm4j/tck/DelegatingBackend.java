package dev.gmm4j.tck;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Transpose;

/**
 * A correct backend, to override one operation of.
 *
 * <p>Its kernel is that of the correct backend: a broken operation does not break the kernel.
 */
class DelegatingBackend implements LinearAlgebraBackend {
  final LinearAlgebraBackend correct;

  DelegatingBackend(LinearAlgebraBackend correct) {
    this.correct = correct;
  }

  @Override
  public String id() {
    return correct.id();
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
    correct.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    correct.weightedGram(rows, columns, a, weights, gram);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    return correct.cholesky(n, a, factor);
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    correct.invertLower(n, lower, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    correct.solveLower(transpose, n, columns, lower, b, x);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    correct.symmetricEigen(n, a, values, vectors);
  }

  @Override
  public MixtureKernel newMixtureKernel(int dimension, int maxComponents) {
    return correct.newMixtureKernel(dimension, maxComponents);
  }

  @Override
  public void close() {
    correct.close();
  }
}
