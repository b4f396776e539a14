package dev.gmm4j.backend.nd4j;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.ForwardingKernel;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/** The composed kernel on products whose off-heap memory is the kernel's own, kept from block to block. */
final class Nd4jKernel extends ForwardingKernel {
  private final NativeProducts products;

  /**
   * Creates a kernel.
   *
   * @param products closed with the kernel
   */
  Nd4jKernel(
      LinearAlgebraBackend backend, NativeProducts products, int dimension, int maxComponents) {
    super(MixtureKernels.composed(new Operations(backend, products), dimension, maxComponents));
    this.products = products;
  }

  private static final class Operations extends ForwardingBackend {
    private final NativeProducts products;

    Operations(LinearAlgebraBackend backend, NativeProducts products) {
      super(backend);
      this.products = products;
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
      products.multiply(transposeA, transposeB, m, n, k, a, b, c);
    }

    @Override
    public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
      products.weightedGram(rows, columns, a, weights, gram);
    }
  }

  @Override
  public void close() {
    products.close();
  }
}
