package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.RowBlock;
import dev.gmm4j.spi.SampleBlock;
import java.util.Arrays;

/**
 * The fused kernel: a panel of samples goes from distances to responsibilities while it is in registers and the
 * first-level cache, and a block to moments while it is in the second.
 *
 * <p>Work that cannot matter is left out: a component is given up for a panel as soon as its distances, summed up row by
 * row of the factor, show that no sample of the panel has a part in it, and moments are taken of those samples only that
 * have a part.
 */
public final class VectorMixtureKernel implements MixtureKernel {
  /** Half a megabyte: a block's samples, or its responsibilities, in a core's second-level cache. */
  private static final int BLOCK_NUMBERS = 1 << 16;

  private static final int MIN_BLOCK_ROWS = 64;
  private static final int MAX_BLOCK_ROWS = 2048;

  /** In moments, what is less than 1e-60 of a sample is nothing. */
  private static final double NEGLIGIBLE = 708;

  /** Where responsibilities are wanted themselves, down to the smallest normal number. */
  private static final double NEXT_TO_UNDERFLOW = 708;

  private final int dimension;
  private final int blockRows;
  private final double[] shift;
  private final double[] panels;
  private final double[] squares = new double[WIDTH];
  private final double[] logCoefficients;
  private final Reach reach = new Reach();
  private final Posterior posterior;
  private final MomentAccumulator moments;
  private final TriangularDistances triangular;
  private final SharedTriangularDistances shared;
  private final AxisAlignedDistances axisAligned;
  private Distances distances;
  private int components;

  /** Creates a kernel. */
  public VectorMixtureKernel(int dimension, int maxComponents) {
    this.dimension = dimension;
    this.blockRows = blockRows(dimension, maxComponents);
    int numbers = Math.multiplyExact(Panels.count(blockRows) * WIDTH, dimension);
    this.shift = new double[dimension];
    this.panels = new double[numbers];
    this.logCoefficients = new double[maxComponents];
    this.posterior = new Posterior(maxComponents, blockRows);
    this.moments = new MomentAccumulator(dimension, panels);
    this.triangular = new TriangularDistances(dimension);
    this.shared = new SharedTriangularDistances(dimension);
    this.axisAligned = new AxisAlignedDistances(dimension);
    this.distances = axisAligned;
  }

  private static int blockRows(int dimension, int maxComponents) {
    int wanted =
        BLOCK_NUMBERS / Math.max(dimension, maxComponents) / MIN_BLOCK_ROWS * MIN_BLOCK_ROWS;
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
  public void use(MixtureParameters parameters) {
    components = parameters.components();
    Arrays.fill(shift, 0);
    for (int k = 0; k < components; k++) {
      logCoefficients[k] = parameters.logCoefficient(k);
      for (int j = 0; j < dimension; j++) {
        shift[j] += parameters.weights()[k] * parameters.means()[k * dimension + j];
      }
    }
    distances = switch (parameters.factors().shape()) {
      case TRIANGULAR -> triangular;
      case SHARED_TRIANGULAR -> shared;
      case AXIS_ALIGNED -> axisAligned;
    };
    distances.use(parameters, shift);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    RowBlock rows = begin(block, true);
    boolean soft = assignment == Assignment.SOFT;
    int count = Panels.count(rows.rows());
    int likeliest = 0;
    for (int p = 0; p < count; p++) {
      likeliest = evaluate(rows, p, likeliest, soft ? NEGLIGIBLE : 0);
      if (soft) {
        posterior.normalize(p, reach.maxima(), NEGLIGIBLE);
      } else {
        posterior.harden(p, reach.maxima());
      }
    }
    statistics.addLogLikelihood(posterior.finish(statistics.weights()));
    moments.add(rows, shift, posterior, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    RowBlock rows = rows(block);
    posterior.begin(rows, true, statistics.components());
    posterior.take(responsibilities);
    posterior.finish(statistics.weights());
    if (moments.needsPanels(statistics.moments())) {
      // Near the centres there is least to lose.
      System.arraycopy(statistics.centres(), 0, shift, 0, dimension);
      int count = Panels.count(rows.rows());
      for (int p = 0; p < count; p++) {
        Panels.pack(rows, p * WIDTH, shift, panels, p * dimension * WIDTH);
      }
    }
    moments.add(rows, shift, posterior, statistics);
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    RowBlock rows = begin(block, false);
    int count = Panels.count(rows.rows());
    int likeliest = 0;
    for (int p = 0; p < count; p++) {
      likeliest = evaluate(rows, p, likeliest, NEGLIGIBLE);
      posterior.normalize(p, reach.maxima(), NEGLIGIBLE);
      posterior.logDensities(p, reach.maxima(), logDensities);
    }
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    RowBlock rows = begin(block, false);
    int count = Panels.count(rows.rows());
    int likeliest = 0;
    for (int p = 0; p < count; p++) {
      likeliest = evaluate(rows, p, likeliest, NEXT_TO_UNDERFLOW);
      posterior.normalize(p, reach.maxima(), NEXT_TO_UNDERFLOW);
      posterior.logDensities(p, reach.maxima(), logDensities);
      posterior.copyResponsibilities(p, responsibilities);
    }
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    RowBlock rows = begin(block, false);
    int count = Panels.count(rows.rows());
    int likeliest = 0;
    for (int p = 0; p < count; p++) {
      likeliest = evaluate(rows, p, likeliest, 0);
      posterior.copyLabels(p, reach.maxima(), labels);
    }
  }

  private RowBlock begin(SampleBlock block, boolean useWeights) {
    if (components == 0) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    RowBlock rows = rows(block);
    posterior.begin(rows, useWeights, components);
    return rows;
  }

  /**
   * Writes the weighted log-densities of a panel.
   *
   * @param guess the component to look at first; the likelier it is, the sooner others are out of reach
   * @return the likeliest component of the panel's first sample
   */
  private int evaluate(RowBlock rows, int panel, int guess, double negligible) {
    int at = panel * dimension * WIDTH;
    Panels.pack(rows, panel * WIDTH, shift, panels, at);
    reach.begin(negligible);
    distances.begin(panels, at);
    evaluate(panel, at, guess);
    for (int k = 0; k < components; k++) {
      if (k != guess) {
        evaluate(panel, at, k);
      }
    }
    return posterior.likeliest(panel, 0, reach.maxima());
  }

  private void evaluate(int panel, int at, int component) {
    double coefficient = logCoefficients[component];
    boolean active = coefficient > Double.NEGATIVE_INFINITY;
    if (active) {
      reach.turnTo(coefficient);
      active = distances.compute(component, panels, at, reach, squares);
    }
    if (active) {
      PanelDensities.logDensities(
          squares, coefficient, posterior.values(), posterior.at(panel, component), reach.maxima());
    }
    posterior.setActive(panel, component, active);
  }

  private static RowBlock rows(SampleBlock block) {
    return ((Rows) block).rowBlock();
  }

  /** The rows as they were given: laying them out anew costs less than keeping a copy of all samples. */
  private record Rows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }
}
