package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.mixture.density.AxisAlignedDistances;
import dev.gmm4j.backend.vector.mixture.density.Distances;
import dev.gmm4j.backend.vector.mixture.density.PanelRun;
import dev.gmm4j.backend.vector.mixture.density.SharedTriangularDistances;
import dev.gmm4j.backend.vector.mixture.density.TriangularDistances;
import dev.gmm4j.backend.vector.mixture.density.WhitenedMeans;
import dev.gmm4j.backend.vector.mixture.layout.LinearDiscriminants;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.backend.vector.mixture.moments.MomentAccumulator;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The fused kernel: a panel of samples goes from distances to responsibilities while it is in registers and the
 * first-level cache, and a block to moments while it is in the second.
 *
 * <p>Work that cannot matter is left out: a component is given up for a panel as soon as its distances, summed up row by
 * row of the factor, show that no sample of the panel has a part in it, and moments are taken of those samples only that
 * have a part. Where components lie apart, a block's rows are sorted by component first, so that this is true of more.
 */
public final class VectorMixtureKernel implements MixtureKernel {
  /** So much less than the likeliest cannot be a tie that rounding hides: of log-densities up to some millions. */
  static final double TIE_MARGIN = 1e-8;

  /** Half a megabyte: a block's samples, or its responsibilities, in a core's second-level cache. */
  private static final int BLOCK_NUMBERS = 1 << 16;

  /** Fewer rows would not be worth a walk through second moments that are in no cache. */
  private static final int MIN_BLOCK_ROWS = 256;

  /** Eight megabytes: blocks of more features have fewer rows all the same, lest a kernel take hundreds. */
  private static final int MAX_BLOCK_NUMBERS = 1 << 20;

  private static final int MAX_BLOCK_ROWS = 2048;
  private static final int ROW_STEP = 64;

  /** Where responsibilities are wanted themselves, down to the smallest normal number. */
  static final double NEXT_TO_UNDERFLOW = 708;

  /**
   * Components are near the mixture's mean if their squared Mahalanobis distances from it are at most this: moments about
   * it then lose no more than the last four of sixteen digits.
   */
  static final double MAX_NEAR = 1e4;

  /** A run's log-densities are 32 KB. */
  static final int RUN_NUMBERS = 4096;

  static final int MIN_RUN_PANELS = 4;

  private final int blockRows;
  private double[] shift;
  private final Panels panels;
  private final double[] logCoefficients;

  /** For each component, what is negligible in statistics and densities. */
  private final double[] negligible;

  /** For each component, what is negligible in responsibilities. */
  private final double[] underflow;

  /** For each component, what is negligible where only the likeliest counts. */
  private final double[] nothing;

  private final RowOrder order;
  private final LinearDiscriminants discriminants;
  private final Memberships memberships;
  private final Posterior posterior;
  private final PanelRun run;
  private final MomentAccumulator moments;
  private final TriangularDistances triangular;
  private final SharedTriangularDistances shared;
  private final AxisAlignedDistances axisAligned;
  private Distances distances;
  private double[] means = {};
  private boolean near;
  private boolean sorting;
  private int components;

  /** Creates a kernel. */
  public VectorMixtureKernel(int dimension, int maxComponents) {
    this.blockRows = blockRows(dimension, maxComponents);
    this.shift = new double[dimension];
    this.panels = new Panels(dimension, blockRows);
    this.logCoefficients = new double[maxComponents];
    this.negligible = new double[maxComponents];
    this.underflow = new double[maxComponents];
    this.nothing = new double[maxComponents];
    this.order = new RowOrder(blockRows, maxComponents);
    this.discriminants = new LinearDiscriminants(dimension, maxComponents);
    this.memberships = new Memberships(maxComponents, blockRows);
    this.posterior = new Posterior(memberships, order);
    this.run = new PanelRun(panels, memberships, blockRows);
    this.moments = new MomentAccumulator(dimension, maxComponents, panels, order);
    this.triangular = new TriangularDistances(dimension);
    this.shared = new SharedTriangularDistances(dimension, blockRows);
    this.axisAligned = new AxisAlignedDistances(dimension);
    this.distances = axisAligned;
    Arrays.fill(underflow, NEXT_TO_UNDERFLOW);
    Arrays.fill(nothing, TIE_MARGIN);
  }

  static int blockRows(int dimension, int maxComponents) {
    int wanted = BLOCK_NUMBERS / Math.max(dimension, maxComponents) / ROW_STEP * ROW_STEP;
    int least = Math.min(MIN_BLOCK_ROWS, MAX_BLOCK_NUMBERS / dimension / ROW_STEP * ROW_STEP);
    return Math.min(MAX_BLOCK_ROWS, Math.max(Math.max(ROW_STEP, least), wanted));
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
    components = parameters.components();
    shift = parameters.centre();
    for (int k = 0; k < components; k++) {
      logCoefficients[k] = parameters.logCoefficient(k);
    }
    setNegligible(parameters, MixtureKernel.NEGLIGIBLE, negligible);
    distances = switch (parameters.factors().shape()) {
      case TRIANGULAR -> triangular;
      case SHARED_TRIANGULAR -> shared;
      case AXIS_ALIGNED -> axisAligned;
    };
    double[] whitenedMeans = WhitenedMeans.of(parameters, shift);
    distances.use(parameters, whitenedMeans);
    means = parameters.means();
    sorting = distances.canStopEarly() && sortingPays(parameters);
    near = WhitenedMeans.largestSquare(whitenedMeans, components) <= MAX_NEAR;
  }

  /**
   * Writes for each component how much less than the largest log-density is negligible in statistics.
   *
   * @param part a component of less than this of a sample's density times its mixing weight has no part in it
   */
  static void setNegligible(KernelParameters parameters, double part, double[] negligible) {
    setNegligible(parameters.logWeights(), parameters.logTotalWeight(), part, negligible);
  }

  /**
   * Writes the same for components of these weights.
   *
   * @param logTotal the logarithm of the sum of the weights
   */
  static void setNegligible(
      double[] logWeights, double logTotal, double part, double[] negligible) {
    double logPart = Math.log(part);
    for (int k = 0; k < logWeights.length; k++) {
      double logShare = logWeights[k] - logTotal;
      negligible[k] = Math.min(NEXT_TO_UNDERFLOW, -logPart - logShare);
    }
  }

  private boolean sortingPays(KernelParameters parameters) {
    discriminants.use(parameters);
    return discriminants.pay(negligible);
  }

  @Override
  public void accumulate(
      SampleBlock block, Assignment assignment, SufficientStatistics statistics) {
    RowBlock rows = begin(block, true);
    if (assignment == Assignment.SOFT) {
      evaluate(rows, negligible, p -> posterior.normalize(p, run.maxima(), negligible));
    } else {
      evaluate(rows, nothing, p -> posterior.assignHard(p, run.maxima()));
    }
    statistics.addLogLikelihood(posterior.finish(statistics.weights()));
    boolean nearCentres = near && Arrays.equals(statistics.centres(), means);
    moments.add(rows, shift, memberships, nearCentres, statistics);
  }

  @Override
  public void accumulate(
      SampleBlock block, double[] responsibilities, SufficientStatistics statistics) {
    RowBlock rows = rows(block);
    order.leave(rows.rows());
    posterior.begin(rows, true, statistics.components());
    posterior.take(responsibilities);
    posterior.finish(statistics.weights());
    // The first centre: not the shift, which belongs to the parameters; near the samples, there is
    // least to lose.
    double[] origin = statistics.centres();
    if (moments.needsPanels(statistics.moments())) {
      int count = Panels.count(rows.rows());
      for (int p = 0; p < count; p++) {
        panels.pack(rows, order, p, origin);
      }
    }
    moments.add(rows, origin, memberships, false, statistics);
  }

  @Override
  public void logDensities(SampleBlock block, double[] logDensities) {
    RowBlock rows = begin(block, false);
    evaluate(rows, negligible, p -> {
      posterior.normalize(p, run.maxima(), negligible);
      posterior.logDensities(p, run.maxima(), logDensities);
    });
  }

  @Override
  public void responsibilities(
      SampleBlock block, double[] logDensities, double[] responsibilities) {
    RowBlock rows = begin(block, false);
    evaluate(rows, underflow, p -> {
      posterior.normalize(p, run.maxima(), underflow);
      posterior.logDensities(p, run.maxima(), logDensities);
      posterior.copyResponsibilities(p, responsibilities);
    });
  }

  @Override
  public void labels(SampleBlock block, int[] labels) {
    RowBlock rows = begin(block, false);
    evaluate(rows, nothing, p -> posterior.copyLabels(p, run.maxima(), labels));
  }

  /** Returns the number of components of the parameters, 0 before there are any. */
  int components() {
    return components;
  }

  private RowBlock begin(SampleBlock block, boolean useWeights) {
    if (components == 0) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    RowBlock rows = rows(block);
    if (sorting) {
      order.sort(rows, discriminants);
    } else {
      order.leave(rows.rows());
    }
    posterior.begin(rows, useWeights, components);
    return rows;
  }

  /**
   * Computes the weighted log-densities of a block, run by run.
   *
   * @param limits what is negligible of each component
   * @param panelAction is given each panel, while its densities are in the cache
   */
  private void evaluate(RowBlock rows, double[] limits, IntConsumer panelAction) {
    int count = Panels.count(rows.rows());
    int length = Math.max(MIN_RUN_PANELS, RUN_NUMBERS / (components * WIDTH));
    int likeliest = 0;
    for (int first = 0; first < count; first += length) {
      int end = Math.min(count, first + length);
      evaluate(rows, first, end, likeliest, limits);
      likeliest = posterior.likeliest(end - 1, 0, run.maxima());
      for (int p = first; p < end; p++) {
        if (run.isOverflown(p)) {
          run.mend(p, logCoefficients);
        }
        panelAction.accept(p);
      }
    }
  }

  /**
   * Computes the weighted log-densities of a run.
   *
   * @param guess the component to look at first where rows are not sorted; the likelier it is, the sooner others are out of
   *     reach
   */
  private void evaluate(RowBlock rows, int first, int end, int guess, double[] limits) {
    for (int p = first; p < end; p++) {
      panels.pack(rows, order, p, shift);
    }
    run.begin(first, end);
    run.setComponents(logCoefficients, limits);
    distances.begin(run);
    // What is far from the likeliest component is given up soon, once that has been looked at.
    if (order.isSorted()) {
      for (int p = first; p < end; p++) {
        evaluateGuesses(rows, p);
      }
      run.turnToPanels(first, end);
    } else if (distances.canStopEarly()) {
      evaluate(guess, 1);
    }
    int together = distances.together();
    for (int k = 0; k < components; k += together) {
      evaluate(k, together);
    }
  }

  /** Computes a panel's log-densities under the components that its rows are guessed to be of. */
  private void evaluateGuesses(RowBlock rows, int panel) {
    run.turnToPanels(panel, panel + 1);
    int end = Math.min(rows.rows(), (panel + 1) * WIDTH);
    int previous = -1;
    for (int place = panel * WIDTH; place < end; place++) {
      int guess = order.guess(place);
      if (guess != previous) {
        evaluate(guess, 1);
      }
      previous = guess;
    }
  }

  private void evaluate(int component, int together) {
    int end = Math.min(components, component + together);
    run.turnToComponents(component, end);
    boolean possible = false;
    for (int k = component; k < end; k++) {
      possible |= logCoefficients[k] > Double.NEGATIVE_INFINITY;
    }
    if (possible) {
      distances.evaluate(run);
    } else {
      run.setAllActive(false);
    }
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
