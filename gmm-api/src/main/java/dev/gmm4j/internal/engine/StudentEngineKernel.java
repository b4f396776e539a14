package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * A kernel for t distributions where an engine expects one for Gaussian mixtures. It takes {@link StudentParameters} alone and
 * does what fits need.
 */
public final class StudentEngineKernel implements ParameterKernel {
  private final StudentKernel kernel;
  private double[] logDensities = {};
  private double[] responsibilities = {};
  private int components;

  private StudentEngineKernel(StudentKernel kernel) {
    this.kernel = kernel;
  }

  /** Returns a kernel for up to so many components of so many features; closed by the caller. */
  public static StudentEngineKernel of(
      LinearAlgebraBackend backend, int dimension, int maxComponents) {
    return new StudentEngineKernel(MixtureKernels.ofStudent(backend, dimension, maxComponents));
  }

  /**
   * Returns an engine whose parameters are {@link StudentParameters}; closed by the caller.
   *
   * @param threads how many threads may be used, the caller's included
   */
  public static LocalEngine engine(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    return new LocalEngine(
        samples, () -> of(backend, samples.dimension(), maxComponents), maxComponents, threads);
  }

  @Override
  public int blockRows() {
    return kernel.blockRows();
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return kernel.load(rows);
  }

  @Override
  public void use(MixtureParameters parameters) {
    if (!(parameters instanceof StudentParameters student)) {
      throw new IllegalArgumentException("parameters must be of t distributions");
    }
    components = student.components();
    kernel.use(student.studentKernelParameters());
  }

  @Override
  public void use(KernelParameters parameters) {
    throw new UnsupportedOperationException("parameters must be of t distributions");
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    if (assignment != Assignment.SOFT) {
      throw new UnsupportedOperationException("t distributions have no hard assignments");
    }
    kernel.accumulate(block, statistics);
  }

  @Override
  public void accumulate(SampleBlock block, double[] given, SufficientStatistics statistics) {
    throw new UnsupportedOperationException("responsibilities of t distributions cannot be given");
  }

  @Override
  public void logDensities(SampleBlock block, double[] destination) {
    evaluate(block);
    System.arraycopy(logDensities, 0, destination, 0, block.rows());
  }

  @Override
  public void responsibilities(SampleBlock block, double[] densities, double[] destination) {
    kernel.responsibilities(block, densities, destination);
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    evaluate(block);
    for (int i = 0; i < block.rows(); i++) {
      int best = 0;
      for (int k = 1; k < components; k++) {
        best = responsibilities[i * components + k] > responsibilities[i * components + best]
            ? k
            : best;
      }
      labels[i] = best;
    }
  }

  private void evaluate(SampleBlock block) {
    if (logDensities.length < block.rows() || responsibilities.length < block.rows() * components) {
      logDensities = new double[block.rows()];
      responsibilities = new double[block.rows() * components];
    }
    kernel.responsibilities(block, logDensities, responsibilities);
  }

  @Override
  public void close() {
    kernel.close();
  }
}
