package dev.gmm4j.backend.nd4j;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.RowBlock;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.Transpose;

/** The default kernel on products whose off-heap memory is the kernel's own, kept from block to block. */
final class Nd4jKernel implements MixtureKernel {
  private final NativeProducts products;
  private final MixtureKernel composed;

  /**
   * Creates a kernel.
   *
   * @param products closed with the kernel
   */
  Nd4jKernel(
      LinearAlgebraBackend backend, NativeProducts products, int dimension, int maxComponents) {
    this.products = products;
    composed = new Operations(backend).newMixtureKernel(dimension, maxComponents);
  }

  private final class Operations implements LinearAlgebraBackend {
    private final LinearAlgebraBackend backend;

    Operations(LinearAlgebraBackend backend) {
      this.backend = backend;
    }

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
      products.multiply(transposeA, transposeB, m, n, k, a, b, c);
    }

    @Override
    public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
      products.weightedGram(rows, columns, a, weights, gram);
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

  @Override
  public int blockRows() {
    return composed.blockRows();
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return composed.load(rows);
  }

  @Override
  public void use(MixtureParameters parameters) {
    composed.use(parameters);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    composed.accumulate(block, assignment, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    composed.accumulate(block, responsibilities, statistics);
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    composed.logDensities(block, logDensities);
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    composed.responsibilities(block, logDensities, responsibilities);
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    composed.labels(block, labels);
  }

  @Override
  public void close() {
    products.close();
  }
}
