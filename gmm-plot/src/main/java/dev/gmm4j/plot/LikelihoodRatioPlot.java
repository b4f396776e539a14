package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.bootstrap.LikelihoodRatioBootstrapResult;
import dev.gmm4j.data.Samples;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tests of the number of components, one panel for each: how large the likelihood ratio is by chance, as the bootstrap has
 * it, and how large it is for the samples. Replicates that reach the samples' ratio are what the p-value counts.
 */
public final class LikelihoodRatioPlot extends Plot<LikelihoodRatioPlot> {
  private static final int MOST_ACROSS = 3;
  private static final int SINGLE = 680;
  private static final int EACH = 400;
  private static final int HEIGHT = 400;
  private static final int HEIGHT_OF_MANY = 300;

  private static final Color OBSERVED = Palette.component(1);
  private static final BasicStroke OBSERVED_LINE = Palette.solid(2.2);
  private static final BasicStroke CRITICAL_LINE = Palette.dashed(1.6);

  private final LikelihoodRatioBootstrapResult result;

  private LikelihoodRatioPlot(LikelihoodRatioBootstrapResult result) {
    super(SINGLE, HEIGHT);
    this.result = result;
  }

  /**
   * Returns a plot of tests.
   *
   * @throws IllegalArgumentException if there was no test, for the larger mixture could not be fitted
   */
  public static LikelihoodRatioPlot of(LikelihoodRatioBootstrapResult result) {
    check(!result.steps().isEmpty(), "tests must be at least 1, but were 0");
    return new LikelihoodRatioPlot(result);
  }

  @Override
  Figure draw() {
    int count = result.steps().size();
    int across = Math.min(count, MOST_ACROSS);
    int lines = (count + across - 1) / across;
    @Nullable Panel[][] panels = new Panel[lines][across];
    for (int i = 0; i < count; i++) {
      panels[i / across][i % across] = panel(result.steps().get(i));
    }
    int suitableWidth = count == 1 ? SINGLE : EACH * across;
    int suitableHeight = lines == 1 ? HEIGHT : 100 + HEIGHT_OF_MANY * lines;
    return Layout.figure(
        title, sized ? width : suitableWidth, sized ? height : suitableHeight, panels, legend());
  }

  private Panel panel(LikelihoodRatioBootstrapResult.Step step) {
    double[] ratios = replicates(step);
    Histogram density = Histogram.of(Samples.of(ratios, 1), 0);
    double binWidth = density.range().span() / density.heights().length;
    Histogram counts = density.scaled(ratios.length * binWidth);
    double observed = step.statistic();
    double critical = critical(ratios);
    Range range = density.range().union(new Range(observed, observed));
    List<Layer> layers = new ArrayList<>();
    layers.add(new HistogramLayer("replicates", counts, Palette.HISTOGRAM));
    layers.add((g, projection) -> paintReached(g, projection, counts, observed));
    if (!Double.isNaN(critical)) {
      layers.add((g, projection) ->
          paintLine(g, projection, "critical value", critical, Palette.INK, CRITICAL_LINE));
    }
    layers.add(
        (g, projection) -> paintLine(g, projection, "observed", observed, OBSERVED, OBSERVED_LINE));
    String name = step.components() + " against " + (step.components() + 1);
    String verdict = step.pValue() <= result.significance() ? ", rejected" : ", not rejected";
    String p = "p = " + Text.number(step.pValue(), 3);
    return new Panel(
        name + ": " + p + verdict,
        "likelihood ratio of " + name + " components, observed " + Text.number(observed, 5) + ", "
            + p + verdict + ", and of " + ratios.length + " replicates",
        Axis.of("likelihood ratio", range.padded()),
        new Axis("replicates", new Range(0, 1.06 * counts.largest()), Axis.Ticks.INTEGERS),
        Aspect.FREE,
        layers);
  }

  private static double[] replicates(LikelihoodRatioBootstrapResult.Step step) {
    return step.replicates().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns the ratio that one must exceed for the test to reject, or NaN where no ratio does: with r of B replicates
   * reaching it, (1 + r) / (B + 1) is at most the significance.
   */
  private double critical(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    int reaching = -1;
    while (reaching + 1 < sorted.length
        && (2.0 + reaching) / (sorted.length + 1) <= result.significance()) {
      reaching++;
    }
    return reaching < 0 ? Double.NaN : sorted[sorted.length - 1 - reaching];
  }

  private static void paintReached(
      Graphics2D g, Projection projection, Histogram counts, double observed) {
    Rectangle2D area = projection.area();
    double x = projection.x(observed);
    Shape clip = g.getClip();
    g.clip(new Rectangle2D.Double(x, area.getY(), area.getMaxX() - x, area.getHeight()));
    new HistogramLayer("replicates that reach it", counts, reached()).paint(g, projection);
    g.setClip(clip);
  }

  private static Color reached() {
    return Palette.mix(Palette.BACKGROUND, OBSERVED, 0.6);
  }

  private static void paintLine(
      Graphics2D g,
      Projection projection,
      String name,
      double value,
      Color color,
      BasicStroke stroke) {
    double x = projection.x(value);
    DrawingGroup.draw(g, name, () -> {
      g.setColor(color);
      g.setStroke(stroke);
      g.draw(
          new Line2D.Double(x, projection.area().getMaxY(), x, projection.area().getY()));
    });
  }

  private Legend legend() {
    Legend legend = new Legend()
        .area("replicates, drawn from the smaller mixture", Palette.HISTOGRAM)
        .line("observed", OBSERVED, OBSERVED_LINE);
    boolean isReached = result.steps().stream()
        .anyMatch(step -> step.replicates().stream().anyMatch(each -> each >= step.statistic()));
    if (isReached) {
      legend.area("replicates that reach it", reached());
    }
    boolean isCritical =
        result.steps().stream().anyMatch(step -> !Double.isNaN(critical(replicates(step))));
    if (isCritical) {
      legend.line(
          "critical value at " + Text.number(100 * result.significance(), 3) + " %",
          Palette.INK,
          CRITICAL_LINE);
    }
    return legend;
  }

  @Override
  LikelihoodRatioPlot self() {
    return this;
  }
}
