package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * The kernel that any backend has: matrix products for the densities, weighted Gram matrices for the moments, and plain
 * loops over the samples of a block for the rest.
 *
 * <p>Densities are computed feature-major, so that loops run over many samples and the compiler can vectorize them;
 * moments row-major, from the rows as they were given.
 */
public final class ComposedMixtureKernel implements MixtureKernel {
  /** About this many numbers of scratch fit in a core's second-level cache beside the block itself. */
  private static final int SCRATCH_NUMBERS = 1 << 16;

  private static final int MIN_BLOCK_ROWS = 64;
  private static final int MAX_BLOCK_ROWS = 512;

  private final int dimension;
  private final int blockRows;
  private final LogDensities densities;
  private final MomentAccumulator moments;
  private final Posterior posterior;

  /** Creates a kernel on a backend's operations. */
  public ComposedMixtureKernel(LinearAlgebraBackend backend, int dimension, int maxComponents) {
    this.dimension = dimension;
    this.blockRows = blockRows(dimension, maxComponents);
    this.densities = new LogDensities(backend, dimension, maxComponents, blockRows);
    this.moments = new MomentAccumulator(backend, dimension, blockRows);
    this.posterior = new Posterior(maxComponents, blockRows);
  }

  /** Whole multiples of 64 rows: as many as keep the whitened block of one component group in cache. */
  static int blockRows(int dimension, int maxComponents) {
    int wanted =
        SCRATCH_NUMBERS / Math.max(dimension, maxComponents) / MIN_BLOCK_ROWS * MIN_BLOCK_ROWS;
    return Math.min(MAX_BLOCK_ROWS, Math.max(MIN_BLOCK_ROWS, wanted));
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public SampleBlock load(RowBlock rows) {
    return new Rows(rows);
  }

  @Override
  public void use(KernelParameters parameters) {
    assert parameters.dimension() == dimension;
    densities.use(parameters);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    RowBlock rows = rows(block);
    densities.evaluate(rows, posterior);
    if (assignment == Assignment.SOFT) {
      posterior.normalize();
    } else {
      posterior.assignHard();
    }
    statistics.addLogLikelihood(posterior.weigh(rows));
    moments.add(rows, posterior, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    RowBlock rows = rows(block);
    posterior.take(responsibilities, rows.rows(), statistics.components());
    posterior.weigh(rows);
    moments.add(rows, posterior, statistics);
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    densities.evaluate(rows(block), posterior);
    posterior.normalize();
    posterior.copyLogDensities(logDensities);
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    logDensities(block, logDensities);
    posterior.copyResponsibilities(responsibilities);
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    densities.evaluate(rows(block), posterior);
    posterior.copyLabels(labels);
  }

  private static RowBlock rows(SampleBlock block) {
    return ((Rows) block).rowBlock();
  }

  /** The rows as they were given: this kernel's layout is the plain one. */
  private record Rows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }
}
