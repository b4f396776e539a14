package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Imputation;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.student.StudentMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Samples in two of their columns, in the colours of their components, with the mixture's covariance ellipses and density
 * contours.
 *
 * <p>Ellipses are drawn at one and two standard deviations. Contours enclose 10, 30, 50, 70, 90 and 99 % of the mixture.
 * Of samples with more than two columns the mixture of the chosen two is drawn; colours are those of the whole model. More
 * than 10 000 samples are shaded by their density. Samples that lack a value of the two are hollow, at the mean that the model
 * expects given what is observed; without a model, and among those that are shaded, they are left out. Noise is grey; ellipses and contours are those of the components alone.
 *
 * <p>In place of two columns the axes may be {@linkplain #directions discriminant directions}, onto which samples and mixture
 * are projected: the ellipses and contours are those of the mixture's exact distribution there.
 */
public final class ScatterPlot extends Plot<ScatterPlot> {
  /** Components that the legend has room for, one by one. */
  private static final int MOST_ENTRIES = 12;

  private final Samples samples;
  private @Nullable Plane plane;
  private @Nullable Directions directions;
  private @Nullable List<String> names;
  private @Nullable MixtureView model;
  private @Nullable MixtureView imputing;
  private @Nullable Groups groups;
  private @Nullable Clustering clustering;
  private @Nullable MarkedSamples marks;
  private List<GaussianMixture> draws = List.of();
  private Set<Overlay> overlays = EnumSet.of(Overlay.ELLIPSES, Overlay.CONTOURS);
  private Clusters.Sizes sizes = Clusters.Sizes.EQUAL;
  private Aspect aspect = Aspect.AUTOMATIC;
  private Range @Nullable [] window;
  private Shares shares = Shares.SHOWN;

  /** The parts of a model that are drawn over the samples. */
  public enum Overlay {
    /** Curves of one and two standard deviations of each component, and its number at its mean. */
    ELLIPSES,
    /** Curves of equal density of the mixture. */
    CONTOURS,
    /**
     * Where in the plane each component, cluster or class is the likeliest under the mixture that is drawn: its colour, and
     * lines between. What is likeliest there need not be what is likeliest given all features.
     */
    REGIONS,
    /** Shading by 1 minus the probability of the likeliest component, cluster or class under the mixture that is drawn. */
    UNCERTAINTY
  }

  /** True if the legend tells how large components are: in an animation it must not change its width. */
  enum Shares {
    SHOWN,
    HIDDEN
  }

  private ScatterPlot(Samples samples) {
    super(680, 520);
    this.samples = samples;
  }

  /** Returns a plot of samples of at least two columns. */
  public static ScatterPlot of(Samples samples) {
    check(
        samples.dimension() >= 2,
        "samples must have at least 2 columns for a scatter plot, but had %d: use DensityPlot",
        samples.dimension());
    return new ScatterPlot(samples);
  }

  /**
   * Chooses the columns for the axes, from 0; needed if there are more than two.
   *
   * @throws IllegalArgumentException if there is no such column, or both are the same
   */
  public ScatterPlot columns(int x, int y) {
    Checks.column("x", x, samples.dimension());
    Checks.column("y", y, samples.dimension());
    check(x != y, "columns must differ, but both were %d", x);
    plane = new ColumnPlane(x, y);
    directions = null;
    return this;
  }

  /**
   * Projects samples and model onto two directions in place of columns. Samples that lack a value are projected with the
   * means that the model expects. Needs a model.
   */
  public ScatterPlot directions(Directions newDirections) {
    plane = null;
    directions = newDirections;
    return this;
  }

  ScatterPlot plane(Plane newPlane) {
    plane = newPlane;
    return this;
  }

  /**
   * Names all columns of the samples; default {@code x0}, {@code x1} and so on.
   *
   * @throws IllegalArgumentException if there are not as many as columns
   */
  public ScatterPlot names(List<String> newNames) {
    names = Checks.names(newNames, samples.dimension());
    return this;
  }

  /** Names all columns of the samples, as {@link #names(List)}. */
  public ScatterPlot names(String... newNames) {
    return names(Arrays.asList(newNames));
  }

  /**
   * Draws a model: it colours the samples, unless there are labels, and is drawn over them.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public ScatterPlot model(GaussianMixture newModel) {
    return model(MixtureView.of(newModel));
  }

  /**
   * Draws a mixture of t distributions. Its ellipses are those of the scale matrices, and hold as much of a component as those
   * of one and two standard deviations hold of a normal distribution, 39 and 86 %.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public ScatterPlot model(StudentMixture newModel) {
    return model(MixtureView.of(newModel));
  }

  ScatterPlot model(MixtureView newModel) {
    Checks.features(newModel.dimension(), samples);
    model = newModel;
    clustering = Clustering.of(newModel);
    return this;
  }

  /**
   * Draws a classifier: the mixture over its classes, samples in the colours of the classes that it predicts, and ellipses in
   * those of their classes. Labels that are set later take the place of what is predicted; for the same colours they must be
   * indices of the classifier's classes.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public ScatterPlot classifier(MixtureClassifier classifier) {
    model(classifier.mixtureOverClasses());
    clustering = Clustering.of(classifier);
    groups = Groups.predicted(samples, classifier);
    return this;
  }

  /** Fills in missing values by a model, which is not drawn. */
  ScatterPlot imputing(MixtureView newModel) {
    imputing = newModel;
    return this;
  }

  private @Nullable Imputation imputation() {
    return Clusters.imputation(samples, model == null ? imputing : model);
  }

  /**
   * Colours the samples by given labels.
   *
   * @param newLabels for each sample a number from 0
   * @throws IllegalArgumentException if there are not as many as samples, or one is negative
   */
  public ScatterPlot labels(int[] newLabels) {
    groups = Groups.of(samples, newLabels);
    return this;
  }

  /**
   * Colours the samples by classes that are known; a model's ellipses then have no colours.
   *
   * @param newLabels for each sample the index of its class
   * @param names the classes' names, for the legend
   * @throws IllegalArgumentException if there are not as many labels as samples, or one is no index of a name
   */
  public ScatterPlot labels(int[] newLabels, List<String> names) {
    groups = Groups.of(samples, newLabels, names);
    return this;
  }

  /**
   * Draws a mixture whose components are merged: samples and ellipses in the colours of clusters.
   *
   * @param clusters how many
   * @throws IllegalArgumentException if the mixture has other features than the samples have columns, or there are not so
   *     many components
   */
  public ScatterPlot merged(ComponentMerging merging, int clusters) {
    model(merging.model());
    clustering = Clustering.of(merging, clusters);
    groups = Groups.merged(samples, merging, clusters);
    return this;
  }

  ScatterPlot groups(Groups newGroups) {
    groups = newGroups;
    return this;
  }

  /** Returns the component whose colour another has: of known classes none's. */
  private int colour(int component) {
    if (clustering != null && clustering.groups() != null) {
      return clustering.group(component);
    }
    return groups != null && groups.areNamed() ? UniformNoise.LABEL : component;
  }

  /** Returns the colour of a region, which is that of a cluster or class already. */
  private int regionColour(int group) {
    return clustering != null && clustering.groups() != null ? group : colour(group);
  }

  /**
   * Rings some samples, outliers for example.
   *
   * @param flagged whether each sample is
   * @param name what they are, for the legend
   * @throws IllegalArgumentException if there are not as many as samples
   */
  public ScatterPlot flag(boolean[] flagged, String name) {
    marks = MarkedSamples.of(samples, flagged, name, false);
    return this;
  }

  /**
   * Crosses some samples, such as those that a fit left out; in place of {@link #flag rings}.
   *
   * @param crossed whether each sample is
   * @param name what they are, for the legend
   * @throws IllegalArgumentException if there are not as many as samples
   */
  public ScatterPlot cross(boolean[] crossed, String name) {
    marks = MarkedSamples.of(samples, crossed, name, true);
    return this;
  }

  /**
   * Draws mixtures that a posterior has drawn, by thin ellipses of two standard deviations; of components of weight 0 none.
   *
   * @throws IllegalArgumentException if one has other features than the samples have columns
   */
  public ScatterPlot draws(GaussianMixture... newDraws) {
    for (GaussianMixture draw : newDraws) {
      Checks.features(draw.dimension(), samples);
    }
    draws = List.of(newDraws);
    return this;
  }

  /** Sets what of the model is drawn; default everything. */
  public ScatterPlot overlays(Overlay... newOverlays) {
    overlays = EnumSet.noneOf(Overlay.class);
    overlays.addAll(Arrays.asList(newOverlays));
    return this;
  }

  /** Makes the points the larger, the surer the model is of their component. */
  public ScatterPlot sizeByCertainty() {
    sizes = Clusters.Sizes.BY_CERTAINTY;
    return this;
  }

  /** Sets how long units are along the axes; default {@link Aspect#AUTOMATIC}. */
  public ScatterPlot aspect(Aspect newAspect) {
    aspect = newAspect;
    return this;
  }

  /**
   * Sets where the axes begin and end, so that pictures can be compared; default what samples and model need.
   *
   * @throws IllegalArgumentException if an axis does not end above its beginning, or an end is not finite
   */
  public ScatterPlot view(double xMin, double xMax, double yMin, double yMax) {
    return window(Checks.range("x", xMin, xMax), Checks.range("y", yMin, yMax));
  }

  ScatterPlot window(Range x, Range y) {
    window = new Range[] {x, y};
    return this;
  }

  ScatterPlot shares(Shares newShares) {
    shares = newShares;
    return this;
  }

  @Override
  Figure draw() {
    Panel panel = panel("");
    return Layout.figure(title, width, suitableHeight(panel, width - 70), panel, legend());
  }

  /** Returns the plane that is shown, which needs no choice of two columns. */
  Plane plane() {
    if (plane == null && directions != null) {
      check(clustering != null, "directions need a model");
      plane = directions.plane(Objects.requireNonNull(clustering));
    }
    if (plane == null) {
      check(
          samples.dimension() == 2,
          "samples have %d columns: choose two with columns(x, y), or use PairPlot",
          samples.dimension());
      plane = new ColumnPlane(0, 1);
    }
    return plane;
  }

  static String name(@Nullable List<String> names, int column) {
    return names == null ? "x" + column : names.get(column);
  }

  Panel panel(String panelTitle) {
    Plane shown = plane();
    MarginalMixture mixture = model == null ? null : shown.of(model);
    Range[] view = window == null ? view(shown, mixture) : window;
    List<Layer> layers = new ArrayList<>();
    double radius = Clusters.radius(samples.count());
    if (mixture != null && clustering != null) {
      RegionLayers.add(layers, overlays, mixture, clustering, this::regionColour);
    }
    layers.add(Clusters.layer(samples, shown, clustering, imputation(), groups, sizes, radius));
    if (mixture != null && overlays.contains(Overlay.CONTOURS)) {
      layers.add(MixtureLayers.contours(mixture));
    }
    if (!draws.isEmpty()) {
      layers.add(MixtureLayers.draws(draws.stream().map(shown::of).toList(), this::colour));
    }
    if (mixture != null && overlays.contains(Overlay.ELLIPSES)) {
      layers.add(MixtureLayers.ellipses(mixture, this::colour));
      layers.add(MixtureLayers.numbers(mixture));
    }
    if (marks != null) {
      double mark = Clusters.areShaded(samples) ? 2.5 : radius + 2.5;
      layers.add(marks.layer(samples, shown, imputation(), mark));
    }
    String xName = shown.label(0, names);
    String yName = shown.label(1, names);
    return new Panel(
        panelTitle,
        "scatter of " + samples.count() + " samples, " + xName + " across and " + yName + " up",
        Axis.of(xName, view[0]),
        Axis.of(yName, view[1]),
        aspect,
        layers);
  }

  /** The data, and the ellipses as far as they do not dwarf it. */
  private Range[] view(Plane shown, @Nullable MarginalMixture mixture) {
    Imputation drawn = Clusters.areShaded(samples) ? null : imputation();
    Range[] view = shown.ranges(samples, drawn);
    double outermost = mixture != null && overlays.contains(Overlay.CONTOURS)
        ? MixtureLayers.outermost(mixture)
        : 0;
    for (int i = 0; i < 2; i++) {
      view[i] = view[i].padded();
      if (mixture != null && !overlays.isEmpty()) {
        view[i] = view[i].reaching(
            overlays.contains(Overlay.CONTOURS)
                ? mixture.reachOfContour(i, outermost)
                : mixture.reach(i, MarginalMixture.ELLIPSES));
      }
    }
    return view;
  }

  Legend legend() {
    Legend legend = new Legend();
    double radius = Math.max(3.5, Clusters.radius(samples.count()));
    addGroups(legend, radius);
    if (model != null && groups == null && model.hasNoise()) {
      legend.mark("noise", Palette.NEUTRAL, Mark.CIRCLE, radius);
    }
    Clusters.explainMissing(legend, samples, imputation(), radius, plane().columns());
    if (sizes == Clusters.Sizes.BY_CERTAINTY && !Clusters.areShaded(samples)) {
      double certain = Clusters.radius(samples.count());
      for (double certainty : new double[] {0.5, 0.75, 1}) {
        legend.mark(
            Math.round(100 * certainty) + " % sure",
            Palette.MUTED,
            Mark.CIRCLE,
            Clusters.radius(certain, certainty));
      }
    }
    if (model != null && overlays.contains(Overlay.ELLIPSES)) {
      model.ellipseNames().explain(legend);
    }
    if (!draws.isEmpty()) {
      legend.line(MixtureLayers.DRAWS, Palette.MUTED, Palette.solid(MixtureLayers.DRAW_WIDTH));
    }
    if (model != null && overlays.contains(Overlay.CONTOURS)) {
      legend.line("density contours", MixtureLayers.CONTOUR, Palette.solid(1));
    }
    if (model != null) {
      RegionLayers.explain(legend, overlays);
    }
    if (marks != null) {
      marks.explain(legend, radius);
    }
    return legend;
  }

  private void addGroups(Legend legend, double radius) {
    Groups named = groups;
    int count = named != null ? named.count() : model == null ? 0 : model.components();
    if (count <= (named == null ? MOST_ENTRIES : named.mostEntries(MOST_ENTRIES))) {
      MixtureView shown = named == null ? model : null;
      IntStream.range(0, count)
          .filter(k -> shown == null || shown.weight(k) > 0)
          .forEach(k -> legend.mark(
              named == null ? "component " + k + share(k) : named.name(k),
              Palette.component(k),
              Mark.component(k),
              radius));
    }
  }

  private String share(int component) {
    return model == null || groups != null || shares == Shares.HIDDEN
        ? ""
        : " (" + Text.fixed(100 * model.weight(component), 1) + " %)";
  }

  @Override
  ScatterPlot self() {
    return this;
  }
}
