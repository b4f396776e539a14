package dev.gmm4j.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A mixture of two features, drawn over its samples. */
final class MixtureLayers {
  /** The shares of the mixture's mass that contours enclose. */
  static final double[] SHARES = {0.1, 0.3, 0.5, 0.7, 0.9, 0.99};

  static final Color CONTOUR = new Color(0x55, 0x55, 0x55);
  static final double INNER_WIDTH = 2;
  static final double OUTER_WIDTH = 1.2;

  /** What draws from a posterior are called, how wide their lines are, and how opaque. */
  static final String DRAWS = "draws from the posterior";

  static final double DRAW_WIDTH = 0.7;
  static final double DRAW_OPACITY = 0.45;

  private static final double FILLING = 0.10;

  /** Room that a number takes: smaller ellipses would vanish behind it. */
  private static final double LABEL = 22;

  private MixtureLayers() {}

  /** Returns the contours of the density, as far as they can be seen. */
  static Layer contours(MarginalMixture mixture) {
    double[] levels = HighestDensityLevels.of(mixture, SHARES);
    return (g, projection) -> DrawingGroup.draw(g, "density contours", () -> {
      ContourLines grid =
          ContourLines.of(mixture, projection.x().range(), projection.y().range());
      for (int i = 0; i < levels.length; i++) {
        Shape line = projection.transform().createTransformedShape(grid.at(levels[i]));
        g.setColor(Palette.translucent(CONTOUR, 0.95 - 0.09 * i));
        g.setStroke(Palette.solid(1));
        DrawingGroup.draw(g, contourName(i), () -> g.draw(line));
      }
    });
  }

  /** Returns the density of the outermost contour. */
  static double outermost(MarginalMixture mixture) {
    return HighestDensityLevels.of(mixture, SHARES[SHARES.length - 1])[0];
  }

  private static String contourName(int index) {
    return "contour around " + Math.round(100 * SHARES[index]) + " % of the mixture";
  }

  /** Returns the components' ellipses of one deviation, filled, and of two. */
  static Layer ellipses(MarginalMixture mixture) {
    return ellipses(mixture, k -> k);
  }

  /**
   * Returns the components' ellipses.
   *
   * @param colours the component whose colour each has, or a negative number for none's
   */
  static Layer ellipses(MarginalMixture mixture, IntUnaryOperator colours) {
    return (g, projection) -> {
      for (int k = 0; k < mixture.components(); k++) {
        if (mixture.weight(k) > 0) {
          ellipses(g, projection, mixture, k, Palette.component(colours.applyAsInt(k)));
        }
      }
    };
  }

  private static void ellipses(
      Graphics2D g, Projection projection, MarginalMixture mixture, int k, Color color) {
    DrawingGroup.draw(g, mixture.ellipseNames().ofComponent(k), () -> {
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

  /**
   * Returns the ellipses of two deviations of mixtures that a posterior has drawn: thin lines in the components' colours.
   *
   * @param colours the component whose colour each has, or a negative number for none's
   */
  static Layer draws(List<MarginalMixture> draws, IntUnaryOperator colours) {
    return (g, projection) -> DrawingGroup.draw(g, DRAWS, () -> {
      g.setStroke(Palette.solid(DRAW_WIDTH));
      for (MarginalMixture draw : draws) {
        for (int k = 0; k < draw.components(); k++) {
          if (draw.weight(k) > 0) {
            Color color = Palette.component(colours.applyAsInt(k)).darker();
            g.setColor(Palette.translucent(color, DRAW_OPACITY));
            g.draw(projection.transform().createTransformedShape(CovarianceEllipse.of(draw, k, 2)));
          }
        }
      }
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

  /** Returns the components' numbers at their means, or beside those of ellipses that they would hide. */
  static Layer numbers(MarginalMixture mixture) {
    return (g, projection) -> {
      for (int k = 0; k < mixture.components(); k++) {
        if (mixture.weight(k) > 0) {
          Point2D place = place(mixture, k, projection);
          label(g, Integer.toString(k), Text.HEADING, place.getX(), place.getY() + 4.5);
        }
      }
    };
  }

  static Point2D place(MarginalMixture mixture, int k, Projection projection) {
    double x = projection.x(mixture.mean(k, 0));
    double y = projection.y(mixture.mean(k, 1));
    AffineTransform scale = projection.transform();
    double across =
        2 * mixture.radius(k, 2) * mixture.deviation(k, 0) * Math.abs(scale.getScaleX());
    double up = 2 * mixture.radius(k, 2) * mixture.deviation(k, 1) * Math.abs(scale.getScaleY());
    if (Math.max(across, up) > LABEL) {
      return new Point2D.Double(x, y);
    }
    // To the upper right, unless it would leave the plot area there.
    Rectangle2D area = projection.area();
    double right = x + across / 2 + LABEL > area.getMaxX() ? -1 : 1;
    double above = y - up / 2 - LABEL < area.getY() ? -1 : 1;
    return new Point2D.Double(
        x + right * (across / 2 + LABEL / 2), y - above * (up / 2 + LABEL / 2));
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
