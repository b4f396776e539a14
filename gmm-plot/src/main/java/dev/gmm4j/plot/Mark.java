package dev.gmm4j.plot;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** The shape of a point: components of the same colour differ in it. */
enum Mark {
  CIRCLE,
  SQUARE,
  TRIANGLE,
  DIAMOND;

  static Mark component(int index) {
    return values()[index / Palette.size() % values().length];
  }

  /** Returns the shape about a point, of the same area as the circle of a radius. */
  Shape at(double x, double y, double radius) {
    return switch (this) {
      case CIRCLE -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
      case SQUARE -> polygon(x, y, radius * Math.sqrt(Math.PI / 2), 4, Math.PI / 4);
      case TRIANGLE -> polygon(x, y, radius * Math.sqrt(Math.PI / 1.299), 3, -Math.PI / 2);
      case DIAMOND -> polygon(x, y, radius * Math.sqrt(Math.PI / 2), 4, 0);
    };
  }

  /** Returns a diagonal cross about a point, as wide as the circle of a radius: lines, which have no area. */
  static Shape cross(double x, double y, double radius) {
    Path2D path = new Path2D.Double();
    path.moveTo(x - radius, y - radius);
    path.lineTo(x + radius, y + radius);
    path.moveTo(x - radius, y + radius);
    path.lineTo(x + radius, y - radius);
    return path;
  }

  private static Shape polygon(double x, double y, double radius, int corners, double from) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = from + 2 * Math.PI * i / corners;
      double px = x + radius * Math.cos(angle);
      double py = y + radius * Math.sin(angle);
      if (i == 0) {
        path.moveTo(px, py);
      } else {
        path.lineTo(px, py);
      }
    }
    path.closePath();
    return path;
  }
}
