package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.student.StudentMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples of several columns: below the diagonal a scatter of each two columns, on it a histogram of each. With a model
 * also its ellipses, and the densities of the single features. Samples that lack a value are drawn as in {@link ScatterPlot};
 * histograms are those of the values that are observed.
 */
public final class PairPlot extends Plot<PairPlot> {
  private static final int MOST_COLUMNS = 8;
  private static final int PANEL = 150;

  /** The same where there are two columns. */
  private static final int LARGE_PANEL = 240;

  /** The length of a name that has room beside a panel, in its size: letters get a little smaller for it. */
  private static final double NAME = 1.05;

  private static final int MOST_ENTRIES = 12;

  private final Samples samples;
  private int[] columns;
  private @Nullable List<String> names;
  private @Nullable MixtureView model;
  private @Nullable Groups groups;
  private @Nullable MarkedSamples marks;
  private List<GaussianMixture> draws = List.of();
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
    return model(MixtureView.of(newModel));
  }

  /**
   * Draws a mixture of t distributions, as {@link ScatterPlot#model(StudentMixture)}.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public PairPlot model(StudentMixture newModel) {
    return model(MixtureView.of(newModel));
  }

  private PairPlot model(MixtureView newModel) {
    Checks.features(newModel.dimension(), samples);
    model = newModel;
    return this;
  }

  /** Colours the samples by given labels, as {@link ScatterPlot#labels(int[])}. */
  public PairPlot labels(int[] newLabels) {
    groups = Groups.of(samples, newLabels);
    return this;
  }

  /** Colours the samples by classes that are known, as {@link ScatterPlot#labels(int[], List)}. */
  public PairPlot labels(int[] newLabels, List<String> newNames) {
    groups = Groups.of(samples, newLabels, newNames);
    return this;
  }

  /**
   * Crosses some samples in all scatters, as {@link ScatterPlot#cross}.
   *
   * @throws IllegalArgumentException if there are not as many as samples
   */
  public PairPlot cross(boolean[] crossed, String name) {
    marks = MarkedSamples.of(samples, crossed, name, true);
    return this;
  }

  /** Sets what of the model is drawn over the scatters; default the ellipses. */
  public PairPlot overlays(ScatterPlot.Overlay... newOverlays) {
    overlays = EnumSet.noneOf(ScatterPlot.Overlay.class);
    overlays.addAll(Arrays.asList(newOverlays));
    return this;
  }

  /**
   * Draws mixtures that a posterior has drawn, as {@link ScatterPlot#draws}, and on the diagonal by thin densities.
   *
   * @throws IllegalArgumentException if one has other features than the samples have columns
   */
  public PairPlot draws(GaussianMixture... newDraws) {
    for (GaussianMixture draw : newDraws) {
      Checks.features(draw.dimension(), samples);
    }
    draws = List.of(newDraws);
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
    int side = 100 + (size == 2 ? LARGE_PANEL : PANEL) * size;
    double cell = (double) (sized ? Math.min(width, height) : side) / size;
    List<String> shown = Text.elided(
        Arrays.stream(columns)
            .mapToObj(column -> ScatterPlot.name(names, column))
            .toList(),
        Text.BODY,
        NAME * cell);
    Range[] ranges = view();
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        Axis x = axis(shown.get(j), ranges[j], i == size - 1);
        Axis y = axis(shown.get(i), ranges[i], j == 0);
        panels[i][j] = scatter(j, i).withAxes(x, y);
      }
      panels[i][i] = histogram(columns[i], shown.get(i), ranges[i], i == size - 1);
    }
    Legend legend = legend();
    // The corner has the places above the third column, those of two rows.
    boolean isCornered =
        legend.columnWidth() <= (size - 2) * cell - 20 && legend.columnHeight() <= 2 * cell - 40;
    if (isCornered) {
      return Layout.cornered(title, sized ? width : side, sized ? height : side, panels, legend);
    }
    int below = (int) Math.ceil(legend.height(side - 20));
    return Layout.figure(
        title, sized ? width : side, sized ? height : side + below, panels, legend);
  }

  /** Returns the ranges of the columns' data, and of what is drawn of the model. */
  Range[] view() {
    Imputation drawn = Clusters.areShaded(samples) ? null : imputation();
    Range[] view = SampleScan.ranges(samples, drawn, columns);
    for (int i = 0; i < view.length; i++) {
      Range data = view[i].padded();
      view[i] = data;
      if (model != null && overlays.contains(ScatterPlot.Overlay.ELLIPSES)) {
        view[i] = view[i].union(
            data.reaching(model.marginal(columns[i]).reach(0, MarginalMixture.ELLIPSES)));
      }
      if (model != null && overlays.contains(ScatterPlot.Overlay.CONTOURS)) {
        for (int j = 0; j < view.length; j++) {
          if (j != i) {
            MarginalMixture pair = model.marginal(columns[i], columns[j]);
            view[i] =
                view[i].union(data.reaching(pair.reachOfContour(0, MixtureLayers.outermost(pair))));
          }
        }
      }
    }
    return view;
  }

  private @Nullable Imputation imputation() {
    return Clusters.imputation(samples, model);
  }

  private static Axis axis(String name, Range range, boolean outer) {
    return new Axis(outer ? name : "", range, outer ? Axis.Ticks.NUMBERS : Axis.Ticks.BARE);
  }

  private Panel scatter(int j, int i) {
    Plane plane = new ColumnPlane(columns[j], columns[i]);
    Clustering clustering = model == null ? null : Clustering.of(model);
    double radius = Math.max(1.2, 0.6 * Clusters.radius(samples.count()));
    List<Layer> layers = new ArrayList<>();
    MarginalMixture mixture = model == null ? null : plane.of(model);
    if (mixture != null && clustering != null) {
      RegionLayers.add(layers, overlays, mixture, clustering, this::colour);
    }
    layers.add(Clusters.layer(
        samples, plane, clustering, imputation(), groups, Clusters.Sizes.EQUAL, radius));
    if (!draws.isEmpty()) {
      layers.add(MixtureLayers.draws(draws.stream().map(plane::of).toList(), this::colour));
    }
    if (mixture != null) {
      if (overlays.contains(ScatterPlot.Overlay.CONTOURS)) {
        layers.add(MixtureLayers.contours(mixture));
      }
      if (overlays.contains(ScatterPlot.Overlay.ELLIPSES)) {
        layers.add(MixtureLayers.ellipses(mixture, this::colour));
      }
    }
    if (marks != null) {
      layers.add(marks.layer(samples, plane, imputation(), radius + 1));
    }
    String xName = plane.label(0, names);
    String yName = plane.label(1, names);
    Axis none = Axis.of("", new Range(0, 1));
    return new Panel(
        "", "scatter, " + xName + " across and " + yName + " up", none, none, Aspect.FREE, layers);
  }

  /** Returns the component whose colour another has: of known classes none's. */
  private int colour(int component) {
    return groups != null && groups.areNamed() ? UniformNoise.LABEL : component;
  }

  private Panel histogram(int column, String shown, Range range, boolean bottom) {
    DensityPlot plot = DensityPlot.of(samples).column(column);
    if (groups != null && groups.areNamed()) {
      plot.groups(groups);
    }
    if (model != null) {
      plot.model(model);
    }
    plot.draws(draws.toArray(GaussianMixture[]::new));
    String name = ScatterPlot.name(names, column);
    Panel panel = plot.withoutRug().panel("");
    Axis x = axis(shown, range, bottom);
    Axis y = new Axis("", panel.y().range(), Axis.Ticks.NONE);
    return new Panel(shown, "histogram of " + name, x, y, Aspect.FREE, panel.layers());
  }

  private Legend legend() {
    Legend legend = new Legend();
    double radius = Math.max(3.5, Clusters.radius(samples.count()));
    Groups named = groups;
    int count = named != null ? named.count() : model == null ? 0 : model.components();
    if (count <= (named == null ? MOST_ENTRIES : named.mostEntries(MOST_ENTRIES))) {
      IntStream.range(0, count)
          .filter(k -> named != null || model == null || model.weight(k) > 0)
          .forEach(k -> legend.mark(
              named == null ? "component " + k : named.name(k),
              Palette.component(k),
              Mark.component(k),
              radius));
    }
    Clusters.explainMissing(legend, samples, imputation(), radius, columns);
    if (model != null) {
      if (overlays.contains(ScatterPlot.Overlay.ELLIPSES)) {
        model.ellipseNames().explain(legend);
      }
      if (overlays.contains(ScatterPlot.Overlay.CONTOURS)) {
        legend.line("density contours", MixtureLayers.CONTOUR, Palette.solid(1));
      }
      legend.line("density of the mixture", Palette.INK, Palette.solid(2.2));
      RegionLayers.explain(legend, overlays);
    }
    if (!draws.isEmpty()) {
      legend.line(MixtureLayers.DRAWS, Palette.MUTED, Palette.solid(MixtureLayers.DRAW_WIDTH));
    }
    if (marks != null) {
      marks.explain(legend, radius);
    }
    return legend;
  }

  @Override
  PairPlot self() {
    return this;
  }
}
