package dev.gmm4j.bench;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.RowBlock;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.Transpose;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is asked of a backend, with the kernel that is composed of its operations. */
final class CountingBackend implements LinearAlgebraBackend {
  final AtomicLong products = new AtomicLong();
  final AtomicLong grams = new AtomicLong();
  final AtomicLong factorizations = new AtomicLong();
  final AtomicLong parameters = new AtomicLong();
  final AtomicLong loadedRows = new AtomicLong();
  final AtomicLong accumulatedRows = new AtomicLong();

  private final LinearAlgebraBackend backend;

  CountingBackend(LinearAlgebraBackend backend) {
    this.backend = backend;
  }

  @Override
  public String id() {
    return "counting";
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
    products.incrementAndGet();
    backend.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    grams.incrementAndGet();
    backend.weightedGram(rows, columns, a, weights, gram);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    factorizations.incrementAndGet();
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
    factorizations.incrementAndGet();
    backend.symmetricEigen(n, a, values, vectors);
  }

  @Override
  public MixtureKernel newMixtureKernel(int dimension, int maxComponents) {
    return new CountingKernel(
        LinearAlgebraBackend.super.newMixtureKernel(dimension, maxComponents));
  }

  private final class CountingKernel implements MixtureKernel {
    private final MixtureKernel kernel;

    CountingKernel(MixtureKernel kernel) {
      this.kernel = kernel;
    }

    @Override
    public int blockRows() {
      return kernel.blockRows();
    }

    @Override
    public SampleBlock load(RowBlock rows) {
      loadedRows.addAndGet(rows.rows());
      return kernel.load(rows);
    }

    @Override
    public void use(MixtureParameters newParameters) {
      parameters.incrementAndGet();
      kernel.use(newParameters);
    }

    @Override
    public void accumulate(
        SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
      accumulatedRows.addAndGet(block.rows());
      kernel.accumulate(block, assignment, statistics);
    }

    @Override
    public void accumulate(
        SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
      accumulatedRows.addAndGet(block.rows());
      kernel.accumulate(block, responsibilities, statistics);
    }

    @Override
    public void logDensities(SampleBlock block, double[] logDensities) {
      kernel.logDensities(block, logDensities);
    }

    @Override
    public void responsibilities(
        SampleBlock block, double[] logDensities, double[] responsibilities) {
      kernel.responsibilities(block, logDensities, responsibilities);
    }

    @Override
    public void labels(SampleBlock block, int[] labels) {
      kernel.labels(block, labels);
    }

    @Override
    public void close() {
      kernel.close();
    }
  }
}
