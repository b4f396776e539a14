package dev.gmm4j.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/**
 * The bars of a histogram.
 *
 * @param name of the drawing
 */
record HistogramLayer(String name, Histogram histogram, Color color) implements Layer {
  /** Bars at least so wide are separated by lines. */
  private static final double SEPARATE = 6;

  @Override
  public void paint(Graphics2D g, Projection projection) {
    DrawingGroup.draw(g, name, () -> {
      double zero = projection.y(0);
      int bars = histogram.heights().length;
      // One shape: the edges of single bars would shine through.
      Path2D shape = new Path2D.Double();
      shape.moveTo(projection.x(histogram.left(0)), zero);
      for (int bar = 0; bar < bars; bar++) {
        double top = projection.y(histogram.heights()[bar]);
        shape.lineTo(projection.x(histogram.left(bar)), top);
        shape.lineTo(projection.x(histogram.left(bar + 1)), top);
      }
      shape.lineTo(projection.x(histogram.left(bars)), zero);
      shape.closePath();
      g.setColor(color);
      g.fill(shape);
      if (shape.getBounds2D().getWidth() > SEPARATE * bars) {
        g.setColor(Palette.BACKGROUND);
        g.setStroke(Palette.solid(0.8));
        for (int bar = 1; bar < bars; bar++) {
          double x = projection.x(histogram.left(bar));
          double lower = Math.min(histogram.heights()[bar - 1], histogram.heights()[bar]);
          g.draw(new Line2D.Double(x, projection.y(lower), x, zero));
        }
      }
    });
  }
}
