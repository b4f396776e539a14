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
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.StudentKernel;
import dev.gmm4j.spi.StudentKernelParameters;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The fused kernel for t distributions. It differs from {@link VectorMixtureKernel} in that it gives up components for a panel
 * only where the rows of a block are sorted by component. Tails are heavy: unless components lie far apart, each of them is
 * responsible for a part of every sample.
 */
public final class VectorStudentKernel implements StudentKernel {
  private final int blockRows;
  private final Panels panels;
  private final RowOrder order;
  private final LinearDiscriminants discriminants;
  private final Memberships memberships;
  private final Posterior posterior;
  private final PanelRun run;
  private final MomentAccumulator moments;
  private final TriangularDistances triangular;
  private final SharedTriangularDistances shared;
  private final AxisAlignedDistances axisAligned;
  private final StudentTails tails;
  private final StudentReach reach;
  private final double[] negligible;
  private final double[] underflow;

  /** For each component 0 and infinity: log-densities become {@code -δ/2}, and nothing is negligible. */
  private final double[] zeros;

  private final double[] infinities;
  private Distances distances;
  private double[] shift;
  private double[] means = {};
  private double[] logWeights = {};
  private boolean near;
  private boolean sorting;
  private int components;

  /** Creates a kernel. */
  public VectorStudentKernel(int dimension, int maxComponents) {
    this.blockRows = VectorMixtureKernel.blockRows(dimension, maxComponents);
    this.panels = new Panels(dimension, blockRows);
    this.order = new RowOrder(blockRows, maxComponents);
    this.discriminants = new LinearDiscriminants(dimension, maxComponents);
    this.memberships = new Memberships(maxComponents, blockRows);
    this.posterior = new Posterior(memberships, order);
    this.run = new PanelRun(panels, memberships, blockRows);
    this.moments = new MomentAccumulator(dimension, maxComponents, panels, order);
    this.triangular = new TriangularDistances(dimension);
    this.shared = new SharedTriangularDistances(dimension, blockRows);
    this.axisAligned = new AxisAlignedDistances(dimension);
    this.tails = new StudentTails(memberships, maxComponents);
    this.reach = new StudentReach(maxComponents, Panels.count(blockRows));
    this.negligible = new double[maxComponents];
    this.underflow = new double[maxComponents];
    this.zeros = new double[maxComponents];
    this.infinities = new double[maxComponents];
    this.distances = axisAligned;
    this.shift = new double[dimension];
    Arrays.fill(underflow, VectorMixtureKernel.NEXT_TO_UNDERFLOW);
    Arrays.fill(infinities, Double.POSITIVE_INFINITY);
    run.setReaches(reach.squares());
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
  public void use(StudentKernelParameters parameters) {
    KernelParameters gaussian = parameters.gaussian();
    components = parameters.components();
    shift = gaussian.centre();
    logWeights = gaussian.logWeights();
    VectorMixtureKernel.setNegligible(gaussian, StudentKernel.NEGLIGIBLE, negligible);
    distances = switch (gaussian.factors().shape()) {
      case TRIANGULAR -> triangular;
      case SHARED_TRIANGULAR -> shared;
      case AXIS_ALIGNED -> axisAligned;
    };
    double[] whitenedMeans = WhitenedMeans.of(gaussian, shift);
    distances.use(gaussian, whitenedMeans);
    means = gaussian.means();
    near = WhitenedMeans.largestSquare(whitenedMeans, components) <= VectorMixtureKernel.MAX_NEAR;
    tails.use(parameters);
    reach.use(parameters);
    sorting = distances.canStopEarly() && sortingPays(gaussian);
  }

  private boolean sortingPays(KernelParameters gaussian) {
    discriminants.use(gaussian);
    return discriminants.pay(reach.typical(negligible));
  }

  @Override
  public void accumulate(SampleBlock block, SufficientStatistics statistics) {
    RowBlock rows = begin(block, true);
    tails.begin(statistics.moments() == Moments.POOLED);
    evaluate(rows, negligible, p -> {
      posterior.normalize(p, run.maxima(), negligible);
      tails.take(p);
    });
    statistics.addLogLikelihood(posterior.finish(statistics.weights()));
    tails.finish(statistics);
    boolean nearCentres = near && Arrays.equals(statistics.centres(), means);
    moments.add(rows, shift, memberships, nearCentres, statistics);
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

  private RowBlock begin(SampleBlock block, boolean useWeights) {
    if (components == 0) {
      throw new IllegalStateException("use(parameters) must be called before a block is evaluated");
    }
    RowBlock rows = ((Rows) block).rowBlock();
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
    int length = Math.max(
        VectorMixtureKernel.MIN_RUN_PANELS, VectorMixtureKernel.RUN_NUMBERS / (components * WIDTH));
    for (int first = 0; first < count; first += length) {
      int end = Math.min(count, first + length);
      for (int p = first; p < end; p++) {
        panels.pack(rows, order, p, shift);
      }
      run.begin(first, end);
      run.setComponents(zeros, infinities);
      distances.begin(run);
      reach.begin(first, end);
      if (order.isSorted()) {
        for (int p = first; p < end; p++) {
          evaluateGuesses(rows, p);
          reach.set(p, tails.leastMaximum(p), limits);
        }
        run.turnToPanels(first, end);
      }
      int together = distances.together();
      for (int k = 0; k < components; k += together) {
        evaluate(k, Math.min(components, k + together));
      }
      for (int p = first; p < end; p++) {
        if (run.isOverflown(p)) {
          run.mend(p, zeros);
        }
        tails.logDensities(p, run.maxima());
        panelAction.accept(p);
      }
    }
  }

  /** Computes a panel's distances from the components that its rows are guessed to be of. */
  private void evaluateGuesses(RowBlock rows, int panel) {
    run.turnToPanels(panel, panel + 1);
    int end = Math.min(rows.rows(), (panel + 1) * WIDTH);
    int previous = -1;
    for (int place = panel * WIDTH; place < end; place++) {
      int guess = order.guess(place);
      if (guess != previous) {
        evaluate(guess, guess + 1);
      }
      previous = guess;
    }
  }

  private void evaluate(int component, int end) {
    run.turnToComponents(component, end);
    boolean possible = false;
    for (int k = component; k < end; k++) {
      possible |= logWeights[k] > Double.NEGATIVE_INFINITY;
    }
    if (possible) {
      distances.evaluate(run);
    } else {
      run.setAllActive(false);
    }
  }

  /** The rows as they were given: laying them out anew costs less than keeping a copy of all samples. */
  private record Rows(RowBlock rowBlock) implements SampleBlock {
    @Override
    public int rows() {
      return rowBlock.rows();
    }
  }
}
