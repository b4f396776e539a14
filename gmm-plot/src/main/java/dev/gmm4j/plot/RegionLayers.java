package dev.gmm4j.plot;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The regions of a plane in which each cluster or class is the likeliest (maximum a posteriori) under the mixture that is
 * drawn, the lines between them, and how unsure that is.
 */
final class RegionLayers {
  static final String BOUNDARY = "boundary between regions";
  static final String UNCERTAINTY = "uncertain";

  static final Color LINE = Palette.INK;
  static final double LINE_WIDTH = 1.1;

  private static final int CELLS = 240;
  private static final double FEWEST_CELLS = 60;

  /** Grid points times groups times components of boundaries, so that many classes do not take long. */
  private static final double BUDGET = 3e7;

  private static final double TINT = 0.13;

  /** The darkest shade of uncertainty. */
  private static final double DARKEST = 0.6;

  private RegionLayers() {}

  /** Adds what is asked for, which lies below the samples. */
  static void add(
      List<Layer> layers,
      Collection<ScatterPlot.Overlay> overlays,
      MarginalMixture mixture,
      Clustering clustering,
      IntUnaryOperator colours) {
    GroupDensities densities = new GroupDensities(mixture, clustering);
    if (overlays.contains(ScatterPlot.Overlay.REGIONS)) {
      layers.add(shade("regions", (x, y) -> {
        int group = densities.likeliest(x, y);
        return Palette.translucent(Palette.component(colours.applyAsInt(group)), TINT);
      }));
    }
    if (overlays.contains(ScatterPlot.Overlay.UNCERTAINTY)) {
      double most = 1 - 1.0 / Math.max(2, densities.live());
      layers.add(shade(
          UNCERTAINTY,
          (x, y) -> Palette.translucent(
              Palette.NEUTRAL, DARKEST * Math.min(1, densities.uncertainty(x, y) / most))));
    }
    if (overlays.contains(ScatterPlot.Overlay.REGIONS)) {
      layers.add(boundaries(densities));
    }
  }

  /** Adds the same to a legend. */
  static void explain(Legend legend, Collection<ScatterPlot.Overlay> overlays) {
    if (overlays.contains(ScatterPlot.Overlay.REGIONS)) {
      legend.line(BOUNDARY, LINE, Palette.dashed(LINE_WIDTH));
    }
    if (overlays.contains(ScatterPlot.Overlay.UNCERTAINTY)) {
      legend.area(UNCERTAINTY, Palette.translucent(Palette.NEUTRAL, DARKEST));
    }
  }

  private interface Shade {
    Color at(double x, double y);
  }

  /** Returns an image over the whole plot area. */
  private static Layer shade(String name, Shade shade) {
    return (g, projection) -> DrawingGroup.draw(g, name, () -> {
      Range x = projection.x().range();
      Range y = projection.y().range();
      BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_ARGB);
      for (int row = 0; row < CELLS; row++) {
        for (int column = 0; column < CELLS; column++) {
          Color color = shade.at(x.at((column + 0.5) / CELLS), y.at(1 - (row + 0.5) / CELLS));
          image.setRGB(column, row, color.getRGB());
        }
      }
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      g.drawImage(
          image,
          new AffineTransform(
              projection.area().getWidth() / CELLS,
              0,
              0,
              projection.area().getHeight() / CELLS,
              projection.area().getX(),
              projection.area().getY()),
          null);
    });
  }

  private static Layer boundaries(GroupDensities densities) {
    return (g, projection) -> DrawingGroup.draw(g, BOUNDARY, () -> {
      double most = Math.sqrt(BUDGET / densities.cost());
      int cells = (int) Math.min(CELLS, Math.max(FEWEST_CELLS, most));
      g.setColor(LINE);
      g.setStroke(Palette.dashed(LINE_WIDTH));
      // The last group has no boundary that is not another's, too.
      for (int group : densities.liveGroups().subList(0, Math.max(0, densities.live() - 1))) {
        ContourLines grid = new ContourLines(
            (x, y) -> densities.lead(group, x, y),
            projection.x().range(),
            projection.y().range(),
            cells,
            cells);
        Path2D path = new Path2D.Double();
        grid.lines(0).forEach(line -> appendOwn(path, line, group, densities));
        g.draw(projection.transform().createTransformedShape(path));
      }
    });
  }

  /** Appends the parts of a line beyond which a later group begins: the others are drawn as boundaries of earlier ones. */
  private static void appendOwn(Path2D path, double[] line, int group, GroupDensities densities) {
    boolean down = false;
    for (int i = 2; i < line.length; i += 2) {
      double x = 0.5 * (line[i - 2] + line[i]);
      double y = 0.5 * (line[i - 1] + line[i + 1]);
      boolean own = densities.rival(group, x, y) > group;
      if (own && !down) {
        path.moveTo(line[i - 2], line[i - 1]);
      }
      if (own) {
        path.lineTo(line[i], line[i + 1]);
      }
      down = own;
    }
  }
}
