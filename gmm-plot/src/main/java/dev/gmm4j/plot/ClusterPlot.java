package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.classification.MixtureClassifier;
import dev.gmm4j.data.Samples;
import dev.gmm4j.student.StudentMixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two panels on the same axes: the samples as they came, or in the colours of known classes, and the clusters that a model
 * predicts, with its contours. They are beside each other, or one above the other where they are larger so: of units that are
 * equally long, and many more of them across than up.
 */
public final class ClusterPlot extends Plot<ClusterPlot> {
  /** Room for labels on the left of a panel, or below and above it. */
  private static final double BESIDE = 60;

  /** Room for the title, labels and the legend. */
  private static final double ABOUT = 120;

  /** Panels as wide as this, in their height, are one above the other. */
  private static final double WIDE = 1.6;

  private static final int COLUMN_WIDTH = 760;
  private static final double HIGHEST = 580;

  /** The least side of a panel. */
  private static final double SMALLEST = 200;

  private final Samples samples;
  private final MixtureView model;
  private final ScatterPlot clusters;
  private final String predicted;
  private @Nullable List<String> names;
  private @Nullable Groups classes;

  private ClusterPlot(Samples samples, MixtureView model, ScatterPlot clusters, String predicted) {
    super(1000, 500);
    this.samples = samples;
    this.model = model;
    this.clusters = clusters;
    this.predicted = predicted;
  }

  /**
   * Returns a plot of samples of at least two columns and a model of them.
   *
   * @throws IllegalArgumentException if the model has other features than the samples have columns
   */
  public static ClusterPlot of(Samples samples, GaussianMixture model) {
    return of(samples, MixtureView.of(model));
  }

  /**
   * Returns a plot of samples of at least two columns and a mixture of t distributions, drawn as by {@link
   * ScatterPlot#model(StudentMixture)}.
   *
   * @throws IllegalArgumentException if the model has other features than the samples have columns
   */
  public static ClusterPlot of(Samples samples, StudentMixture model) {
    return of(samples, MixtureView.of(model));
  }

  private static ClusterPlot of(Samples samples, MixtureView model) {
    return new ClusterPlot(
        samples, model, ScatterPlot.of(samples).model(model), "predicted clusters");
  }

  /**
   * Returns a plot of samples and the classes that a classifier predicts.
   *
   * @throws IllegalArgumentException if it has other features than the samples have columns
   */
  public static ClusterPlot of(Samples samples, MixtureClassifier classifier) {
    return new ClusterPlot(
        samples,
        MixtureView.of(classifier.mixtureOverClasses()),
        ScatterPlot.of(samples).classifier(classifier),
        "predicted classes");
  }

  /** Chooses the columns for the axes, from 0; needed if there are more than two. */
  public ClusterPlot columns(int x, int y) {
    clusters.columns(x, y);
    return this;
  }

  /** Projects samples and model onto two directions, as {@link ScatterPlot#directions}. */
  public ClusterPlot directions(Directions directions) {
    clusters.directions(directions);
    return this;
  }

  /** Draws mixtures that a posterior has drawn, as {@link ScatterPlot#draws}. */
  public ClusterPlot draws(GaussianMixture... draws) {
    clusters.draws(draws);
    return this;
  }

  /** Names all columns of the samples; default {@code x0}, {@code x1} and so on. */
  public ClusterPlot names(List<String> newNames) {
    clusters.names(newNames);
    names = List.copyOf(newNames);
    return this;
  }

  /** Names all columns of the samples, as {@link #names(List)}. */
  public ClusterPlot names(String... newNames) {
    return names(Arrays.asList(newNames));
  }

  /**
   * Colours the samples of the first panel by classes that are known.
   *
   * @param labels for each sample the index of its class
   * @param classNames the classes' names, for the legend
   * @throws IllegalArgumentException if there are not as many labels as samples, or one is no index of a name
   */
  public ClusterPlot labels(int[] labels, List<String> classNames) {
    classes = Groups.of(samples, labels, classNames);
    return this;
  }

  /** Crosses some samples among the predicted clusters, as {@link ScatterPlot#cross}. */
  public ClusterPlot cross(boolean[] crossed, String name) {
    clusters.cross(crossed, name);
    return this;
  }

  /** Sets what of the model is drawn; default everything. */
  public ClusterPlot overlays(ScatterPlot.Overlay... overlays) {
    clusters.overlays(overlays);
    return this;
  }

  /** Makes the points the larger, the surer the model is of their component. */
  public ClusterPlot sizeByCertainty() {
    clusters.sizeByCertainty();
    return this;
  }

  /** Sets how long units are along the axes; default {@link Aspect#AUTOMATIC}. */
  public ClusterPlot aspect(Aspect aspect) {
    clusters.aspect(aspect);
    return this;
  }

  @Override
  Figure draw() {
    Panel right = clusters.panel(predicted);
    ScatterPlot data = ScatterPlot.of(samples)
        .imputing(model)
        .plane(clusters.plane())
        .aspect(right.aspect())
        .window(right.x().range(), right.y().range());
    if (names != null) {
      data.names(names);
    }
    Legend legend = clusters.legend();
    Groups known = classes;
    if (known != null) {
      data.groups(known);
      double radius = Math.max(3.5, Clusters.radius(samples.count()));
      if (known.count() <= known.mostEntries(0)) {
        IntStream.range(0, known.count())
            .forEach(k -> legend.mark(
                "known: " + known.name(k), Palette.component(k), Mark.component(k), radius));
      }
    }
    Panel left = data.panel(known == null ? "data" : "known classes");
    return arranged(left, right, legend);
  }

  private Figure arranged(Panel left, Panel right, Legend legend) {
    Panel[][] row = {{left, right}};
    Panel[][] column = {{left}, {right}};
    Range x = right.x().range();
    Range y = right.y().range();
    if (!right.aspect().isEqual(x, y)) {
      return Layout.figure(title, width, height, row, legend);
    }
    if (sized) {
      double beside = Math.min((width / 2.0 - BESIDE) / x.span(), (height - ABOUT) / y.span());
      double above = Math.min((width - BESIDE) / x.span(), (height - ABOUT) / 2 / y.span());
      return Layout.figure(title, width, height, above > beside ? column : row, legend);
    }
    double ratio = x.span() / y.span();
    if (ratio > WIDE) {
      double each = Math.max(SMALLEST, (COLUMN_WIDTH - BESIDE) / ratio);
      return Layout.figure(title, COLUMN_WIDTH, (int) (2 * each + ABOUT + BESIDE), column, legend);
    }
    double across = Math.min(width / 2.0 - BESIDE, Math.max(SMALLEST, HIGHEST * ratio));
    double up = Math.min(HIGHEST, across / ratio);
    return Layout.figure(title, (int) (2 * (across + BESIDE)), (int) (up + ABOUT), row, legend);
  }

  @Override
  ClusterPlot self() {
    return this;
  }
}
