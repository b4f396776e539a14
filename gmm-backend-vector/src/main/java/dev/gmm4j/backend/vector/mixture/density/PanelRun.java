package dev.gmm4j.backend.vector.mixture.density;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;
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
public final class PanelRun {
  /** The squared distance of a sample whose squared distances from all components overflow. */
  private static final double MAX_SQUARED_DISTANCE = 1e300;

  private final Panels panels;
  private final Memberships memberships;
  private final double[] maxima;
  private int first;
  private int end;
  private double[] coefficients = {};
  private double[] negligible = {};

  /** For each panel and component the squared distance beyond which nothing contributes; empty where densities tell it. */
  private double[] reaches = {};

  /** The components by their places, where those that are turned to together need not be neighbours. */
  private int[] places = {};

  private int firstPlace;
  private int endPlace;

  /**
   * Creates a run.
   *
   * @param panels a block's samples
   * @param memberships receives log-densities
   */
  public PanelRun(Panels panels, Memberships memberships, int blockRows) {
    this.panels = panels;
    this.memberships = memberships;
    this.maxima = new double[Panels.count(blockRows) * WIDTH];
  }

  /** Begins with some panels of the block. */
  public void begin(int newFirst, int newEnd) {
    turnToPanels(newFirst, newEnd);
    Arrays.fill(maxima, first * WIDTH, end * WIDTH, Double.NEGATIVE_INFINITY);
    memberships.deactivate(first, end);
  }

  /** Turns to some of the panels. */
  public void turnToPanels(int newFirst, int newEnd) {
    first = newFirst;
    end = newEnd;
  }

  /**
   * Sets the components.
   *
   * @param logCoefficients of their weighted densities
   * @param newNegligible for each, less than {@code exp(-negligible)} of the largest density is no part in a sample
   */
  public void setComponents(double[] logCoefficients, double[] newNegligible) {
    coefficients = logCoefficients;
    negligible = newNegligible;
  }

  /**
   * Sets how far from a component samples may be, whatever their densities so far.
   *
   * @param squares for each panel of the block and each component the squared distance beyond which no sample of the panel has
   *     a part in the component; kept, not copied
   */
  public void setReaches(double[] squares) {
    reaches = squares;
  }

  /** Turns to one component, or to some neighbouring ones; by their places where these were set. */
  public void turnToComponents(int newFirst, int newEnd) {
    firstPlace = newFirst;
    endPlace = newEnd;
  }

  /** Sets the order that components are turned to in; kept, not copied. */
  public void setPlaces(int[] componentsInOrder) {
    places = componentsInOrder;
  }

  /** Returns the block's samples. */
  Panels panels() {
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

  /** Returns the first of the current components. */
  int component() {
    return componentAt(firstPlace);
  }

  /** Returns a current component by its place among them; the last one if there are fewer. */
  int component(int i) {
    return componentAt(Math.min(firstPlace + i, endPlace - 1));
  }

  private int componentAt(int place) {
    return places.length > 0 ? places[place] : place;
  }

  double coefficient() {
    return coefficient(component());
  }

  double coefficient(int someComponent) {
    return coefficients[someComponent];
  }

  /** Returns the largest log-densities so far, those of a panel from {@code panel*WIDTH}. */
  public double[] maxima() {
    return maxima;
  }

  /** Returns what receives log-densities, those of the component from {@link #at}. */
  double[] values() {
    return memberships.values();
  }

  int at(int panel) {
    return at(panel, component());
  }

  /** Returns where log-densities of a panel under some component start. */
  int at(int panel, int someComponent) {
    return memberships.at(panel, someComponent);
  }

  /** Takes a panel's squared distances from the component. */
  void take(int panel, double[] squares) {
    PanelDensities.logDensities(
        squares, coefficient(), memberships.values(), at(panel), maxima, panel * WIDTH);
    setActive(panel, true);
  }

  /** Tells whether a sample of a panel has no density at all yet: so far away is it that its distances overflow. */
  public boolean isOverflown(int panel) {
    DoubleVector u = DoubleVector.fromArray(SPECIES, maxima, panel * WIDTH);
    DoubleVector v = DoubleVector.fromArray(SPECIES, maxima, panel * WIDTH + LANES);
    return u.min(v).compare(VectorOperators.EQ, Double.NEGATIVE_INFINITY).anyTrue();
  }

  /** Gives samples that are so far from all components that their distances overflow finite log-densities all the same. */
  public void mend(int panel, double[] logCoefficients) {
    for (int s = 0; s < WIDTH; s++) {
      int sample = panel * WIDTH + s;
      if (maxima[sample] == Double.NEGATIVE_INFINITY) {
        for (int k = 0; k < memberships.components(); k++) {
          double density = logCoefficients[k] - 0.5 * MAX_SQUARED_DISTANCE;
          memberships.values()[memberships.at(panel, k) + s] = density;
          maxima[sample] = Math.max(maxima[sample], density);
        }
      }
    }
    for (int k = 0; k < memberships.components(); k++) {
      memberships.setActive(panel, k, true);
    }
  }

  /** Tells whether a panel's distances from the component were taken. */
  boolean isTaken(int panel) {
    return memberships.isActive(panel, component());
  }

  /** Records whether some sample of a panel may contribute to the components. */
  void setActive(int panel, boolean active) {
    for (int place = firstPlace; place < endPlace; place++) {
      if (active) {
        memberships.setActive(panel, componentAt(place), true);
      } else {
        memberships.exclude(panel, componentAt(place));
      }
    }
  }

  /** Records whether some sample of the run may contribute to the components. */
  public void setAllActive(boolean active) {
    for (int p = first; p < end; p++) {
      setActive(p, active);
    }
  }

  /** Tells whether partial squared distances are already so large that no sample of a panel contributes to the component. */
  boolean isBeyond(int panel, double[] squares) {
    int component = component();
    if (reaches.length > 0) {
      return isBeyond(reaches[panel * memberships.components() + component], squares);
    }
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

  private static boolean isBeyond(double reach, double[] squares) {
    return DoubleVector.fromArray(SPECIES, squares, 0)
        .min(DoubleVector.fromArray(SPECIES, squares, LANES))
        .compare(VectorOperators.GT, reach)
        .allTrue();
  }
}
