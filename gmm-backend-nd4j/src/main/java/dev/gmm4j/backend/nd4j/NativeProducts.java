package dev.gmm4j.backend.nd4j;

import dev.gmm4j.spi.Transpose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products by way of off-heap memory that is kept from call to call; for one thread at a time. */
final class NativeProducts implements AutoCloseable {
  private final NativeArray left = new NativeArray();
  private final NativeArray right = new NativeArray();
  private final NativeArray product = new NativeArray();

  /** As {@link dev.gmm4j.spi.LinearAlgebraBackend#multiply}. */
  void multiply(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double[] c) {
    // A row-major matrix is its transpose to ND4J, whose results are column-major, and
    // Cᵀ = op(B)ᵀ op(A)ᵀ.
    INDArray first = transposeB == Transpose.NO ? left.matrix(n, k) : left.matrix(k, n);
    INDArray second = transposeA == Transpose.NO ? right.matrix(k, m) : right.matrix(m, k);
    INDArray result = product.matrix(n, m);
    OpenBlas.write(b, k * n, first);
    OpenBlas.write(a, m * k, second);
    // Not Nd4j.gemm, which goes through an operation of ND4J's and allocates its context each time.
    Nd4j.getBlasWrapper()
        .level3()
        .gemm(
            first, second, result, transposeB == Transpose.YES, transposeA == Transpose.YES, 1, 0);
    OpenBlas.read(result, c, m * n);
  }

  /** As {@link dev.gmm4j.spi.LinearAlgebraBackend#weightedGram}. */
  void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    for (int i = 0; i < rows; i++) {
      double root = Math.sqrt(weights[i]);
      for (int j = i * columns; j < (i + 1) * columns; j++) {
        a[j] *= root;
      }
    }
    INDArray scaled = left.matrix(columns, rows);
    INDArray result = product.matrix(columns, columns);
    OpenBlas.write(a, rows * columns, scaled);
    OpenBlas.gram(rows, columns, scaled, result);
    OpenBlas.read(result, gram, columns * columns);
    for (int i = 0; i < columns; i++) {
      for (int j = i + 1; j < columns; j++) {
        gram[i * columns + j] = gram[j * columns + i];
      }
    }
  }

  /** Returns how many numbers are held off the heap. */
  long length() {
    return left.length() + right.length() + product.length();
  }

  @Override
  public void close() {
    left.close();
    right.close();
    product.close();
  }
}
