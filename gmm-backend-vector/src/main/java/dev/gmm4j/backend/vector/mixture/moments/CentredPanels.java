package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;

/** The panels of a block that contribute to one component, a few at a time, with room for them about its centre. */
final class CentredPanels extends WeightedPanels {
  /** So many numbers of centred samples are 64 KB, for tiles to work on for a while before their sums are put away. */
  private static final int CENTRED_NUMBERS = 8192;

  private final int dimension;
  private final double[] centred;
  private final double[] centre;
  private final int atATime;
  private int first;

  CentredPanels(int dimension, Panels panels) {
    super(panels);
    this.dimension = dimension;
    this.atATime = Math.max(1, CENTRED_NUMBERS / (dimension * WIDTH));
    this.centred = new double[atATime * dimension * WIDTH];
    this.centre = new double[dimension];
  }

  /** Turns to a component; returns the number of panels that contribute to it. */
  int turnTo(int component, Memberships memberships) {
    first = 0;
    return list(component, component + 1, memberships);
  }

  /** Turns to all samples, with their own weights. */
  void turnToAll(Memberships memberships) {
    first = 0;
    listAll(memberships);
  }

  /** Goes on to the next few panels, if there are more. */
  void next() {
    first = end();
  }

  /** Tells whether there are panels left, those from {@link #first} to {@link #end}. */
  boolean hasMore() {
    return first < count();
  }

  /** Returns the index in the list of the first current panel. */
  int first() {
    return first;
  }

  int end() {
    return Math.min(count(), first + atATime);
  }

  /** Returns room for the centred samples of the current panels. */
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
