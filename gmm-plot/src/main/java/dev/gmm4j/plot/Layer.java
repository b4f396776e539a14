package dev.gmm4j.plot;

import java.awt.Graphics2D;

/** Something drawn into a plot area. */
@FunctionalInterface
interface Layer {
  void paint(Graphics2D g, Projection projection);
}
