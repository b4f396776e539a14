package dev.gmm4j.plot;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A plot area with its axes, its title and what is drawn into it.
 *
 * @param title may be empty
 * @param name what the panel shows, for those who cannot see it
 * @param layers what is drawn, the first one lowest
 * @param labels what is written on the left of the plot area in place of ticks
 */
record Panel(
    String title, String name, Axis x, Axis y, Aspect aspect, List<Layer> layers, Labels labels) {
  private static final int ROUNDS = 4;

  Panel(String title, String name, Axis x, Axis y, Aspect aspect, List<Layer> layers) {
    this(title, name, x, y, aspect, layers, Labels.NONE);
  }

  /**
   * The texts on the left of the plot area.
   *
   * @param width the room that it needs
   */
  record Labels(double width, Layer layer) {
    static final Labels NONE = new Labels(0, (g, projection) -> {});
  }

  /** A panel whose plot area has a size. */
  static final class Fitted {
    private final Panel panel;
    private final AxesChart chart;
    private final int width;
    private final int height;
    private final Rectangle2D area;

    private Fitted(Panel panel, AxesChart chart, int width, int height) {
      this.panel = panel;
      this.chart = chart;
      this.width = width;
      this.height = height;
      this.area = measure(chart, width, height);
    }

    double left() {
      return Math.max(area.getX(), panel.labels.width());
    }

    double top() {
      return area.getY();
    }

    double right() {
      return width - area.getMaxX();
    }

    double bottom() {
      return height - area.getMaxY();
    }

    double plotWidth() {
      return area.getWidth();
    }

    double plotHeight() {
      return area.getHeight();
    }

    Axis x() {
      return panel.x;
    }

    Axis y() {
      return panel.y;
    }

    /** Paints the panel with the upper left corner of its plot area at a point. */
    void paint(Graphics2D g, double plotX, double plotY) {
      AffineTransform saved = g.getTransform();
      g.translate(plotX - area.getX(), plotY - area.getY());
      DrawingGroup.draw(g, panel.name, () -> {
        chart.paint(g, width, height);
        Projection projection = new Projection(panel.x, panel.y, area);
        Shape clip = g.getClip();
        g.clip(area);
        for (Layer layer : panel.layers) {
          layer.paint(g, projection);
        }
        g.setClip(clip);
        g.setColor(Palette.FRAME);
        g.setStroke(Palette.solid(1));
        g.draw(area);
        panel.labels.layer().paint(g, projection);
      });
      g.setTransform(saved);
    }
  }

  Panel withAxes(Axis newX, Axis newY) {
    return new Panel(title, name, newX, newY, aspect, layers, labels);
  }

  /** Fits the chart about a plot area of a size, or of one a little smaller, as charts have whole sizes. */
  Fitted fit(double plotWidth, double plotHeight) {
    Panel panel = withEqualUnits(plotWidth, plotHeight);
    double width = plotWidth + 60;
    double height = plotHeight + 50;
    Fitted fitted = panel.chart(plotWidth, plotHeight, width, height);
    for (int round = 0; round < ROUNDS; round++) {
      double narrower = plotWidth - fitted.plotWidth();
      double lower = plotHeight - fitted.plotHeight();
      if (Math.abs(narrower) < 1 && Math.abs(lower) < 1) {
        break;
      }
      width += narrower;
      height += lower;
      fitted = panel.chart(plotWidth, plotHeight, width, height);
    }
    // The last piece of a pixel goes to the units.
    Panel exact = withEqualUnits(fitted.plotWidth(), fitted.plotHeight());
    return exact.equals(panel) ? fitted : exact.chart(plotWidth, plotHeight, width, height);
  }

  private Fitted chart(double plotWidth, double plotHeight, double width, double height) {
    return new Fitted(
        this,
        new AxesChart(title, x, y, plotWidth, plotHeight),
        (int) Math.max(1, Math.floor(width)),
        (int) Math.max(1, Math.floor(height)));
  }

  /** Widens the range of one axis so that a unit is as long as on the other. */
  private Panel withEqualUnits(double plotWidth, double plotHeight) {
    if (!aspect.isEqual(x.range(), y.range())) {
      return this;
    }
    double unitsPerPixel = Math.max(x.range().span() / plotWidth, y.range().span() / plotHeight);
    return withAxes(
        x.withRange(x.range().withSpan(unitsPerPixel * plotWidth)),
        y.withRange(y.range().withSpan(unitsPerPixel * plotHeight)));
  }

  /** The library knows where the plot area lies only after painting: here, to nowhere. */
  private static Rectangle2D measure(AxesChart chart, int width, int height) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      chart.paint(g, width, height);
    } finally {
      g.dispose();
    }
    return (Rectangle2D) chart.plotArea().clone();
  }
}
