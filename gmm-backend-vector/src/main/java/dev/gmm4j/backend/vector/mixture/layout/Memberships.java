package dev.gmm4j.backend.vector.mixture.layout;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;

import dev.gmm4j.data.RowBlock;
import java.util.Arrays;

/**
 * A number for each sample of a block and each component, panel by panel and within a panel component-major: first
 * weighted log-densities, then the responsibilities made of them, then those times the samples' weights.
 *
 * <p>A pair of panel and component is active unless it is known that no sample of the panel contributes to the component.
 */
public final class Memberships {
  private final double[] values;
  private final boolean[] active;
  private final double[] weights;
  private final double[] effectiveCounts;
  private int rows;
  private int components;

  /** Creates room for a block. */
  public Memberships(int maxComponents, int blockRows) {
    int panels = Panels.count(blockRows);
    this.values = new double[panels * maxComponents * WIDTH];
    this.active = new boolean[panels * maxComponents];
    this.weights = new double[panels * WIDTH];
    this.effectiveCounts = new double[maxComponents * LANES];
  }

  /** Starts a block, whose samples have the weights of its rows, or 1 where these are not wanted. */
  public void begin(RowBlock block, RowOrder order, boolean weighted, int newComponents) {
    rows = block.rows();
    components = newComponents;
    for (int i = 0; i < rows; i++) {
      weights[i] = weighted ? block.weight(order.row(i)) : 1;
    }
    Arrays.fill(weights, rows, Panels.count(rows) * WIDTH, 0);
    Arrays.fill(effectiveCounts, 0, components * LANES, 0);
  }

  /** Returns the number of samples. */
  public int rows() {
    return rows;
  }

  /** Returns the number of components. */
  public int components() {
    return components;
  }

  /** Returns the numbers, those of a panel and a component from {@link #at}. */
  public double[] values() {
    return values;
  }

  /** Returns where the values of a panel and a component start. */
  public int at(int panel, int component) {
    return (panel * components + component) * WIDTH;
  }

  /** Returns the samples' weights, those of a panel from {@code panel*WIDTH}. */
  public double[] weights() {
    return weights;
  }

  /** Returns the sums of responsibilities times weights, those of a component in {@code LANES} parts. */
  public double[] effectiveCounts() {
    return effectiveCounts;
  }

  /** Returns the sum of a component's responsibilities times weights, once the block is finished. */
  public double effectiveCount(int component) {
    double sum = 0;
    for (int i = component * LANES; i < (component + 1) * LANES; i++) {
      sum += effectiveCounts[i];
    }
    return sum;
  }

  /** Tells whether samples of a panel may contribute to a component. */
  public boolean isActive(int panel, int component) {
    return active[panel * components + component];
  }

  /** Records whether samples of a panel may contribute to a component. */
  public void setActive(int panel, int component, boolean isActive) {
    active[panel * components + component] = isActive;
  }

  /** Records that no sample of a panel contributes to a component, and sets their log-densities to minus infinity. */
  public void exclude(int panel, int component) {
    setActive(panel, component, false);
    int at = at(panel, component);
    Arrays.fill(values, at, at + WIDTH, Double.NEGATIVE_INFINITY);
  }

  /** Notes that nothing is known of some panels yet. */
  public void deactivate(int firstPanel, int endPanel) {
    Arrays.fill(active, firstPanel * components, endPanel * components, false);
  }

  /** Lists the panels that contribute to any of some components; returns their number. */
  public int list(int component, int endComponent, int[] panels) {
    int count = 0;
    int all = Panels.count(rows);
    for (int p = 0; p < all; p++) {
      boolean any = false;
      for (int k = component; k < endComponent; k++) {
        any |= active[p * components + k];
      }
      panels[count] = p;
      count += any ? 1 : 0;
    }
    return count;
  }
}
