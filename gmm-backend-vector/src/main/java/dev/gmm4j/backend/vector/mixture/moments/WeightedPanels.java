package dev.gmm4j.backend.vector.mixture.moments;

import static dev.gmm4j.backend.vector.mixture.layout.Panels.WIDTH;

import dev.gmm4j.backend.vector.mixture.layout.Memberships;
import dev.gmm4j.backend.vector.mixture.layout.Panels;

/** The panels of a block that contribute to some neighbouring components, with the samples' weights in the first of them. */
abstract sealed class WeightedPanels permits CentredPanels, JointPanels {
  private final Panels panels;
  private final int[] list;
  private double[] weights = {};
  private int firstWeight;
  private int stride;
  private int count;

  WeightedPanels(Panels panels) {
    this.panels = panels;
    this.list = new int[panels.capacity()];
  }

  /** Lists the panels that contribute to any of some components, with the weights of the first; returns their number. */
  final int list(int component, int endComponent, Memberships memberships) {
    weights = memberships.values();
    firstWeight = memberships.at(0, component);
    stride = memberships.at(1, 0);
    count = memberships.list(component, endComponent, list);
    return count;
  }

  /** Lists the panels that contribute to any component, with the samples' own weights. */
  final void listAll(Memberships memberships) {
    list(0, memberships.components(), memberships);
    weights = memberships.weights();
    stride = WIDTH;
  }

  /** Returns the number of panels of the list. */
  final int count() {
    return count;
  }

  /** Returns the index in the block of a panel of the list. */
  final int panel(int n) {
    return list[n];
  }

  /** Returns the block's samples. */
  final double[] values() {
    return panels.values();
  }

  /** Returns where in the values a feature of a panel of the list starts. */
  final int at(int n, int feature) {
    return panels.at(list[n], feature);
  }

  /** Returns the samples' weights. */
  final double[] weights() {
    return weights;
  }

  /** Returns where in the weights those of a panel of the list start. */
  final int weightsAt(int n) {
    return list[n] * stride + firstWeight;
  }
}
