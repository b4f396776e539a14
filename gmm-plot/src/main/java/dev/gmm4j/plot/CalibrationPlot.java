package dev.gmm4j.plot;

import dev.gmm4j.classification.CalibrationCurve;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Arrays;
import java.util.List;

/**
 * How often what was predicted came true, by how probable it was said to be: the points of a {@link CalibrationCurve}, the
 * larger the more rows they have, with 95 % intervals of the shares (Wilson 1927). Where probabilities are right, points lie
 * on the diagonal.
 */
public final class CalibrationPlot extends Plot<CalibrationPlot> {
  /** The 97.5 % quantile of the normal distribution. */
  private static final double QUANTILE = 1.959963984540054;

  private static final double LARGEST = 8;
  private static final double SMALLEST = 2.5;
  private static final double LINE_WIDTH = 1.6;

  private final CalibrationCurve curve;

  private CalibrationPlot(CalibrationCurve curve) {
    super(480, 480);
    this.curve = curve;
  }

  /** Returns a plot of a curve. */
  public static CalibrationPlot of(CalibrationCurve curve) {
    return new CalibrationPlot(curve);
  }

  @Override
  Figure draw() {
    Range unit = new Range(-0.03, 1.03);
    long rows = Arrays.stream(curve.counts()).sum();
    Panel panel = new Panel(
        "",
        "calibration of the probabilities of " + rows + " rows in " + curve.counts().length
            + " groups, expected error " + Text.number(curve.expectedError(), 3),
        Axis.of("probability of the predicted class", unit),
        Axis.of("share of rows where it was right", unit),
        Aspect.EQUAL,
        List.of(CalibrationPlot::paintDiagonal, this::paintIntervals, this::paintCurve));
    Legend legend = new Legend()
        .line("probabilities that are right", Palette.MUTED, Palette.dashed(LINE_WIDTH))
        .mark("rows of similar probability", Palette.component(0), Mark.CIRCLE, LARGEST / 2)
        .line("95 % interval", Palette.component(0), Palette.solid(1));
    return Layout.figure(title, width, height, panel, legend);
  }

  private static void paintDiagonal(Graphics2D g, Projection projection) {
    DrawingGroup.draw(g, "probabilities that are right", () -> {
      g.setColor(Palette.MUTED);
      g.setStroke(Palette.dashed(LINE_WIDTH));
      g.draw(new Line2D.Double(projection.x(0), projection.y(0), projection.x(1), projection.y(1)));
    });
  }

  private void paintIntervals(Graphics2D g, Projection projection) {
    double[] probabilities = curve.probabilities();
    double[] shares = curve.shares();
    long[] counts = curve.counts();
    DrawingGroup.draw(g, "95 % intervals", () -> {
      g.setColor(Palette.component(0));
      g.setStroke(Palette.solid(1));
      for (int i = 0; i < counts.length; i++) {
        Range interval = interval(shares[i], counts[i]);
        double x = projection.x(probabilities[i]);
        g.draw(new Line2D.Double(x, projection.y(interval.min()), x, projection.y(interval.max())));
      }
    });
  }

  /** Returns Wilson's interval of a share of so many rows. */
  static Range interval(double share, long count) {
    double square = QUANTILE * QUANTILE / count;
    double centre = (share + square / 2) / (1 + square);
    double half =
        QUANTILE * Math.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square);
    double low = Math.max(0, centre - half);
    double high = Math.min(1, centre + half);
    return new Range(low, high);
  }

  private void paintCurve(Graphics2D g, Projection projection) {
    double[] probabilities = curve.probabilities();
    double[] shares = curve.shares();
    long[] counts = curve.counts();
    double most = Arrays.stream(counts).max().orElse(1);
    DrawingGroup.draw(g, "calibration curve", () -> {
      g.setColor(Palette.component(0));
      g.setStroke(Palette.solid(LINE_WIDTH));
      g.draw(projection.line(probabilities, shares));
      for (int i = 0; i < counts.length; i++) {
        double radius = Math.max(SMALLEST, LARGEST * Math.sqrt(counts[i] / most));
        g.fill(Mark.CIRCLE.at(projection.x(probabilities[i]), projection.y(shares[i]), radius));
      }
    });
  }

  @Override
  CalibrationPlot self() {
    return this;
  }
}
