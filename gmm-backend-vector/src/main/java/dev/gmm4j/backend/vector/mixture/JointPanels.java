package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

/**
 * The panels of a block that have a part in any of four components, with some features of them.
 *
 * <p>Where there are fewer components or features left, the last one takes the places of those that are missing.
 */
final class JointPanels {
  /** Components of a group. */
  static final int GROUP = 4;

  private final int dimension;
  private final double[] values;
  private final int[] list;
  private final int[] components = new int[GROUP];
  private double[] weights = {};
  private int firstComponent;
  private int stride;
  private int count;
  private int feature;

  /**
   * Creates a view of panels.
   *
   * @param values the block's panels: {@code d*WIDTH} numbers each
   */
  JointPanels(int dimension, double[] values) {
    this.dimension = dimension;
    this.values = values;
    this.list = new int[values.length / (dimension * WIDTH)];
  }

  /** Turns to some components; returns the number of panels that have a part in any of them. */
  int turnTo(int component, Posterior posterior) {
    weights = posterior.values();
    firstComponent = posterior.at(0, component);
    stride = posterior.at(1, 0);
    int last = posterior.components() - 1;
    for (int i = 0; i < GROUP; i++) {
      components[i] = (Math.min(component + i, last) - component) * WIDTH;
    }
    count = posterior.list(component, Math.min(component + GROUP, last + 1), list);
    return count;
  }

  /** Turns to some features. */
  void turnToFeature(int newFeature) {
    feature = newFeature;
  }

  double[] values() {
    return values;
  }

  double[] weights() {
    return weights;
  }

  int count() {
    return count;
  }

  /** Returns where in the values the first of the features of a panel of the list starts. */
  int at(int n) {
    return (list[n] * dimension + feature) * WIDTH;
  }

  /** Returns how far in the values another of the features is from the first. */
  int feature(int i) {
    return (Math.min(feature + i, dimension - 1) - feature) * WIDTH;
  }

  /** Returns where in the weights those of the first component start for a panel of the list. */
  int weightsAt(int n) {
    return list[n] * stride + firstComponent;
  }

  /** Returns how far in the weights another of the components is from the first. */
  int component(int i) {
    return components[i];
  }
}
