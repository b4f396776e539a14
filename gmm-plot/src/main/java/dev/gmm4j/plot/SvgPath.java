package dev.gmm4j.plot;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shapes and numbers in the notation of SVG, to a hundredth of a pixel. */
final class SvgPath {
  private static final int DECIMALS = 2;

  private SvgPath() {}

  /** Returns the {@code d} attribute of a shape; empty if there is nothing to draw. */
  static String of(Shape shape, AffineTransform transform) {
    StringBuilder path = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator i = shape.getPathIterator(transform); !i.isDone(); i.next()) {
      switch (i.currentSegment(points)) {
        case PathIterator.SEG_MOVETO -> append(path, 'M', points, 2);
        case PathIterator.SEG_LINETO -> append(path, 'L', points, 2);
        case PathIterator.SEG_QUADTO -> append(path, 'Q', points, 4);
        case PathIterator.SEG_CUBICTO -> append(path, 'C', points, 6);
        default -> path.append('Z');
      }
    }
    return path.toString();
  }

  private static void append(StringBuilder path, char command, double[] points, int count) {
    path.append(command);
    for (int j = 0; j < count; j++) {
      String number = number(points[j]);
      if (j > 0 && number.charAt(0) != '-') {
        path.append(' ');
      }
      path.append(number);
    }
  }

  static String number(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths % 100 == 0) {
      return Long.toString(hundredths / 100);
    }
    return BigDecimal.valueOf(hundredths, DECIMALS)
        .setScale(hundredths % 10 == 0 ? 1 : DECIMALS, RoundingMode.UNNECESSARY)
        .toPlainString();
  }
}
