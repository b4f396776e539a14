package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Some neighbouring panels that one component after another is evaluated for: what a component's factor is loaded for
 * once, and few enough for their densities to stay in the first-level cache.
 *
 * <p>It knows the largest log-density of each sample so far, and so how far from a component a sample may be and still
 * have a part in it.
 */
final class PanelRun {
  /** The squared distance of a sample whose squared distances from all components overflow. */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final double[] panels;
  private final Posterior posterior;
  private final double[] maxima;
  private int first;
  private int end;
  private double[] coefficients = {};
  private double[] negligible = {};
  private int component;
  private int endComponent;

  /**
   * Creates a run.
   *
   * @param panels a block's samples
   * @param posterior receives log-densities
   */
  PanelRun(double[] panels, Posterior posterior, int blockRows) {
    this.panels = panels;
    this.posterior = posterior;
    this.maxima = new double[Panels.count(blockRows) * WIDTH];
  }

  /** Begins with some panels of the block. */
  void begin(int newFirst, int newEnd) {
    turnToPanels(newFirst, newEnd);
    Arrays.fill(maxima, first * WIDTH, end * WIDTH, Double.NEGATIVE_INFINITY);
    posterior.deactivate(first, end);
  }

  /** Turns to some of the panels. */
  void turnToPanels(int newFirst, int newEnd) {
    first = newFirst;
    end = newEnd;
  }

  /**
   * Sets the components.
   *
   * @param logCoefficients of their weighted densities
   * @param newNegligible for each, less than {@code exp(-negligible)} of the largest density is no part in a sample
   */
  void setComponents(double[] logCoefficients, double[] newNegligible) {
    coefficients = logCoefficients;
    negligible = newNegligible;
  }

  /** Turns to one component, or to some neighbouring ones. */
  void turnToComponents(int newComponent, int newEndComponent) {
    component = newComponent;
    endComponent = newEndComponent;
  }

  /** Returns the block's samples, panel by panel, feature-major. */
  double[] panels() {
    return panels;
  }

  /** Returns the run's first panel. */
  int first() {
    return first;
  }

  /** Returns the panel behind the run's last. */
  int end() {
    return end;
  }

  /** Returns the first of the components that it is the turn of. */
  int component() {
    return component;
  }

  /** Returns the last of the components that it is the turn of. */
  int lastComponent() {
    return endComponent - 1;
  }

  double coefficient() {
    return coefficient(component);
  }

  double coefficient(int someComponent) {
    return coefficients[someComponent];
  }

  /** Returns the largest log-densities so far, those of a panel from {@code panel*WIDTH}. */
  double[] maxima() {
    return maxima;
  }

  /** Returns what receives log-densities, those of the component from {@link #at}. */
  double[] values() {
    return posterior.values();
  }

  int at(int panel) {
    return at(panel, component);
  }

  /** Returns where log-densities of a panel under some component start. */
  int at(int panel, int someComponent) {
    return posterior.at(panel, someComponent);
  }

  /** Takes a panel's squared distances from the component. */
  void take(int panel, double[] squares) {
    PanelDensities.logDensities(
        squares, coefficient(), posterior.values(), at(panel), maxima, panel * WIDTH);
    setActive(panel, true);
  }

  /** Tells whether a sample of a panel has no density at all yet: so far away is it that its distances overflow. */
  boolean isOverflown(int panel) {
    double least = Double.POSITIVE_INFINITY;
    for (int s = panel * WIDTH; s < (panel + 1) * WIDTH; s++) {
      least = Math.min(least, maxima[s]);
    }
    return least == Double.NEGATIVE_INFINITY;
  }

  /** Gives samples that are so far from all components that their distances overflow finite log-densities all the same. */
  void mend(int panel, double[] logCoefficients) {
    for (int s = 0; s < WIDTH; s++) {
      int sample = panel * WIDTH + s;
      if (maxima[sample] == Double.NEGATIVE_INFINITY) {
        for (int k = 0; k < posterior.components(); k++) {
          double density = logCoefficients[k] - 0.5 * MAX_SQUARED_DISTANCE;
          posterior.values()[posterior.at(panel, k) + s] = density;
          maxima[sample] = Math.max(maxima[sample], density);
        }
      }
    }
    for (int k = 0; k < posterior.components(); k++) {
      posterior.activate(panel, k);
    }
  }

  /** Tells whether a panel's distances from the component were taken. */
  boolean isTaken(int panel) {
    return posterior.isActive(panel, component);
  }

  /** Notes that some sample of a panel may have a part in the components, or that none has. */
  void setActive(int panel, boolean active) {
    for (int k = component; k < endComponent; k++) {
      posterior.setActive(panel, k, active);
    }
  }

  /** Notes that any sample of the run may have a part in the components, or that none has. */
  void setAllActive(boolean active) {
    for (int p = first; p < end; p++) {
      setActive(p, active);
    }
  }

  /** Tells whether partial squared distances are already so large that no sample of a panel has a part in the component. */
  boolean isBeyond(int panel, double[] squares) {
    DoubleVector b =
        DoubleVector.broadcast(SPECIES, 2 * (coefficients[component] + negligible[component]));
    DoubleVector u = DoubleVector.fromArray(SPECIES, maxima, panel * WIDTH);
    DoubleVector v = DoubleVector.fromArray(SPECIES, maxima, panel * WIDTH + LANES);
    u = b.sub(u.add(u));
    v = b.sub(v.add(v));
    return DoubleVector.fromArray(SPECIES, squares, 0)
        .compare(VectorOperators.GT, u)
        .and(DoubleVector.fromArray(SPECIES, squares, LANES).compare(VectorOperators.GT, v))
        .allTrue();
  }
}
