package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.mixture.density.AxisAlignedDistances;
import dev.gmm4j.backend.vector.mixture.density.Distances;
import dev.gmm4j.backend.vector.mixture.density.PanelRun;
import dev.gmm4j.backend.vector.mixture.density.TriangularDistances;
import dev.gmm4j.backend.vector.mixture.density.WhitenedMeans;
import dev.gmm4j.backend.vector.mixture.layout.ComponentGroups;
import dev.gmm4j.backend.vector.mixture.layout.LinearDiscriminants;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import dev.gmm4j.backend.vector.mixture.layout.RowOrder;
import dev.gmm4j.backend.vector.mixture.moments.SparseMoments;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.PrecisionFactors;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Statistics of a block under many components, most of which are given up group by group.
 *
 * <p>The block's rows are sorted by group. The components of its samples' own groups are evaluated for a panel first, and
 * others only where their group's {@linkplain ComponentGroups bound} does not exclude a responsibility for a sample of
 * the panel. What is left out would have counted as zero: bits are those of the same pass without bounds.
 */
final class GroupedPass {
  private final double[] logCoefficients;
  private final double[] negligible;
  private final Panels panels;
  private final RowOrder order;
  private final LinearDiscriminants discriminants;
  private final Memberships groupMemberships;
  private final PanelRun groupRun;
  private final AxisAlignedDistances groupDistances;
  private final Memberships memberships;
  private final Posterior posterior;
  private final PanelRun run;
  private final SparseMoments moments;
  private final TriangularDistances triangular;
  private final AxisAlignedDistances axisAligned;
  private final GroupReach reach;
  private Distances distances;
  private double[] shift = {};
  private int components;

  /** Creates a pass over blocks of some rows. */
  GroupedPass(int dimension, int maxComponents, int blockRows) {
    int maxGroups = ComponentGroups.most(maxComponents);
    this.logCoefficients = new double[maxComponents];
    this.negligible = new double[maxComponents];
    this.panels = new Panels(dimension, blockRows);
    this.order = new RowOrder(blockRows, maxGroups);
    this.discriminants = new LinearDiscriminants(dimension, maxGroups);
    this.groupMemberships = new Memberships(maxGroups, blockRows);
    this.groupRun = new PanelRun(panels, groupMemberships, blockRows);
    this.groupDistances = new AxisAlignedDistances(dimension);
    this.memberships = new Memberships(maxComponents, blockRows);
    this.posterior = new Posterior(memberships, order);
    this.run = new PanelRun(panels, memberships, blockRows);
    this.moments = new SparseMoments(dimension, panels, order);
    this.triangular = new TriangularDistances(dimension);
    this.axisAligned = new AxisAlignedDistances(dimension);
    this.distances = axisAligned;
    this.reach = new GroupReach(groupMemberships, blockRows);
    posterior.leaveInactive();
  }

  /**
   * Sets the parameters.
   *
   * @param groups those of the parameters' components
   * @param newNegligible what is negligible of each component
   */
  void use(KernelParameters parameters, ComponentGroups groups, double[] newNegligible) {
    components = parameters.components();
    shift = parameters.centre();
    for (int k = 0; k < components; k++) {
      logCoefficients[k] = parameters.logCoefficient(k);
      negligible[k] = newNegligible[k];
    }
    boolean diagonal = parameters.factors().shape() == PrecisionFactors.Shape.AXIS_ALIGNED;
    distances = diagonal ? axisAligned : triangular;
    distances.use(parameters, WhitenedMeans.of(parameters, shift));
    run.setPlaces(groups.members());
    run.setComponents(logCoefficients, negligible);
    KernelParameters asComponents = groups.asComponents();
    discriminants.use(asComponents);
    groupDistances.use(asComponents, WhitenedMeans.of(asComponents, shift));
    groupRun.setComponents(new double[groups.count()], new double[groups.count()]);
    reach.use(groups);
  }

  /** Makes bounds give up nothing: what they leave out must not matter, not to the last bit. */
  void ignoreBounds() {
    reach.ignoreBounds();
  }

  /**
   * Adds a block to statistics.
   *
   * @return false, with nothing added, where a sample is so far from all components that its distances overflow
   */
  boolean accumulate(RowBlock rows, SufficientStatistics statistics) {
    order.sort(rows, discriminants);
    posterior.begin(rows, true, components);
    int count = Panels.count(rows.rows());
    for (int p = 0; p < count; p++) {
      panels.pack(rows, order, p, shift);
    }
    measureGroups(rows, count);
    run.begin(0, count);
    evaluateOwnGroups(rows);
    evaluateOtherGroups(count);
    for (int p = 0; p < count; p++) {
      if (run.isOverflown(p)) {
        return false;
      }
    }
    for (int p = 0; p < count; p++) {
      posterior.normalize(p, run.maxima(), negligible);
    }
    statistics.addLogLikelihood(posterior.finish(statistics.weights()));
    moments.add(rows, memberships, statistics);
    return true;
  }

  /** Takes the samples' distances from all groups. */
  private void measureGroups(RowBlock rows, int count) {
    int groups = reach.groups().count();
    groupMemberships.begin(rows, order, false, groups);
    groupRun.begin(0, count);
    int together = groupDistances.together();
    for (int g = 0; g < groups; g += together) {
      groupRun.turnToComponents(g, Math.min(groups, g + together));
      groupDistances.evaluate(groupRun);
    }
    reach.begin(count);
  }

  private void evaluateOwnGroups(RowBlock rows) {
    int place = 0;
    while (place < rows.rows()) {
      int group = order.guess(place);
      int first = place / WIDTH;
      while (place < rows.rows() && order.guess(place) == group) {
        place++;
      }
      evaluate(group, first, (place - 1) / WIDTH + 1);
    }
  }

  private void evaluateOtherGroups(int count) {
    for (int p = 0; p < count; p++) {
      reach.setLeast(p, run.maxima());
    }
    for (int g = 0; g < reach.groups().count(); g++) {
      reach.turnTo(g, count);
      int first = 0;
      while (first < count) {
        int end = first;
        while (end < count && reach.isNeeded(end)) {
          end++;
        }
        if (end > first) {
          evaluate(g, first, end);
        }
        first = end + 1;
      }
    }
  }

  private void evaluate(int group, int first, int end) {
    run.turnToPanels(first, end);
    int together = distances.together();
    int last = reach.groups().end(group);
    for (int place = reach.groups().start(group); place < last; place += together) {
      run.turnToComponents(place, Math.min(last, place + together));
      distances.evaluate(run);
    }
    for (int p = first; p < end; p++) {
      reach.setDone(p, group);
    }
  }
}
