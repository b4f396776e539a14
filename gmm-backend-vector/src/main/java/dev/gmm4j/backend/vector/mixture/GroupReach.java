package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.layout.ComponentGroups;
import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
import java.util.Arrays;
import java.util.Objects;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Tells from distances which groups of components a panel of samples still needs. */
final class GroupReach {
  private final Memberships distances;
  private final boolean[] done;

  /** For each panel, the least of its samples' largest log-densities so far. */
  private final double[] least;

  private @Nullable ComponentGroups groups;
  /** For each panel, minus half the squared distance from the group beyond which the panel does not need it. */
  private final double[] limits;

  private int group;
  private boolean bounded = true;

  /**
   * Creates it.
   *
   * @param distances has minus half the squared distances of the samples from the groups' centres
   */
  GroupReach(Memberships distances, int blockRows) {
    this.distances = distances;
    this.least = new double[Panels.count(blockRows)];
    this.limits = new double[least.length];
    this.done = new boolean[distances.values().length / WIDTH];
  }

  void use(ComponentGroups newGroups) {
    groups = newGroups;
  }

  void ignoreBounds() {
    bounded = false;
  }

  ComponentGroups groups() {
    return Objects.requireNonNull(groups, "groups");
  }

  /** Begins a block: no group was evaluated for any of its panels. */
  void begin(int panels) {
    Arrays.fill(done, 0, panels * groups().count(), false);
  }

  /** Records that a group was evaluated for a panel. */
  void setDone(int panel, int group) {
    done[panel * groups().count() + group] = true;
  }

  /** Sets what samples of a panel are known to have. */
  void setLeast(int panel, double[] maxima) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = panel * WIDTH; i < (panel + 1) * WIDTH; i++) {
      smallest = Math.min(smallest, maxima[i]);
    }
    least[panel] = smallest;
  }

  /** Turns to a group, for some panels. */
  void turnTo(int newGroup, int panels) {
    group = newGroup;
    groups().farthest(group, least, panels, limits);
  }

  /** Tells whether a panel still needs the group: it was not evaluated, and its bound does not exclude it. */
  boolean isNeeded(int panel) {
    if (done[panel * groups().count() + group]) {
      return false;
    }
    int at = distances.at(panel, group);
    return !bounded
        || DoubleVector.fromArray(SPECIES, distances.values(), at)
            .compare(VectorOperators.GT, limits[panel])
            .or(DoubleVector.fromArray(SPECIES, distances.values(), at + LANES)
                .compare(VectorOperators.GT, limits[panel]))
            .anyTrue();
  }
}
