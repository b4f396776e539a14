package dev.gmm4j.backend.vector.mixture;

import static dev.gmm4j.backend.vector.mixture.Panels.WIDTH;

/**
 * The panels of a block that have a part in one component, with the samples' weights in it, a few at a time.
 */
final class WeightedPanels {
  /** So many numbers of centred samples are 64 KB, for tiles to work on for a while before their sums are put away. */
  private static final int CENTRED_NUMBERS = 8192;

  private final int dimension;
  private final double[] values;
  private final double[] centred;
  private final double[] centre;
  private final int[] list;
  private final int atATime;
  private double[] weights = {};
  private int firstWeight;
  private int stride;
  private int count;
  private int first;

  /**
   * Creates a view of panels.
   *
   * @param values the block's panels: {@code d*WIDTH} numbers each
   */
  WeightedPanels(int dimension, double[] values) {
    this.dimension = dimension;
    this.values = values;
    this.list = new int[values.length / (dimension * WIDTH)];
    this.atATime = Math.max(1, CENTRED_NUMBERS / (dimension * WIDTH));
    this.centred = new double[atATime * dimension * WIDTH];
    this.centre = new double[dimension];
  }

  /** Turns to a component; returns the number of panels that have a part in it. */
  int turnTo(int component, Posterior posterior) {
    weights = posterior.values();
    firstWeight = posterior.at(0, component);
    stride = posterior.at(1, 0);
    count = posterior.list(component, component + 1, list);
    first = 0;
    return count;
  }

  /** Turns to all samples, with their own weights. */
  void turnToAll(Posterior posterior) {
    weights = posterior.weights();
    firstWeight = 0;
    stride = WIDTH;
    count = posterior.list(0, posterior.components(), list);
    first = 0;
  }

  /** Goes on to the next few panels, if there are more. */
  void next() {
    first = end();
  }

  /** Tells whether there are panels left, those from {@link #first} to {@link #end}. */
  boolean hasMore() {
    return first < count;
  }

  /** Returns the index in the list of the first panel that it is the turn of. */
  int first() {
    return first;
  }

  int end() {
    return Math.min(count, first + atATime);
  }

  /** Returns the number of panels that have a part in the component. */
  int count() {
    return count;
  }

  /** Returns the index in the block of a panel of the list. */
  int panel(int n) {
    return list[n];
  }

  /** Returns the block's samples. */
  double[] values() {
    return values;
  }

  /** Returns where in the values a feature of a panel of the list starts. */
  int at(int n, int feature) {
    return (list[n] * dimension + feature) * WIDTH;
  }

  /** Returns the samples' weights. */
  double[] weights() {
    return weights;
  }

  /** Returns where in the weights those of a panel of the list start. */
  int weightsAt(int n) {
    return list[n] * stride + firstWeight;
  }

  /** Returns room for the centred samples of the panels that it is the turn of. */
  double[] centred() {
    return centred;
  }

  int centredAt(int n, int feature) {
    return ((n - first) * dimension + feature) * WIDTH;
  }

  /** Returns the component's centre, shifted as the samples are, which the caller writes. */
  double[] centre() {
    return centre;
  }
}
