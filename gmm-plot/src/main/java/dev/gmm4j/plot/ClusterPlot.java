package dev.gmm4j.plot;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two panels on the same axes: the samples as they came, and the clusters that a model predicts, with its contours. */
public final class ClusterPlot extends Plot<ClusterPlot> {
  private final Samples samples;
  private final ScatterPlot clusters;
  private int @Nullable [] columns;
  private @Nullable List<String> names;

  private ClusterPlot(Samples samples, GaussianMixture model) {
    super(1000, 500);
    this.samples = samples;
    this.clusters = ScatterPlot.of(samples).model(model);
  }

  /**
   * Returns a plot of samples of at least two columns and a model of them.
   *
   * @throws IllegalArgumentException if the model has other features than the samples have columns
   */
  public static ClusterPlot of(Samples samples, GaussianMixture model) {
    return new ClusterPlot(samples, model);
  }

  /** Chooses the columns for the axes, from 0; needed if there are more than two. */
  public ClusterPlot columns(int x, int y) {
    clusters.columns(x, y);
    columns = new int[] {x, y};
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
    Panel right = clusters.panel("predicted clusters");
    ScatterPlot data = ScatterPlot.of(samples)
        .aspect(right.aspect())
        .window(right.x().range(), right.y().range());
    if (columns != null) {
      data.columns(columns[0], columns[1]);
    }
    if (names != null) {
      data.names(names);
    }
    Panel[][] panels = {{data.panel("data"), right}};
    if (sized) {
      clusters.size(width, height);
    }
    int suitable = clusters.suitableHeight(right, width / 2.0 - 60);
    return Layout.figure(title, width, suitable, panels, clusters.legend());
  }

  @Override
  ClusterPlot self() {
    return this;
  }
}
