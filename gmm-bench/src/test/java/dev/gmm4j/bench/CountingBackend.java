package dev.gmm4j.bench;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.ForwardingKernel;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.spi.Transpose;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is asked of a backend, with the kernel that is composed of its operations. */
final class CountingBackend extends ForwardingBackend {
  final AtomicLong products = new AtomicLong();
  final AtomicLong grams = new AtomicLong();
  final AtomicLong factorizations = new AtomicLong();
  final AtomicLong parameters = new AtomicLong();
  final AtomicLong loadedRows = new AtomicLong();
  final AtomicLong accumulatedRows = new AtomicLong();

  CountingBackend(LinearAlgebraBackend backend) {
    super(backend);
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
    super.multiply(transposeA, transposeB, m, n, k, a, b, c);
  }

  @Override
  public void weightedGram(int rows, int columns, double[] a, double[] weights, double[] gram) {
    grams.incrementAndGet();
    super.weightedGram(rows, columns, a, weights, gram);
  }

  @Override
  public int cholesky(int n, double[] a, double[] factor) {
    factorizations.incrementAndGet();
    return super.cholesky(n, a, factor);
  }

  @Override
  public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
    factorizations.incrementAndGet();
    super.symmetricEigen(n, a, values, vectors);
  }

  @Override
  public Optional<MixtureKernel> newMixtureKernel(int dimension, int maxComponents) {
    return Optional.of(new CountingKernel(MixtureKernels.composed(this, dimension, maxComponents)));
  }

  private final class CountingKernel extends ForwardingKernel {
    CountingKernel(MixtureKernel kernel) {
      super(kernel);
    }

    @Override
    public SampleBlock load(RowBlock rows) {
      loadedRows.addAndGet(rows.rows());
      return super.load(rows);
    }

    @Override
    public void use(KernelParameters newParameters) {
      parameters.incrementAndGet();
      super.use(newParameters);
    }

    @Override
    public void accumulate(
        SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
      accumulatedRows.addAndGet(block.rows());
      super.accumulate(block, assignment, statistics);
    }

    @Override
    public void accumulate(
        SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
      accumulatedRows.addAndGet(block.rows());
      super.accumulate(block, responsibilities, statistics);
    }
  }
}
