package dev.gmm4j.plot;

import java.awt.Graphics2D;

/** Draws a figure, the same each time, on a surface of the figure's size. */
@FunctionalInterface
interface Painting {
  void paint(Graphics2D g);
}
