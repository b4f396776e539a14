package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples with a ring about them, or crossed.
 *
 * @param marked whether each sample is
 * @param name what they are, for the legend
 * @param crossed true for crosses
 */
record MarkedSamples(boolean[] marked, String name, boolean crossed) {
  static MarkedSamples of(Samples samples, boolean[] marked, String name, boolean crossed) {
    check(
        marked.length == samples.count(),
        "flagged must be as many as samples = %d, but were %d",
        samples.count(),
        marked.length);
    return new MarkedSamples(marked.clone(), name, crossed);
  }

  /**
   * Returns the marks in a plane.
   *
   * @param imputation fills in missing values, or null where such samples are not drawn
   * @param radius of a mark
   */
  Layer layer(Samples samples, Plane plane, @Nullable Imputation imputation, double radius) {
    List<double[]> centres = new ArrayList<>();
    SampleScan.visit(
        samples,
        null,
        Clusters.areShaded(samples) ? null : imputation,
        plane.columns(),
        (row, values, offset, weight, component, certainty, imputed) -> {
          if (marked[(int) row]) {
            centres.add(
                new double[] {plane.place(0, values, offset), plane.place(1, values, offset)});
          }
        });
    return (g, projection) ->
        DrawingGroup.draw(g, name, () -> paint(g, projection, centres, radius));
  }

  private void paint(Graphics2D g, Projection projection, List<double[]> centres, double radius) {
    g.setColor(Palette.INK);
    g.setStroke(Palette.solid(1.3));
    for (double[] centre : centres) {
      double x = projection.x(centre[0]);
      double y = projection.y(centre[1]);
      g.draw(crossed ? Mark.cross(x, y, radius) : Mark.CIRCLE.at(x, y, radius));
    }
  }

  /** Adds the mark to a legend, about points of a radius. */
  void explain(Legend legend, double point) {
    if (crossed) {
      legend.cross(name, Palette.INK, point + 1.5);
    } else {
      legend.ring(name, Palette.INK, point + 1.5);
    }
  }
}
