package dev.gmm4j.cli.select;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.picture.FeatureSeparation;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.plot.CriterionPlot;
import dev.gmm4j.plot.DensityPlot;
import dev.gmm4j.plot.Figure;
import dev.gmm4j.plot.MergeTreePlot;
import dev.gmm4j.plot.ScatterPlot;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws what merging found: the clusters, the tree of merges, and the entropy. Loaded only where a picture is asked for.
 */
final class MergingPicture {
  private static final int HEIGHT = 440;

  private MergingPicture() {}

  /** Returns the picture of so many clusters. */
  static Figure of(ComponentMerging merging, Dataset dataset, int clusters) {
    return Figure.row(
        clusters(merging, dataset, clusters), tree(merging, clusters), entropy(merging));
  }

  private static Figure clusters(ComponentMerging merging, Dataset dataset, int clusters) {
    GaussianMixture model = merging.model();
    String title = ModelPictures.fileName(dataset) + ": " + clusters
        + (clusters == 1 ? " cluster of " : " clusters of ") + model.components()
        + (model.components() == 1 ? " component" : " components");
    if (model.dimension() == 1) {
      return DensityPlot.of(dataset.samples())
          .name(dataset.columnNames().get(0))
          .merged(merging, clusters)
          .title(title)
          .size(560, HEIGHT)
          .figure();
    }
    List<Integer> axes = FeatureSeparation.largest(model, 2);
    return ScatterPlot.of(dataset.samples())
        .columns(axes.get(0), axes.get(1))
        .names(dataset.columnNames())
        .merged(merging, clusters)
        .overlays(ScatterPlot.Overlay.ELLIPSES)
        .title(title)
        .size(560, HEIGHT)
        .figure();
  }

  private static Figure tree(ComponentMerging merging, int clusters) {
    boolean isElbow = merging.elbow().isPresent() && merging.elbow().getAsInt() == clusters;
    return MergeTreePlot.of(merging)
        .cut(isElbow ? "elbow" : "cut", clusters)
        .title("Tree of merges")
        .size(420, HEIGHT)
        .figure();
  }

  private static Figure entropy(ComponentMerging merging) {
    int[] counts = IntStream.rangeClosed(1, merging.model().components()).toArray();
    CriterionPlot plot = CriterionPlot.of("entropy")
        .against("clusters")
        .title("Entropy of merged clusters")
        .size(420, HEIGHT)
        .curve(
            "entropy",
            counts,
            IntStream.of(counts).mapToDouble(merging::entropy).toArray());
    merging.elbow().ifPresentOrElse(elbow -> plot.ring("elbow", elbow), plot::noRing);
    return plot.figure();
  }
}
