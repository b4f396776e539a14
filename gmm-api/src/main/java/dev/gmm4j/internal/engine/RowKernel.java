package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;

/** A kernel for engines that are asked of rows as they were given and of nothing else; it has no memory of any size. */
public final class RowKernel implements MixtureKernel {
  private static final int ROWS = 256;

  private RowKernel() {}

  /**
   * Returns an engine for {@link LocalEngine#reduceRows} alone; closed by the caller.
   *
   * @param threads how many threads may be used, the caller's included
   */
  public static LocalEngine engine(Samples samples, int maxComponents, int threads) {
    return new LocalEngine(samples, RowKernel::new, maxComponents, threads);
  }

  @Override
  public int blockRows() {
    return ROWS;
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    throw refusal();
  }

  @Override
  public void use(KernelParameters parameters) {
    throw refusal();
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    throw refusal();
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    throw refusal();
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    throw refusal();
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    throw refusal();
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    throw refusal();
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException("an engine of rows has no blocks of a backend");
  }
}
