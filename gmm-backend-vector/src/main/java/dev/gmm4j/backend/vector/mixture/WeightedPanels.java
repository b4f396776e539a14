package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

/** The panels of a block that have a part in one component, with the samples' weights in it. */
final class WeightedPanels {
  private final int dimension;
  private final double[] values;
  private final int[] list;
  private double[] weights = {};
  private int firstWeight;
  private int stride;
  private int count;

  /**
   * Creates a view of panels.
   *
   * @param values the block's panels: {@code d*WIDTH} numbers each
   */
  WeightedPanels(int dimension, double[] values) {
    this.dimension = dimension;
    this.values = values;
    this.list = new int[values.length / (dimension * WIDTH)];
  }

  /** Turns to a component; returns the number of panels that have a part in it. */
  int turnTo(int component, Posterior posterior) {
    weights = posterior.values();
    firstWeight = posterior.at(0, component);
    stride = posterior.at(1, 0);
    count = posterior.list(component, list);
    return count;
  }

  double[] values() {
    return values;
  }

  double[] weights() {
    return weights;
  }

  /** Returns the panels' indices, of which the first {@link #count} count. */
  int[] list() {
    return list;
  }

  int count() {
    return count;
  }

  /** Returns where in the values a feature of a panel starts. */
  int at(int panel, int feature) {
    return (panel * dimension + feature) * WIDTH;
  }

  /** Returns where in the weights a panel's start. */
  int weightsAt(int panel) {
    return panel * stride + firstWeight;
  }
}
