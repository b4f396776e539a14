package dev.gmm4j.spi;

import dev.gmm4j.data.RowBlock;

/**
 * A kernel that forwards everything to another, to override some of it: to count calls, or to hold memory of its own
 * beside the other.
 */
public abstract class ForwardingKernel implements MixtureKernel {
  private final MixtureKernel kernel;

  /** Creates a kernel that forwards to another. */
  protected ForwardingKernel(MixtureKernel kernel) {
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
  public void use(KernelParameters parameters) {
    kernel.use(parameters);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    kernel.accumulate(block, assignment, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
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
