package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples in one of their columns as a histogram, with a mixture's density, that of its components, and a rug of the single
 * samples if they are not too many. Beside a known mixture: both densities, and a table of their means. Densities are
 * those of the components, without noise.
 */
public final class DensityPlot extends Plot<DensityPlot> {
  private static final int MOST_RUGS = 2000;
  private static final int MOST_ENTRIES = 10;
  private static final double RUG = 7;

  /** Bars at least so wide are separated by lines. */
  private static final double SEPARATE = 6;

  /** A component that collapsed on a few samples is cut off rather than flattening all else. */
  private static final double MOST_ABOVE_HISTOGRAM = 3;

  private static final Color TRUE_COLOR = Palette.INK;

  private final Samples samples;
  private int column = -1;
  private @Nullable String name;
  private @Nullable GaussianMixture model;
  private @Nullable GaussianMixture truth;
  private @Nullable Range window;
  private double top;
  private ScatterPlot.Shares shares = ScatterPlot.Shares.SHOWN;
  private long mostRugs = MOST_RUGS;

  private DensityPlot(Samples samples) {
    super(680, 440);
    this.samples = samples;
  }

  /** Returns a plot of samples. */
  public static DensityPlot of(Samples samples) {
    return new DensityPlot(samples);
  }

  /**
   * Chooses the column, from 0; needed if there are more than one.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public DensityPlot column(int newColumn) {
    Checks.column("column", newColumn, samples.dimension());
    column = newColumn;
    return this;
  }

  /** Names the column; default {@code x} and its index. */
  public DensityPlot name(String newName) {
    name = newName;
    return this;
  }

  /**
   * Draws a fitted model.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public DensityPlot model(GaussianMixture newModel) {
    ScatterPlot.requireFeatures(newModel, samples);
    model = newModel;
    return this;
  }

  /**
   * Draws, beside the model, the mixture that the samples are known to come from.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public DensityPlot truth(GaussianMixture newTruth) {
    ScatterPlot.requireFeatures(newTruth, samples);
    truth = newTruth;
    return this;
  }

  /**
   * Sets where the axes begin and end, so that pictures can be compared; default what samples and model need.
   *
   * @param highest the density at the upper end
   * @throws IllegalArgumentException if an axis does not end above its beginning, or an end is not finite
   */
  public DensityPlot view(double min, double max, double highest) {
    return window(
        Checks.range("x", min, max), Checks.range("density", 0, highest).max());
  }

  DensityPlot window(Range x, double largest) {
    window = x;
    top = largest;
    return this;
  }

  DensityPlot shares(ScatterPlot.Shares newShares) {
    shares = newShares;
    return this;
  }

  DensityPlot withoutRug() {
    mostRugs = 0;
    return this;
  }

  @Override
  Figure draw() {
    Legend legend = legend();
    Panel panel = panel("");
    if (model == null || truth == null) {
      return Layout.figure(title, width, height, panel, legend);
    }
    MeansTable table = MeansTable.of(fitted(truth), fitted(model));
    return table.below(Layout.figure(title, width, height, panel, legend));
  }

  private MarginalMixture fitted(GaussianMixture mixture) {
    return MarginalMixture.of(mixture, chosen());
  }

  private int chosen() {
    check(
        column >= 0 || samples.dimension() == 1,
        "samples have %d columns: choose one with column(index)",
        samples.dimension());
    return Math.max(0, column);
  }

  Panel panel(String panelTitle) {
    int chosen = chosen();
    Histogram histogram = Histogram.of(samples, chosen);
    Range range = window == null ? view(histogram.range().padded()) : window;
    List<Layer> layers = new ArrayList<>();
    layers.add((g, projection) -> paintBars(g, projection, histogram));
    double largest = histogram.largest();
    if (model != null) {
      largest = Math.max(largest, addDensities(layers, fitted(model), range));
    }
    if (truth != null) {
      DensityCurve curve = DensityCurve.of(fitted(truth), range);
      largest = Math.max(largest, curve.largest());
      layers.add((g, projection) -> DrawingGroup.draw(g, "true density", () -> {
        g.setColor(TRUE_COLOR);
        g.setStroke(Palette.dashed(1.8));
        g.draw(projection.line(curve.xs(), curve.ys()));
      }));
    }
    if (samples.count() <= mostRugs) {
      layers.add(rug(chosen));
    }
    String label = name == null ? "x" + chosen : name;
    return new Panel(
        panelTitle,
        "histogram of " + samples.count() + " samples of " + label,
        Axis.of(label, range),
        Axis.of("density", new Range(0, window == null ? top(histogram, largest) : top)),
        Aspect.FREE,
        layers);
  }

  /** Returns where the axis of densities ends. */
  static double top(Histogram histogram, double largest) {
    return 1.06 * Math.min(largest, MOST_ABOVE_HISTOGRAM * histogram.largest());
  }

  private Range view(Range data) {
    Range view = data;
    for (GaussianMixture mixture : new GaussianMixture[] {model, truth}) {
      if (mixture != null) {
        Range most = data.grown(0.4 * data.span());
        Range reach = fitted(mixture).reach(0, 3);
        if (reach.max() > most.min() && reach.min() < most.max()) {
          view = view.union(reach.intersection(most));
        }
      }
    }
    return view;
  }

  private static double addDensities(List<Layer> layers, MarginalMixture mixture, Range range) {
    DensityCurve total = DensityCurve.of(mixture, range);
    for (int k = 0; k < mixture.components(); k++) {
      if (mixture.weight(k) > 0) {
        int component = k;
        double[] ys = total.ofComponent(mixture, k);
        layers.add((g, projection) -> paintComponent(g, projection, total.xs(), ys, component));
      }
    }
    layers.add((g, projection) -> DrawingGroup.draw(g, "density of the mixture", () -> {
      g.setColor(Palette.INK);
      g.setStroke(Palette.solid(2.2));
      g.draw(projection.line(total.xs(), total.ys()));
    }));
    return total.largest();
  }

  private static void paintComponent(
      Graphics2D g, Projection projection, double[] xs, double[] ys, int component) {
    Color color = Palette.component(component);
    DrawingGroup.draw(g, "density of component " + component, () -> {
      Path2D line = projection.line(xs, ys);
      Path2D area = new Path2D.Double(line);
      area.lineTo(projection.x(xs[xs.length - 1]), projection.y(0));
      area.lineTo(projection.x(xs[0]), projection.y(0));
      area.closePath();
      g.setColor(Palette.translucent(color, 0.18));
      g.fill(area);
      g.setColor(color);
      g.setStroke(Palette.solid(1.8));
      g.draw(line);
    });
  }

  private static void paintBars(Graphics2D g, Projection projection, Histogram histogram) {
    DrawingGroup.draw(g, "histogram", () -> {
      double zero = projection.y(0);
      int bars = histogram.heights().length;
      // One shape: the edges of single bars would shine through.
      Path2D shape = new Path2D.Double();
      shape.moveTo(projection.x(histogram.left(0)), zero);
      for (int bar = 0; bar < bars; bar++) {
        double top = projection.y(histogram.heights()[bar]);
        shape.lineTo(projection.x(histogram.left(bar)), top);
        shape.lineTo(projection.x(histogram.left(bar + 1)), top);
      }
      shape.lineTo(projection.x(histogram.left(bars)), zero);
      shape.closePath();
      g.setColor(Palette.HISTOGRAM);
      g.fill(shape);
      if (shape.getBounds2D().getWidth() > SEPARATE * bars) {
        g.setColor(Palette.BACKGROUND);
        g.setStroke(Palette.solid(0.8));
        for (int bar = 1; bar < bars; bar++) {
          double x = projection.x(histogram.left(bar));
          double lower = Math.min(histogram.heights()[bar - 1], histogram.heights()[bar]);
          g.draw(new Line2D.Double(x, projection.y(lower), x, zero));
        }
      }
    });
  }

  private Layer rug(int chosen) {
    int n = (int) samples.count();
    double[] xs = new double[n];
    int[] labels = new int[n];
    int[] size = new int[1];
    SampleScan.visit(
        samples, model, new int[] {chosen}, (row, values, offset, weight, k, certainty) -> {
          xs[size[0]] = values[offset + chosen];
          labels[size[0]++] = k;
        });
    double opacity = Math.max(0.25, Math.min(0.9, 90.0 / n));
    return (g, projection) -> DrawingGroup.draw(g, "rug", () -> {
      double bottom = projection.area().getMaxY();
      g.setStroke(Palette.solid(1));
      for (int i = 0; i < size[0]; i++) {
        Color color =
            model == null ? Palette.NEUTRAL : Palette.component(labels[i]).darker();
        g.setColor(Palette.translucent(color, opacity));
        double x = projection.x(xs[i]);
        g.draw(new Line2D.Double(x, bottom - RUG, x, bottom));
      }
    });
  }

  Legend legend() {
    Legend legend = new Legend().area("samples", Palette.HISTOGRAM);
    if (model != null) {
      legend.line(truth == null ? "mixture" : "fitted", Palette.INK, Palette.solid(2.2));
    }
    if (truth != null) {
      legend.line("true", TRUE_COLOR, Palette.dashed(1.8));
    }
    if (model != null && model.components() <= MOST_ENTRIES) {
      GaussianMixture drawn = model;
      IntStream.range(0, drawn.components())
          .forEach(k -> legend.line(
              "component " + k + share(drawn, k), Palette.component(k), Palette.solid(1.8)));
    }
    return legend;
  }

  private String share(GaussianMixture mixture, int component) {
    return shares == ScatterPlot.Shares.HIDDEN
        ? ""
        : " (" + Text.fixed(100 * mixture.weight(component), 1) + " %)";
  }

  @Override
  DensityPlot self() {
    return this;
  }
}
