package dev.gmm4j.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Trees of clusters. */
class HierarchicalClusteringTest {
  private static final List<String> MODELS = List.of("EII", "VII", "EEE", "VVV");

  /** Clusters of iris by {@code hc(iris[, 1:4], modelName, use = "VARS", partition = 1:150)} of mclust 6.0.0. */
  @ParameterizedTest
  @EnumSource(
      value = CovarianceModel.class,
      names = {"EII", "VII", "EEE", "VVV"})
  void clusters_areThoseOfMclust(CovarianceModel model) throws IOException {
    double[][] table = table();
    double[][] rows =
        Arrays.stream(table).map(row -> Arrays.copyOf(row, 4)).toArray(double[][]::new);
    HierarchicalClustering clustering = HierarchicalClustering.of(Samples.of(rows), model);
    int[] sizes = {2, 3, 5, 9};
    for (int s = 0; s < sizes.length; s++) {
      int column = 4 + 4 * MODELS.indexOf(model.name()) + s;
      int[] expected = Arrays.stream(table).mapToInt(row -> (int) row[column]).toArray();

      assertThat(LabelAgreement.between(expected, clustering.labels(sizes[s])).adjustedRandIndex())
          .as("%s, %d clusters", model, sizes[s])
          .isEqualTo(1);
    }
  }

  private static double[][] table() throws IOException {
    try (InputStream in = Objects.requireNonNull(
        HierarchicalClusteringTest.class.getResourceAsStream("mclust-hc.csv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> Arrays.stream(line.split(",", -1))
              .mapToDouble(Double::parseDouble)
              .toArray())
          .toArray(double[][]::new);
    }
  }

  @Test
  void mergers_areTheTree() {
    HierarchicalClustering clustering = HierarchicalClustering.of(
        Samples.of(new double[][] {{0}, {10}, {1}, {14}}), CovarianceModel.EII);

    // Ward: half the squared distance, twice; then 2·2/4 times that of the means 0.5 and 12.
    assertThat(clustering.merges())
        .containsExactly(
            new HierarchicalClustering.Merge(0, 2, 3, 0.5),
            new HierarchicalClustering.Merge(1, 3, 2, 8),
            new HierarchicalClustering.Merge(0, 1, 1, 132.25));
    assertThat(clustering.labels(4)).containsExactly(0, 1, 2, 3);
    assertThat(clustering.labels(3)).containsExactly(0, 1, 0, 2);
    assertThat(clustering.labels(2)).containsExactly(0, 1, 0, 1);
    assertThat(clustering.labels(1)).containsExactly(0, 0, 0, 0);
    assertThat(clustering.rows()).isEqualTo(4);
    assertThat(clustering.model()).isEqualTo(CovarianceModel.EII);
  }

  /** The sum of all increases is {@code |T/n| + tr T/n} of the rows together. */
  @Test
  void increases_ofEqualEllipsoids_addUp() {
    double[][] rows = TestData.normal(30, 2, 4);
    double[] weights = TestData.weights(30, 5);
    HierarchicalClustering clustering =
        HierarchicalClustering.of(Samples.of(rows).weighted(weights), CovarianceModel.EEE);
    double total = Arrays.stream(weights).sum();
    double[] mean = new double[2];
    double[][] covariance = new double[2][2];
    for (int i = 0; i < 30; i++) {
      for (int a = 0; a < 2; a++) {
        mean[a] += weights[i] * rows[i][a] / total;
      }
    }
    for (int i = 0; i < 30; i++) {
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          covariance[a][b] += weights[i] * (rows[i][a] - mean[a]) * (rows[i][b] - mean[b]) / total;
        }
      }
    }
    double expected = covariance[0][0]
        + covariance[1][1]
        + covariance[0][0] * covariance[1][1]
        - covariance[0][1] * covariance[1][0];

    Expect.close(
        "sum",
        clustering.merges().stream()
            .mapToDouble(HierarchicalClustering.Merge::increase)
            .sum(),
        expected,
        1e-12);
  }

  /** The decorrelated tree is that of the initialization. */
  @Test
  void fitFromItsLabels_isThatOfTheInitialization() {
    Samples samples = Samples.of(TestData.blobs(90, 2, 3, 4, 7).rows());
    int[] labels =
        HierarchicalClustering.decorrelated(samples, CovarianceModel.VVV).labels(3);

    assertThat(fit(samples, Initialization.labels(labels)).model().means())
        .isDeepEqualTo(fit(samples, Initialization.hierarchical()).model().means());
  }

  private static GaussianMixtureFit fit(Samples samples, Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(initialization)
        .search(Search.NONE)
        .build()
        .fit(samples);
  }

  @Test
  void wrongArguments_areRefused() {
    Samples samples = Samples.of(new double[][] {{0, 1}, {10, 2}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HierarchicalClustering.of(samples, CovarianceModel.VEV))
        .withMessage("model must be EII, VII, EEE or VVV, but was VEV");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HierarchicalClustering.of(samples, CovarianceModel.EII).labels(3))
        .withMessage("clusters must be in [1, 2], but were 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            HierarchicalClustering.of(samples.weighted(new double[] {1, 0}), CovarianceModel.EII))
        .withMessage("weights must be > 0, but that of row 1 was 0.0");
    assertThatThrownBy(() -> HierarchicalClustering.of(
            Samples.of(new double[][] {{0}, {Double.NaN}}), CovarianceModel.EEE))
        .isInstanceOf(InvalidSamplesException.class);
  }
}
