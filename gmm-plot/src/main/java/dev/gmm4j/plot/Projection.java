package dev.gmm4j.plot;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * From data to the drawing.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param area the plot area
 */
record Projection(Axis x, Axis y, Rectangle2D area) {

  double x(double value) {
    return area.getX() + x.share(value) * area.getWidth();
  }

  double y(double value) {
    return area.getMaxY() - y.share(value) * area.getHeight();
  }

  /** Returns the projection as one transform, which it is between linear axes. */
  AffineTransform transform() {
    double scaleX = area.getWidth() / x.range().span();
    double scaleY = area.getHeight() / y.range().span();
    return new AffineTransform(
        scaleX,
        0,
        0,
        -scaleY,
        area.getX() - scaleX * x.range().min(),
        area.getMaxY() + scaleY * y.range().min());
  }

  /** Returns a line through points of the data; there is a gap where a number is NaN. */
  Path2D line(double[] xs, double[] ys) {
    Path2D path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < xs.length; i++) {
      if (Double.isNaN(ys[i])) {
        down = false;
      } else if (down) {
        path.lineTo(x(xs[i]), y(ys[i]));
      } else {
        path.moveTo(x(xs[i]), y(ys[i]));
        down = true;
      }
    }
    return path;
  }
}
