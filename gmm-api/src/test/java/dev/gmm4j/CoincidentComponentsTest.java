package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Components that are the same, which EM cannot part. */
class CoincidentComponentsTest {
  private static final double[][] ROWS = TestData.normal(80, 2, 11);

  private static GaussianMixtureFit fit(
      CovarianceModel model, double[][] means, double... weights) {
    double[][] unit = {{1, 0}, {0, 1}};
    double[][][] units = new double[means.length][][];
    Arrays.fill(units, unit);
    GaussianMixture initial = GaussianMixture.of(weights, means, Covariances.full(units));
    return GaussianMixtureEstimator.builder()
        .components(means.length)
        .covariance(model)
        .initialization(Initialization.parameters(initial))
        .build()
        .fit(Samples.of(ROWS));
  }

  @ParameterizedTest
  @EnumSource
  void componentsThatBeginAlike_areFound(CovarianceModel model) {
    GaussianMixtureFit fit = fit(
        model, new double[][] {{0, 0}, {1, 1}, {0, 0}, {1, 1}, {0, 0}}, 0.2, 0.2, 0.2, 0.2, 0.2);

    assertThat(fit.coincidentComponents()).containsExactly(List.of(0, 2, 4), List.of(1, 3));
  }

  @Test
  void componentsOfOtherWeights_coincideAllTheSame() {
    assertThat(fit(CovarianceModel.VVV, new double[][] {{0, 0}, {0, 0}}, 0.7, 0.3)
            .coincidentComponents())
        .containsExactly(List.of(0, 1));
  }

  @Test
  void componentsThatBeginApart_areNot() {
    assertThat(fit(CovarianceModel.VVV, new double[][] {{-1, 0}, {1, 0}}, 0.5, 0.5)
            .coincidentComponents())
        .isEmpty();
    assertThat(fit(CovarianceModel.VVV, new double[][] {{0, 0}}, 1).coincidentComponents())
        .isEmpty();
  }

  /** Means, variances and covariances count, each by itself. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-8})
  void smallDifferences_count(double difference) {
    double[][] unit = {{1, 0}, {0, 1}};
    double[][] wide = {{1, 0}, {0, 1 + difference}};
    double[][] inclined = {{1, difference}, {difference, 1}};
    double[][] means = {{0, 0}, {0, 0}, {0, 0}, {0, difference}, {0, 0}};
    double[] weights = {0.25, 0.25, 0.25, 0.25, 0};
    GaussianMixture model = GaussianMixture.of(
        weights, means, Covariances.full(new double[][][] {unit, wide, inclined, unit, unit}));

    assertThat(CoincidentComponents.of(model)).isEmpty();
    assertThat(model.covariances().type()).isEqualTo(CovarianceType.FULL);
  }
}
