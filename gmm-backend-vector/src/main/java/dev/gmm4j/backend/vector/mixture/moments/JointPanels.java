package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;

/**
 * The panels of a block that contribute to any component of a tile, with some features of them.
 *
 * <p>Where there are fewer components or features left, the last one takes the places of those that are missing.
 */
final class JointPanels extends WeightedPanels {
  private final int dimension;
  private int lastComponent;
  private int feature;

  JointPanels(int dimension, Panels panels) {
    super(panels);
    this.dimension = dimension;
  }

  /** Turns to some components; returns the number of panels that contribute to any of them. */
  int turnTo(int component, Memberships memberships) {
    int end = Math.min(component + JointTiles.COMPONENTS, memberships.components());
    lastComponent = end - 1 - component;
    return list(component, end, memberships);
  }

  /** Turns to some features. */
  void turnToFeature(int newFeature) {
    feature = newFeature;
  }

  /** Returns where in the values the first of the features of a panel of the list starts. */
  int at(int n) {
    return at(n, feature);
  }

  /** Returns how far in the values another of the features is from the first. */
  int feature(int i) {
    return (Math.min(feature + i, dimension - 1) - feature) * WIDTH;
  }

  /** Returns how far in the weights another of the components is from the first. */
  int component(int i) {
    return Math.min(i, lastComponent) * WIDTH;
  }
}
