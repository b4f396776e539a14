package dev.gmm4j.cli.select;

import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.plot.CriterionPlot;
import dev.gmm4j.plot.Figure;
import java.util.stream.IntStream;

/** Draws the entropy plot of merging. Loaded only where a picture is asked for. */
final class MergingPicture {
  private MergingPicture() {}

  static Figure of(ComponentMerging merging, String data) {
    int[] clusters = IntStream.rangeClosed(1, merging.model().components()).toArray();
    CriterionPlot plot = CriterionPlot.of("entropy")
        .against("clusters")
        .title(data + ": entropy of merged clusters")
        .curve(
            "entropy",
            clusters,
            IntStream.of(clusters).mapToDouble(merging::entropy).toArray());
    merging.elbow().ifPresentOrElse(elbow -> plot.ring("elbow", elbow), plot::noRing);
    return plot.figure();
  }
}
