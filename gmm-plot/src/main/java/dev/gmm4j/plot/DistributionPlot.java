package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Marginal;
import dev.gmm4j.distribution.UnivariateMixture;
import dev.gmm4j.exception.InvalidSamplesException;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Samples in one of their columns beside what a mixture says of it: quantiles against quantiles, whose points lie on the diagonal
 * where the mixture is right, or the two distribution functions. Samples that lack the value are not shown.
 *
 * <p>The samples in ascending order have the probabilities {@code (W - w/2)/n} of the weights {@code W} up to each, its own
 * {@code w} included: {@code (i - 1/2)/n} where all weigh 1. Of more than {@value #MOST} samples as many are drawn, evenly by rank.
 */
public final class DistributionPlot extends Plot<DistributionPlot> {
  static final int MOST = 2000;

  private static final int STEPS = 400;
  private static final double RADIUS = 2.2;
  private static final double LINE_WIDTH = 1.6;

  private final Samples samples;
  private final GaussianMixture model;
  private final boolean ofQuantiles;
  private int column = -1;
  private String name = "";

  private DistributionPlot(Samples samples, GaussianMixture model, boolean ofQuantiles) {
    super(480, 480);
    this.samples = samples;
    this.model = model;
    this.ofQuantiles = ofQuantiles;
  }

  /**
   * Returns a plot of the samples' quantiles against the mixture's.
   *
   * @throws IllegalArgumentException if the mixture has other features than the samples have columns, or noise
   */
  public static DistributionPlot quantiles(Samples samples, GaussianMixture model) {
    Checks.features(model.dimension(), samples);
    return new DistributionPlot(samples, model.requireNoNoise(), true);
  }

  /**
   * Returns a plot of the samples' and the mixture's distribution functions.
   *
   * @throws IllegalArgumentException if the mixture has other features than the samples have columns, or noise
   */
  public static DistributionPlot cumulative(Samples samples, GaussianMixture model) {
    Checks.features(model.dimension(), samples);
    return new DistributionPlot(samples, model.requireNoNoise(), false);
  }

  /**
   * Chooses the column, from 0; needed if there are more than one.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public DistributionPlot column(int newColumn) {
    Checks.column("column", newColumn, samples.dimension());
    column = newColumn;
    return this;
  }

  /** Names the column; default {@code x} and its index. */
  public DistributionPlot name(String newName) {
    name = newName;
    return this;
  }

  @Override
  Figure draw() {
    int chosen = chosen();
    Empirical empirical = Empirical.of(samples, chosen);
    UnivariateMixture mixture = UnivariateMixture.of(Marginal.of(model, chosen));
    String label = name.isEmpty() ? "x" + chosen : name;
    return ofQuantiles
        ? quantiles(empirical, mixture, label)
        : cumulative(empirical, mixture, label);
  }

  private int chosen() {
    check(
        column >= 0 || samples.dimension() == 1,
        "samples have %d columns: choose one with column(index)",
        samples.dimension());
    return Math.max(0, column);
  }

  private Figure quantiles(Empirical empirical, UnivariateMixture mixture, String label) {
    double[] expected = mixture.quantile(empirical.probabilities);
    Range range = Range.of(empirical.values).union(Range.of(expected)).padded();
    Layer diagonal = (g, projection) -> DrawingGroup.draw(g, "equal quantiles", () -> {
      g.setColor(Palette.MUTED);
      g.setStroke(Palette.dashed(LINE_WIDTH));
      g.draw(new Line2D.Double(
          projection.x(range.min()),
          projection.y(range.min()),
          projection.x(range.max()),
          projection.y(range.max())));
    });
    Panel panel = new Panel(
        "",
        "quantiles of " + empirical.count + " samples of " + label + " against those of a mixture",
        Axis.of("quantile of the mixture", range),
        Axis.of(label, range),
        Aspect.EQUAL,
        List.of(
            diagonal, (g, projection) -> paintPoints(g, projection, expected, empirical.values)));
    Legend legend = new Legend()
        .line("where the mixture is right", Palette.MUTED, Palette.dashed(LINE_WIDTH))
        .mark("samples", Palette.component(0), Mark.CIRCLE, RADIUS);
    return Layout.figure(title, width, height, panel, legend);
  }

  private Figure cumulative(Empirical empirical, UnivariateMixture mixture, String label) {
    Range range = Range.of(empirical.values).padded();
    double[] xs = new double[STEPS + 1];
    double[] ys = new double[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      xs[i] = range.at((double) i / STEPS);
      ys[i] = mixture.cdf(xs[i]);
    }
    Layer curve = (g, projection) -> DrawingGroup.draw(g, "distribution function", () -> {
      g.setColor(Palette.INK);
      g.setStroke(Palette.solid(LINE_WIDTH));
      g.draw(projection.line(xs, ys));
    });
    Panel panel = new Panel(
        "",
        "distribution of " + empirical.count + " samples of " + label + " and of a mixture",
        Axis.of(label, range),
        Axis.of("probability of less", new Range(-0.03, 1.03)),
        Aspect.FREE,
        List.of(
            (g, projection) ->
                paintPoints(g, projection, empirical.values, empirical.probabilities),
            curve));
    Legend legend = new Legend()
        .line("mixture", Palette.INK, Palette.solid(LINE_WIDTH))
        .mark("samples", Palette.component(0), Mark.CIRCLE, RADIUS);
    return Layout.figure(title, width, height, panel, legend);
  }

  private static void paintPoints(Graphics2D g, Projection projection, double[] xs, double[] ys) {
    DrawingGroup.draw(g, "samples", () -> {
      g.setColor(Palette.component(0));
      for (int i = 0; i < xs.length; i++) {
        g.fill(Mark.CIRCLE.at(projection.x(xs[i]), projection.y(ys[i]), RADIUS));
      }
    });
  }

  @Override
  DistributionPlot self() {
    return this;
  }

  /**
   * Samples in ascending order and their probabilities, of many some.
   *
   * @param values ascending
   * @param probabilities in (0, 1)
   * @param count how many samples there are in all
   */
  private record Empirical(double[] values, double[] probabilities, int count) {

    private record Weighted(double value, double weight) {}

    static Empirical of(Samples samples, int column) {
      List<Weighted> all = new ArrayList<>();
      SampleScan.visit(
          samples,
          new int[] {column},
          (row, values, offset, weight) -> all.add(new Weighted(values[offset + column], weight)));
      if (all.isEmpty()) {
        throw new InvalidSamplesException("no sample has a value in column " + column);
      }
      all.sort(Comparator.comparingDouble(Weighted::value));
      double total = all.stream().mapToDouble(Weighted::weight).sum();
      int drawn = Math.min(MOST, all.size());
      double[] values = new double[drawn];
      double[] probabilities = new double[drawn];
      double upTo = 0;
      int next = 0;
      for (int i = 0; i < all.size(); i++) {
        Weighted sample = all.get(i);
        upTo += sample.weight();
        if (next < drawn && i == rank(next, drawn, all.size())) {
          values[next] = sample.value();
          probabilities[next] = (upTo - sample.weight() / 2) / total;
          next++;
        }
      }
      return new Empirical(values, probabilities, all.size());
    }

    /** Returns the first rank, the last, and evenly those between. */
    private static int rank(int index, int drawn, int count) {
      return drawn == 1 ? 0 : (int) ((long) index * (count - 1) / (drawn - 1));
    }
  }
}
