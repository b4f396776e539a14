package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Transpose;
import java.util.Optional;

/** Dense operations by ND4J where it is right, and by the OpenBLAS below it where it is not. */
final class Nd4jBackend implements LinearAlgebraBackend {

  @Override
  public String id() {
    return "nd4j";
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
    try (NativeProducts products = new NativeProducts()) {
      products.multiply(transposeA, transposeB, m, n, k, a, b, c);
    }
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    try (NativeProducts products = new NativeProducts()) {
      products.weightedGram(rows, columns, a, weights, gram);
    }
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        factor[i * n + j] = j <= i ? a[i * n + j] : 0;
      }
    }
    int failed = OpenBlas.cholesky(n, factor);
    for (int i = 0; failed < 0 && i < n; i++) {
      // A pivot that overflowed passes LAPACK's test.
      if (factor[i * n + i] == Double.POSITIVE_INFINITY) {
        failed = i;
      }
    }
    return failed;
  }

  @Override
  public void invertLower(int n, double[] lower, double[] inverse) {
    System.arraycopy(lower, 0, inverse, 0, n * n);
    OpenBlas.invertLower(n, inverse);
  }

  @Override
  public void solveLower(
      Transpose transpose, int n, int columns, double[] lower, double[] b, double[] x) {
    System.arraycopy(b, 0, x, 0, n * columns);
    OpenBlas.solveLower(transpose, n, columns, lower, x);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    System.arraycopy(a, 0, vectors, 0, n * n);
    OpenBlas.symmetricEigen(n, vectors, values);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double entry = vectors[i * n + j];
        vectors[i * n + j] = vectors[j * n + i];
        vectors[j * n + i] = entry;
      }
    }
  }

  @Override
  public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return Optional.of(new Nd4jKernel(this, new NativeProducts(), dimension, maxComponents));
  }
}
