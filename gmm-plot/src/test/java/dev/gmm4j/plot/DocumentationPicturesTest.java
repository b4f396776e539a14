package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCandidate;
import dev.gmm4j.selection.SelectionCriterion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Draws the pictures of docs/models.md; where to, the property {@code docsImages} says. */
class DocumentationPicturesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("docsImages", Path.of("target", "docs-images").toString()));

  @BeforeAll
  static void createFolder() throws IOException {
    Files.createDirectories(FOLDER);
  }

  private static void write(Figure figure, String name, double scale) throws IOException {
    Path file = FOLDER.resolve(name);
    figure.writePng(file, scale);
    assertThat(Files.size(file)).isBetween(10_000L, 250_000L);
  }

  @Test
  void models() throws IOException {
    write(ModelGallery.figure(), "models.png", 1);
  }

  @Test
  void criterion() throws IOException {
    ModelSelectionResult result = ModelSelection.builder()
        .estimator(e -> e.initialization(Initialization.hierarchical()))
        .build()
        .select(faithful());
    CriterionPlot plot = CriterionPlot.of("BIC").title("Old Faithful, BIC").focused();
    for (CovarianceModel model : CovarianceModel.values()) {
      List<SelectionCandidate> candidates = result.candidates().stream()
          .filter(candidate -> candidate.covariance() == model)
          .toList();
      plot.curve(
          model.name(),
          candidates.stream().mapToInt(SelectionCandidate::components).toArray(),
          candidates.stream()
              .mapToDouble(candidate -> candidate.value(SelectionCriterion.BIC))
              .toArray());
    }
    Figure figure = plot.figure();
    assertThat(figure.description()).contains("best: EEE, 3; outside the frame: EII, VII");
    write(figure, "criterion.png", 1.2);
  }

  /** A cross and a blob: BIC takes two components for the cross, of which merging makes one cluster. */
  @Test
  void merging() throws IOException {
    Samples samples = crossAndBlobs();
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(4)
        .initialization(Initialization.hierarchical())
        .build()
        .fit(samples)
        .model();
    ComponentMerging merging = ComponentMerging.of(model, samples);
    assertThat(merging.clusters(3)[crossing(model, 1)])
        .isEqualTo(merging.clusters(3)[crossing(model, 0)]);
    assertThat(merging.elbow()).hasValue(3);
    int[] clusters = {1, 2, 3, 4};
    Figure entropy = CriterionPlot.of("entropy")
        .against("clusters")
        .curve(
            "entropy",
            clusters,
            Arrays.stream(clusters).mapToDouble(merging::entropy).toArray())
        .ring("elbow", 3)
        .title("Entropy of merged clusters")
        .size(340, 420)
        .figure();
    write(
        Figure.row(
            ScatterPlot.of(samples)
                .merged(merging, 3)
                .overlays(ScatterPlot.Overlay.ELLIPSES)
                .title("Three clusters of four components")
                .size(480, 420)
                .figure(),
            MergeTreePlot.of(merging)
                .cut("elbow", 3)
                .title("Tree of merges")
                .size(340, 420)
                .figure(),
            entropy),
        "merging.png",
        1);
  }

  /** Returns the component that is long in a direction about the origin. */
  private static int crossing(GaussianMixture model, int feature) {
    int crossing = 0;
    for (int k = 1; k < model.components(); k++) {
      if (model.covariances().get(k, feature, feature)
          > model.covariances().get(crossing, feature, feature)) {
        crossing = k;
      }
    }
    return crossing;
  }

  private static Samples crossAndBlobs() {
    GaussianMixture truth = GaussianMixture.of(
        new double[] {0.3, 0.3, 0.2, 0.2},
        new double[][] {{0, 0}, {0, 0}, {6, 5}, {6, -4}},
        Covariances.diagonal(new double[][] {{4, 0.1}, {0.1, 4}, {0.5, 0.5}, {0.5, 0.5}}));
    return Samples.of(truth.sample(600, 3).rows());
  }

  private static Samples faithful() throws IOException {
    return Samples.of(Files.readAllLines(Path.of("..", "data", "faithful.csv")).stream()
        .skip(1)
        .map(line ->
            Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new));
  }
}
