package dev.gmm4j.factor;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.ParameterKernel;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;

/** A kernel for components with few factors where an engine expects one for Gaussian mixtures; it does what fits need. */
final class LowRankEngineKernel implements ParameterKernel {
  private final LowRankKernel kernel;

  LowRankEngineKernel(LowRankKernel kernel) {
    this.kernel = kernel;
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
    kernel.use(((FactorParameters) parameters).lowRankKernelParameters());
  }

  @Override
  public void use(KernelParameters parameters) {
    throw new UnsupportedOperationException("parameters must be those of factors");
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    if (assignment != Assignment.SOFT) {
      throw new UnsupportedOperationException("factors have no hard assignments");
    }
    kernel.accumulate(block, (LowRankStatistics) statistics);
  }

  @Override
  public void accumulate(SampleBlock block, double[] given, SufficientStatistics statistics) {
    throw new UnsupportedOperationException("responsibilities of factors cannot be given");
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    throw new UnsupportedOperationException("a fit needs no densities");
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    throw new UnsupportedOperationException("a fit needs no responsibilities of rows");
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    throw new UnsupportedOperationException("a fit needs no labels");
  }

  @Override
  public void close() {
    kernel.close();
  }
}
