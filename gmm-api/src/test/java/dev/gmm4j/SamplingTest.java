package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplingTest {
  private static final int DRAWS = 200_000;

  @ParameterizedTest
  @EnumSource
  void moments_areWithinFiveStandardErrors(CovarianceType type) {
    int d = 3;
    NaiveMixture mixture = TestData.mixture(3, d, type, 5);
    LabelledSamples drawn = mixture.model(type).sample(DRAWS, 77);
    for (int k = 0; k < 3; k++) {
      int component = k;
      double[] members = Arrays.stream(drawn.labels())
          .mapToDouble(label -> label == component ? 1 : 0)
          .toArray();
      double count = Arrays.stream(members).sum();
      double weight = mixture.weights()[k];
      assertThat(count / DRAWS)
          .isCloseTo(weight, within(5 * Math.sqrt(weight * (1 - weight) / DRAWS)));
      double[] mean = NaiveMixture.mean(drawn.rows(), members, count);
      double[][] scatter = NaiveMixture.scatter(drawn.rows(), members, mixture.means()[k]);
      double[][] truth = mixture.covariances()[k];
      for (int a = 0; a < d; a++) {
        assertThat(mean[a])
            .isCloseTo(mixture.means()[k][a], within(5 * Math.sqrt(truth[a][a] / count)));
        for (int b = 0; b < d; b++) {
          // Var(xy) = s_aa s_bb + s_ab^2 for normal x, y (Isserlis).
          double error = Math.sqrt((truth[a][a] * truth[b][b] + truth[a][b] * truth[a][b]) / count);
          assertThat(scatter[a][b] / count).isCloseTo(truth[a][b], within(5 * error));
        }
      }
    }
  }

  @Test
  void sameSeed_givesTheSameSamples() {
    GaussianMixture model =
        TestData.mixture(3, 2, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    LabelledSamples first = model.sample(100, 3);

    assertThat(model.sample(100, 3).rows()).isDeepEqualTo(first.rows());
    assertThat(model.sample(100, 3).labels()).isEqualTo(first.labels());
    assertThat(model.sample(100, 4).rows()[0]).isNotEqualTo(first.rows()[0]);
  }

  @Test
  void componentOfWeightZero_isNeverDrawn() {
    NaiveMixture three = TestData.mixture(3, 2, CovarianceType.FULL, 5);
    GaussianMixture model = new NaiveMixture(
            new double[] {0, 1, 0}, three.means(), three.covariances())
        .model(CovarianceType.FULL);

    assertThat(model.sample(1000, 1).labels()).containsOnly(1);
  }

  @Test
  void count_isRespected() {
    GaussianMixture model =
        TestData.mixture(2, 2, CovarianceType.TIED, 5).model(CovarianceType.TIED);

    assertThat(model.sample(0, 1).rows()).isEmpty();
    assertThat(model.sample(0, 1).labels()).isEmpty();
    assertThat(model.sample(7, 1).rows().length).isEqualTo(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.sample(-1, 1))
        .withMessage("count must be >= 0, but was -1");
  }
}
