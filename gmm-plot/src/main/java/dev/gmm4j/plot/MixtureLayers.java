package dev.gmm4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;

/** A mixture of two features, drawn over its samples. */
final class MixtureLayers {
  /** The shares of the mixture's mass that contours enclose. */
  static final double[] SHARES = {0.1, 0.3, 0.5, 0.7, 0.9, 0.99};

  static final Color CONTOUR = new Color(0x55, 0x55, 0x55);
  static final double INNER_WIDTH = 2;
  static final double OUTER_WIDTH = 1.2;

  private static final double FILLING = 0.10;

  private MixtureLayers() {}

  /** Returns the contours of the density, as far as they can be seen. */
  static Layer contours(MarginalMixture mixture) {
    double[] levels = MassLevels.of(mixture, SHARES);
    return (g, projection) -> Named.group(g, "density contours", () -> {
      ContourLines grid =
          ContourLines.of(mixture, projection.x().range(), projection.y().range());
      for (int i = 0; i < levels.length; i++) {
        Shape line = projection.transform().createTransformedShape(grid.at(levels[i]));
        g.setColor(Palette.translucent(CONTOUR, 0.95 - 0.09 * i));
        g.setStroke(Palette.solid(1));
        Named.group(g, contourName(i), () -> g.draw(line));
      }
    });
  }

  private static String contourName(int index) {
    return "contour around " + Math.round(100 * SHARES[index]) + " % of the mixture";
  }

  /** Returns the components' ellipses of one deviation, filled, and of two. */
  static Layer ellipses(MarginalMixture mixture) {
    return (g, projection) -> {
      for (int k = 0; k < mixture.components(); k++) {
        if (mixture.weight(k) > 0) {
          ellipses(g, projection, mixture, k);
        }
      }
    };
  }

  private static void ellipses(
      Graphics2D g, Projection projection, MarginalMixture mixture, int k) {
    Color color = Palette.component(k);
    Named.group(g, "1\u03c3 and 2\u03c3 ellipses of component " + k, () -> {
      Shape inner =
          projection.transform().createTransformedShape(CovarianceEllipse.of(mixture, k, 1));
      Shape outer =
          projection.transform().createTransformedShape(CovarianceEllipse.of(mixture, k, 2));
      g.setColor(Palette.translucent(color, FILLING));
      g.fill(inner);
      outline(g, inner, color, INNER_WIDTH);
      outline(g, outer, color, OUTER_WIDTH);
    });
  }

  /** A light seam keeps a line apart from points of its own colour. */
  static void outline(Graphics2D g, Shape shape, Color color, double width) {
    BasicStroke seam = Palette.solid(width + 1.2);
    g.setColor(Palette.translucent(Palette.BACKGROUND, 0.55));
    g.setStroke(seam);
    g.draw(shape);
    g.setColor(color.darker());
    g.setStroke(Palette.solid(width));
    g.draw(shape);
  }

  /** Returns the components' numbers at their means. */
  static Layer numbers(MarginalMixture mixture) {
    return (g, projection) -> {
      for (int k = 0; k < mixture.components(); k++) {
        if (mixture.weight(k) > 0) {
          double x = projection.x(mixture.mean(k, 0));
          double y = projection.y(mixture.mean(k, 1));
          label(g, Integer.toString(k), Text.HEADING, x, y + 4.5);
        }
      }
    };
  }

  /** Draws text that stays legible on anything. */
  static void label(Graphics2D g, String text, Font font, double x, double baseline) {
    Shape outline = Text.outline(text, font, x, baseline, Text.Anchor.MIDDLE);
    g.setColor(Palette.translucent(Palette.BACKGROUND, 0.9));
    g.setStroke(Palette.solid(3.5));
    g.draw(outline);
    g.setColor(Palette.INK);
    g.fill(outline);
  }
}
