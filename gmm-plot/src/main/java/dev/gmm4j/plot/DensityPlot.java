package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.data.Samples;
import dev.gmm4j.student.StudentMixture;
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
 * those of the components, without noise. Samples that lack the value are not shown.
 */
public final class DensityPlot extends Plot<DensityPlot> {
  private static final int MOST_RUGS = 2000;
  private static final int MOST_ENTRIES = 10;
  private static final double RUG = 7;

  /** A component that collapsed on a few samples is cut off rather than flattening all else. */
  private static final double MOST_ABOVE_HISTOGRAM = 3;

  private static final Color TRUE_COLOR = Palette.INK;

  /** How much of a class's colour its bars have: densities are drawn over them. */
  private static final double STACKED = 0.45;

  private final Samples samples;
  private int column = -1;
  private @Nullable String name;
  private @Nullable MixtureView model;
  private @Nullable MixtureView truth;
  private List<GaussianMixture> draws = List.of();
  private @Nullable Groups groups;
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
    return model(MixtureView.of(newModel));
  }

  /**
   * Draws a fitted mixture of t distributions.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public DensityPlot model(StudentMixture newModel) {
    return model(MixtureView.of(newModel));
  }

  DensityPlot model(MixtureView newModel) {
    Checks.features(newModel.dimension(), samples);
    model = newModel;
    return this;
  }

  /**
   * Draws, beside the model, the mixture that the samples are known to come from.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public DensityPlot truth(GaussianMixture newTruth) {
    Checks.features(newTruth.dimension(), samples);
    truth = MixtureView.of(newTruth);
    return this;
  }

  /**
   * Draws the densities of mixtures that a posterior has drawn, by thin lines.
   *
   * @throws IllegalArgumentException if one has other features than the samples have columns
   */
  public DensityPlot draws(GaussianMixture... newDraws) {
    for (GaussianMixture draw : newDraws) {
      Checks.features(draw.dimension(), samples);
    }
    draws = List.of(newDraws);
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

  /**
   * Stacks the histogram by classes that are known; the densities of a model's components then have no colours.
   *
   * @param labels for each sample the index of its class
   * @param names the classes' names, for the legend
   * @throws IllegalArgumentException if there are not as many labels as samples, or one is no index of a name
   */
  public DensityPlot labels(int[] labels, List<String> names) {
    groups = Groups.of(samples, labels, names);
    return this;
  }

  /**
   * Draws a mixture whose components are merged: the histogram is stacked by clusters.
   *
   * @param clusters how many
   * @throws IllegalArgumentException if the mixture has other features than the samples have columns, or there are not so
   *     many components
   */
  public DensityPlot merged(ComponentMerging merging, int clusters) {
    model(merging.model());
    groups = Groups.merged(samples, merging, clusters);
    return this;
  }

  DensityPlot groups(@Nullable Groups newGroups) {
    groups = newGroups;
    return this;
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

  private MarginalMixture fitted(MixtureView mixture) {
    return mixture.marginal(chosen());
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
    if (groups == null) {
      layers.add(new HistogramLayer("histogram", histogram, Palette.HISTOGRAM));
    } else {
      addStack(layers, Histogram.stacked(samples, chosen, groups), groups);
    }
    double largest = histogram.largest();
    for (GaussianMixture draw : draws) {
      DensityCurve curve = DensityCurve.of(fitted(MixtureView.of(draw)), range);
      largest = Math.max(largest, curve.largest());
      layers.add((g, projection) -> DrawingGroup.draw(g, MixtureLayers.DRAWS, () -> {
        g.setColor(Palette.translucent(Palette.INK, MixtureLayers.DRAW_OPACITY));
        g.setStroke(Palette.solid(MixtureLayers.DRAW_WIDTH));
        g.draw(projection.line(curve.xs(), curve.ys()));
      }));
    }
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

  private static void addStack(List<Layer> layers, List<Histogram> stack, Groups groups) {
    for (int k = stack.size() - 1; k >= 0; k--) {
      layers.add(new HistogramLayer("histogram of " + groups.name(k), stack.get(k), stacked(k)));
    }
  }

  private static Color stacked(int group) {
    return Palette.mix(Palette.BACKGROUND, Palette.component(group), STACKED);
  }

  private Range view(Range data) {
    Range view = data;
    for (MixtureView mixture : new MixtureView[] {model, truth}) {
      if (mixture != null) {
        view = view.union(data.reaching(fitted(mixture).reach(0, 3)));
      }
    }
    return view;
  }

  private double addDensities(List<Layer> layers, MarginalMixture mixture, Range range) {
    DensityCurve total = DensityCurve.of(mixture, range);
    for (int k = 0; k < mixture.components(); k++) {
      if (mixture.weight(k) > 0) {
        int component = k;
        double[] ys = total.ofComponent(mixture, k);
        Layer layer = groups == null
            ? (g, projection) -> paintComponent(g, projection, total.xs(), ys, component)
            : (g, projection) -> paintPlainComponent(g, projection, total.xs(), ys, component);
        layers.add(layer);
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

  /** Beside the colours of classes a component has none. */
  private static void paintPlainComponent(
      Graphics2D g, Projection projection, double[] xs, double[] ys, int component) {
    DrawingGroup.draw(g, "density of component " + component, () -> {
      g.setColor(Palette.MUTED);
      g.setStroke(Palette.dashed(1.4));
      g.draw(projection.line(xs, ys));
    });
  }

  private Layer rug(int chosen) {
    int n = (int) samples.count();
    double[] xs = new double[n];
    int[] labels = new int[n];
    int[] size = new int[1];
    SampleScan.visit(
        samples,
        model == null ? null : Clustering.of(model),
        null,
        new int[] {chosen},
        (row, values, offset, weight, k, certainty, imputed) -> {
          xs[size[0]] = values[offset + chosen];
          labels[size[0]++] = groups == null ? k : groups.labels()[(int) row];
        });
    double opacity = Math.max(0.25, Math.min(0.9, 90.0 / n));
    return (g, projection) -> DrawingGroup.draw(g, "rug", () -> {
      double bottom = projection.area().getMaxY();
      g.setStroke(Palette.solid(1));
      for (int i = 0; i < size[0]; i++) {
        Color color = model == null && groups == null
            ? Palette.NEUTRAL
            : Palette.component(labels[i]).darker();
        g.setColor(Palette.translucent(color, opacity));
        double x = projection.x(xs[i]);
        g.draw(new Line2D.Double(x, bottom - RUG, x, bottom));
      }
    });
  }

  Legend legend() {
    Legend legend = new Legend();
    Groups named = groups;
    if (named == null) {
      legend.area("samples", Palette.HISTOGRAM);
    } else if (named.count() <= named.mostEntries(MOST_ENTRIES)) {
      IntStream.range(0, named.count()).forEach(k -> legend.area(named.name(k), stacked(k)));
    }
    Clusters.explainMissing(legend, samples, null, 0, chosen());
    if (model != null) {
      legend.line(truth == null ? "mixture" : "fitted", Palette.INK, Palette.solid(2.2));
    }
    if (truth != null) {
      legend.line("true", TRUE_COLOR, Palette.dashed(1.8));
    }
    if (!draws.isEmpty()) {
      legend.line(MixtureLayers.DRAWS, Palette.MUTED, Palette.solid(MixtureLayers.DRAW_WIDTH));
    }
    if (model != null && named != null) {
      legend.line("components", Palette.MUTED, Palette.dashed(1.4));
    } else if (model != null && model.components() <= MOST_ENTRIES) {
      MixtureView drawn = model;
      IntStream.range(0, drawn.components())
          .filter(k -> drawn.weight(k) > 0)
          .forEach(k -> legend.line(
              "component " + k + share(drawn, k), Palette.component(k), Palette.solid(1.8)));
    }
    return legend;
  }

  private String share(MixtureView mixture, int component) {
    return shares == ScatterPlot.Shares.HIDDEN
        ? ""
        : " (" + Text.fixed(100 * mixture.weight(component), 1) + " %)";
  }

  @Override
  DensityPlot self() {
    return this;
  }
}
