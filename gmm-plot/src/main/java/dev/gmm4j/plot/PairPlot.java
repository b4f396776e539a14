package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples of several columns: below the diagonal a scatter of each two columns, on it a histogram of each. With a model
 * also its ellipses, and the densities of the single features.
 */
public final class PairPlot extends Plot<PairPlot> {
  private static final int MOST_COLUMNS = 8;
  private static final int PANEL = 150;
  private static final int MOST_ENTRIES = 12;

  private final Samples samples;
  private int[] columns;
  private @Nullable List<String> names;
  private @Nullable GaussianMixture model;
  private int @Nullable [] labels;
  private Set<ScatterPlot.Overlay> overlays = EnumSet.of(ScatterPlot.Overlay.ELLIPSES);

  private PairPlot(Samples samples) {
    super(1, 1);
    this.samples = samples;
    this.columns = IntStream.range(0, samples.dimension()).toArray();
  }

  /** Returns a plot of all columns of samples; of more than 8, some must be chosen. */
  public static PairPlot of(Samples samples) {
    check(
        samples.dimension() >= 2,
        "samples must have at least 2 columns for a pair plot, but had %d: use DensityPlot",
        samples.dimension());
    return new PairPlot(samples);
  }

  /**
   * Chooses two to eight columns, from 0, in the order that they are shown in.
   *
   * @throws IllegalArgumentException if there is no such column, or one occurs twice
   */
  public PairPlot columns(int... newColumns) {
    check(
        newColumns.length >= 2 && newColumns.length <= MOST_COLUMNS,
        "columns must be 2 to %d, but were %d",
        MOST_COLUMNS,
        newColumns.length);
    for (int i = 0; i < newColumns.length; i++) {
      Checks.column("columns[" + i + "]", newColumns[i], samples.dimension());
    }
    check(
        Arrays.stream(newColumns).distinct().count() == newColumns.length,
        "columns must differ, but were %s",
        Arrays.toString(newColumns));
    columns = newColumns.clone();
    return this;
  }

  /** Names all columns of the samples; default {@code x0}, {@code x1} and so on. */
  public PairPlot names(List<String> newNames) {
    names = Checks.names(newNames, samples.dimension());
    return this;
  }

  /** Names all columns of the samples, as {@link #names(List)}. */
  public PairPlot names(String... newNames) {
    return names(Arrays.asList(newNames));
  }

  /**
   * Draws a model.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public PairPlot model(GaussianMixture newModel) {
    ScatterPlot.requireFeatures(newModel, samples);
    model = newModel;
    return this;
  }

  /** Colours the samples by given labels, as {@link ScatterPlot#labels}. */
  public PairPlot labels(int[] newLabels) {
    ScatterPlot.of(samples).labels(newLabels);
    labels = newLabels.clone();
    return this;
  }

  /** Sets what of the model is drawn over the scatters; default the ellipses. */
  public PairPlot overlays(ScatterPlot.Overlay... newOverlays) {
    overlays = EnumSet.noneOf(ScatterPlot.Overlay.class);
    overlays.addAll(Arrays.asList(newOverlays));
    return this;
  }

  @Override
  Figure draw() {
    int size = columns.length;
    check(
        size <= MOST_COLUMNS,
        "samples have %d columns: choose at most %d with columns(...)",
        size,
        MOST_COLUMNS);
    Panel[][] panels = new Panel[size][size];
    Range[] ranges = SampleScan.ranges(samples, columns);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        Axis x = axis(columns[j], ranges[j], i == size - 1);
        Axis y = axis(columns[i], ranges[i], j == 0);
        panels[i][j] = scatter(j, i).withAxes(x, y);
      }
      panels[i][i] = histogram(columns[i], ranges[i].padded(), i == size - 1);
    }
    int side = 100 + PANEL * size;
    return Layout.cornered(title, sized ? width : side, sized ? height : side, panels, legend());
  }

  private Axis axis(int column, Range data, boolean outer) {
    return new Axis(
        outer ? ScatterPlot.name(names, column) : "",
        data.padded(),
        outer ? Axis.Ticks.NUMBERS : Axis.Ticks.BARE);
  }

  private Panel scatter(int j, int i) {
    int[] chosen = {columns[j], columns[i]};
    double radius = Math.max(1.2, 0.6 * Clusters.radius(samples.count()));
    List<Layer> layers = new ArrayList<>();
    layers.add(Clusters.layer(samples, chosen, model, labels, Clusters.Sizes.EQUAL, radius));
    if (model != null) {
      MarginalMixture mixture = MarginalMixture.of(model, chosen);
      if (overlays.contains(ScatterPlot.Overlay.CONTOURS)) {
        layers.add(MixtureLayers.contours(mixture));
      }
      if (overlays.contains(ScatterPlot.Overlay.ELLIPSES)) {
        layers.add(MixtureLayers.ellipses(mixture));
      }
    }
    String xName = ScatterPlot.name(names, chosen[0]);
    String yName = ScatterPlot.name(names, chosen[1]);
    Axis none = Axis.of("", new Range(0, 1));
    return new Panel(
        "", "scatter, " + xName + " across and " + yName + " up", none, none, Aspect.FREE, layers);
  }

  private Panel histogram(int column, Range range, boolean bottom) {
    DensityPlot plot = DensityPlot.of(samples).column(column);
    if (model != null) {
      plot.model(model);
    }
    String name = ScatterPlot.name(names, column);
    Panel panel = plot.withoutRug().panel("");
    Axis x = new Axis(bottom ? name : "", range, bottom ? Axis.Ticks.NUMBERS : Axis.Ticks.BARE);
    Axis y = new Axis("", panel.y().range(), Axis.Ticks.NONE);
    return new Panel(name, "histogram of " + name, x, y, Aspect.FREE, panel.layers());
  }

  private Legend legend() {
    Legend legend = new Legend();
    double radius = Math.max(3.5, Clusters.radius(samples.count()));
    int groups = labels != null
        ? Arrays.stream(labels).max().orElse(0) + 1
        : model == null ? 0 : model.components();
    if (groups <= MOST_ENTRIES) {
      String group = labels == null ? "component " : "group ";
      IntStream.range(0, groups)
          .forEach(k -> legend.mark(group + k, Palette.component(k), Mark.component(k), radius));
    }
    if (model != null) {
      if (overlays.contains(ScatterPlot.Overlay.ELLIPSES)) {
        legend.line("1\u03c3", Palette.INK, Palette.solid(MixtureLayers.INNER_WIDTH));
        legend.line("2\u03c3", Palette.INK, Palette.solid(MixtureLayers.OUTER_WIDTH));
      }
      if (overlays.contains(ScatterPlot.Overlay.CONTOURS)) {
        legend.line("density contours", MixtureLayers.CONTOUR, Palette.solid(1));
      }
      legend.line("density of the mixture", Palette.INK, Palette.solid(2.2));
    }
    return legend;
  }

  @Override
  PairPlot self() {
    return this;
  }
}
