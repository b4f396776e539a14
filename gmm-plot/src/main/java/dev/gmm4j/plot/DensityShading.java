package dev.gmm4j.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * Many points as an image: the more of them in a cell, the darker, in the mixed colours of their components. A million
 * marks would be a blot.
 */
final class DensityShading implements Layer {
  static final int CELLS = 240;

  /** The least that a cell with a single point shows. */
  private static final double FAINTEST = 0.18;

  private final Range x;
  private final Range y;
  private final double[] counts = new double[CELLS * CELLS];
  private final double[][] colours = new double[3][CELLS * CELLS];

  DensityShading(Range x, Range y) {
    this.x = x;
    this.y = y;
  }

  void add(double valueX, double valueY, double weight, Color color) {
    int cell = cell(valueY, y) * CELLS + cell(valueX, x);
    counts[cell] += weight;
    colours[0][cell] += weight * color.getRed();
    colours[1][cell] += weight * color.getGreen();
    colours[2][cell] += weight * color.getBlue();
  }

  private static int cell(double value, Range range) {
    int cell = range.span() == 0 ? 0 : (int) (CELLS * ((value - range.min()) / range.span()));
    return Math.max(0, Math.min(CELLS - 1, cell));
  }

  @Override
  public void paint(Graphics2D g, Projection projection) {
    double left = projection.x(x.min());
    double top = projection.y(y.max());
    AffineTransform placement = new AffineTransform(
        (projection.x(x.max()) - left) / CELLS,
        0,
        0,
        (projection.y(y.min()) - top) / CELLS,
        left,
        top);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(image(), placement, null);
  }

  BufferedImage image() {
    double densest = 0;
    double faintest = Double.POSITIVE_INFINITY;
    for (double count : counts) {
      densest = Math.max(densest, count);
      faintest = count > 0 ? Math.min(faintest, count) : faintest;
    }
    double steps = Math.log1p(densest / faintest) - Math.log1p(1);
    BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_ARGB);
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        int cell = row * CELLS + column;
        if (counts[cell] > 0) {
          // Logarithms, as the eye would see only the densest cells otherwise.
          double share =
              steps > 0 ? (Math.log1p(counts[cell] / faintest) - Math.log1p(1)) / steps : 1;
          Color color = new Color(channel(0, cell), channel(1, cell), channel(2, cell));
          image.setRGB(
              column,
              CELLS - 1 - row,
              Palette.translucent(color, FAINTEST + (1 - FAINTEST) * share).getRGB());
        }
      }
    }
    return image;
  }

  private int channel(int channel, int cell) {
    return (int) Math.round(colours[channel][cell] / counts[cell]);
  }
}
