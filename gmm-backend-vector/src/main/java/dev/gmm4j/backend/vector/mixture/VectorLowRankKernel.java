package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.mixture.density.LowRankDensities;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.backend.vector.mixture.moments.LowRankMoments;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LowRankKernel;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import java.util.Arrays;

/**
 * The fused kernel for mixtures of factor analysers. It evaluates every component for every sample: a squared distance is a
 * difference here, so that no partial sum bounds it from below. Moments leave out samples whose responsibility is negligible.
 */
public final class VectorLowRankKernel implements LowRankKernel {
  /** Fewer rows would not be worth a walk through the projections and the products, which are in no cache. */
  private static final int MIN_BLOCK_ROWS = 256;

  private static final int BLOCK_NUMBERS = 1 << 16;
  private static final int MAX_BLOCK_ROWS = 1024;
  private static final int ROW_STEP = 64;

  private final int blockRows;
  private final LowRankDensities densities;
  private final RowOrder order;
  private final Memberships memberships;
  private final Posterior posterior;
  private final LowRankMoments moments;

  /** The largest log-density of each sample of a block. */
  private final double[] maxima;

  private final double[] negligible;
  private final double[] underflow;
  private int components;

  /** Creates a kernel. */
  public VectorLowRankKernel(int dimension, int factors, int maxComponents) {
    int widest = Math.max(dimension, maxComponents * factors);
    this.blockRows = Math.min(
        MAX_BLOCK_ROWS, Math.max(MIN_BLOCK_ROWS, BLOCK_NUMBERS / widest / ROW_STEP * ROW_STEP));
    this.densities = new LowRankDensities(dimension, factors, maxComponents, blockRows);
    this.order = new RowOrder(blockRows, maxComponents);
    this.memberships = new Memberships(maxComponents, blockRows);
    this.posterior = new Posterior(memberships, order);
    this.moments = new LowRankMoments(dimension, factors);
    this.maxima = new double[Panels.count(blockRows) * WIDTH];
    this.negligible = new double[maxComponents];
    this.underflow = new double[maxComponents];
    Arrays.fill(underflow, VectorMixtureKernel.NEXT_TO_UNDERFLOW);
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
  public void use(LowRankKernelParameters parameters) {
    components = parameters.components();
    VectorMixtureKernel.setNegligible(
        parameters.logWeights(), parameters.logTotalWeight(), MixtureKernel.NEGLIGIBLE, negligible);
    densities.use(parameters);
  }

  @Override
  public void accumulate(SampleBlock block, LowRankStatistics statistics) {
    RowBlock rows = begin(block, true);
    int panels = Panels.count(rows.rows());
    for (int p = 0; p < panels; p++) {
      densities.logDensities(p, memberships, maxima);
      posterior.normalize(p, maxima, negligible);
    }
    statistics.addLogLikelihood(posterior.finish(statistics.weights()));
    moments.add(rows, memberships, densities.projected(), densities::at, statistics);
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    RowBlock rows = begin(block, false);
    int panels = Panels.count(rows.rows());
    for (int p = 0; p < panels; p++) {
      densities.logDensities(p, memberships, maxima);
      posterior.normalize(p, maxima, underflow);
      posterior.logDensities(p, maxima, logDensities);
      posterior.copyResponsibilities(p, responsibilities);
    }
  }

  private RowBlock begin(SampleBlock block, boolean useWeights) {
    if (components == 0) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    RowBlock rows = ((Rows) block).rowBlock();
    order.leave(rows.rows());
    posterior.begin(rows, useWeights, components);
    densities.evaluate(rows);
    return rows;
  }

  /** The rows as they were given: laying them out anew costs less than keeping a copy of all samples. */
  private record Rows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }
}
