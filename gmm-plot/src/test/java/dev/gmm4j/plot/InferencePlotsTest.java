package dev.gmm4j.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrap;
import dev.gmm4j.bootstrap.LikelihoodRatioBootstrapResult;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Pictures of tests, of intervals and of merges. */
class InferencePlotsTest {
  private static final Samples BLOBS = Data.blobs(90, 2);

  private static LikelihoodRatioBootstrapResult tests;
  private static ParameterBootstrapResult intervals;
  private static ComponentMerging merging;

  @BeforeAll
  static void infer() {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(1)
        .covariance(CovarianceModel.EII)
        .build();
    tests = LikelihoodRatioBootstrap.builder(estimator)
        .components(1, 5)
        .replicates(19)
        .build()
        .test(BLOBS);
    GaussianMixture model = GaussianMixture.fit(BLOBS, 3);
    intervals = ParameterBootstrap.builder().replicates(30).build().run(model, BLOBS);
    merging = ComponentMerging.of(GaussianMixture.fit(BLOBS, 5), BLOBS);
  }

  @Test
  void tests_haveAPanelEach_withTheObservedRatioAtItsPlace() {
    Figure figure = LikelihoodRatioPlot.of(tests).figure();
    Svg svg = Svg.of(figure);
    int steps = tests.steps().size();

    assertThat(steps).isGreaterThan(1);
    assertThat(svg.groups().stream().filter("observed"::equals)).hasSize(steps + 1);
    assertThat(figure.description())
        .contains("likelihood ratio of 1 against 2 components, observed ")
        .contains("p = 0.05, rejected, and of 19 replicates")
        .contains("critical value at 5 %");
    // The first ratio is far above those of the replicates, so it is at the right end but the
    // margin.
    Element frame = svg.group("observed");
    double x = Double.parseDouble(
        Svg.elements(frame, "path").get(0).getAttribute("d").replaceAll("^M([-0-9.]+).*", "$1"));
    assertThat(x).isBetween(300.0, 420.0);
  }

  /** Of 19 replicates at 5 % the ratio must exceed them all; of 39 all but one. */
  @Test
  void reachedReplicates_areThoseOfThePValue() {
    LikelihoodRatioBootstrapResult.Step last = tests.steps().get(tests.steps().size() - 1);
    long reaching =
        last.replicates().stream().filter(each -> each >= last.statistic()).count();
    assertThat(last.pValue()).isCloseTo((1 + reaching) / 20.0, within(1e-12));
    assertThat(LikelihoodRatioPlot.of(tests).figure().description().contains("that reach it"))
        .isEqualTo(tests.steps().stream().anyMatch(step -> step.pValue() > 0.051));
  }

  @Test
  void intervals_haveAPanelForEachParameter() {
    Figure figure =
        ParameterBootstrapPlot.of(intervals).names(List.of("a", "b")).figure();

    assertThat(figure.description())
        .startsWith("weight: " + Text.number(intervals.weight(0).value()) + " from "
            + Text.number(intervals.weight(0).lower()) + " to ")
        .contains("mean of a: ", "mean of b: ", "variance of a: ", "variance of b: ")
        .contains("95 % interval", "30 replicates, weighted bootstrap");
    assertThat(Svg.of(figure).groups()).contains("variance of b of component 2");
    assertThat(ParameterBootstrapPlot.of(intervals).columns(1).figure().description())
        .contains("mean of x1")
        .doesNotContain("x0");
  }

  @Test
  void wrongFeatures_areRefused() {
    ParameterBootstrapPlot plot = ParameterBootstrapPlot.of(intervals);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.columns(0, 2))
        .withMessageContaining("columns[1] must be in [0, 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.columns(0, 0))
        .withMessage("columns must differ, but were [0, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.columns())
        .withMessage("columns must be 1 to 8, but were 0");
  }

  @Test
  void tree_joinsWhatMerges_withoutCrossing() {
    MergeTree tree = MergeTree.of(merging);

    assertThat(tree.clusters()).isEqualTo(1);
    assertThat(tree.leaves()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    // Clusters of each number are neighbours among the leaves.
    for (int count = 1; count <= 5; count++) {
      int[] cluster = merging.clusters(count);
      int changes = 0;
      for (int i = 1; i < 5; i++) {
        changes += cluster[tree.leaves().get(i)] == cluster[tree.leaves().get(i - 1)] ? 0 : 1;
      }
      assertThat(changes).isEqualTo(count - 1);
    }
    assertThat(sumOfDrops(tree)).isCloseTo(merging.entropy(5), within(1e-9));
  }

  private static double sumOfDrops(MergeTree tree) {
    return tree.first() == null || tree.second() == null
        ? 0
        : tree.entropyDrop() + sumOfDrops(tree.first()) + sumOfDrops(tree.second());
  }

  @Test
  void cutTree_hasTheColoursOfItsClusters() {
    Figure figure = MergeTreePlot.of(merging).cut("elbow", 3).figure();
    Svg svg = Svg.of(figure);
    int[] cluster = merging.clusters(3);

    assertThat(figure.description()).contains("tree of 5 components, ", "elbow: 3 clusters");
    for (int k = 0; k < 5; k++) {
      for (int other = 0; other < k; other++) {
        assertThat(color(svg, k).equals(color(svg, other))).isEqualTo(cluster[k] == cluster[other]);
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MergeTreePlot.of(merging).cut("cut", 6))
        .withMessage("clusters must be in [1, 5], but were 6");
  }

  private static String color(Svg svg, int component) {
    return Svg.elements(svg.group("component " + component), "circle").get(0).getAttribute("fill");
  }

  @Test
  void treeOfOneComponent_isALeaf() {
    ComponentMerging one = ComponentMerging.of(GaussianMixture.fit(BLOBS, 1), BLOBS);
    assertThat(Svg.of(MergeTreePlot.of(one).figure()).groups()).contains("component 0");
  }

  @Test
  void mergedComponents_haveTheColourOfTheirCluster() {
    Figure figure = ScatterPlot.of(BLOBS)
        .merged(merging, 3)
        .overlays(ScatterPlot.Overlay.ELLIPSES)
        .figure();
    Svg svg = Svg.of(figure);
    int[] cluster = merging.clusters(3);

    assertThat(figure.description()).contains("cluster 0: component");
    for (int k = 1; k < 5; k++) {
      assertThat(ellipse(svg, k).equals(ellipse(svg, 0))).isEqualTo(cluster[k] == cluster[0]);
    }
    Samples line = Data.line(50);
    ComponentMerging ofLine = ComponentMerging.of(GaussianMixture.fit(line, 4), line);
    assertThat(DensityPlot.of(line).merged(ofLine, 2).figure().description())
        .contains("cluster 1: component");
  }

  private static String ellipse(Svg svg, int component) {
    return Svg.elements(svg.group("1\u03c3 and 2\u03c3 ellipses of component " + component), "path")
        .get(0)
        .getAttribute("fill");
  }
}
