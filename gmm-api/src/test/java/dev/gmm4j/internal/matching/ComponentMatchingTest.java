package dev.gmm4j.internal.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.junit.jupiter.api.Test;

class ComponentMatchingTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().automatic();

  private static GaussianMixture mixture(double[][] means, double[] variances) {
    double[] weights = new double[means.length];
    java.util.Arrays.fill(weights, 1.0 / means.length);
    return GaussianMixture.of(
        weights, means, Covariances.spherical(variances, means[0].length), BACKEND);
  }

  private static int[] match(GaussianMixture mixture, GaussianMixture other) {
    return ComponentMatching.of(mixture.parameters(), other.parameters(), BACKEND);
  }

  @Test
  void components_areMatchedByMeans() {
    GaussianMixture mixture =
        mixture(new double[][] {{0, 0}, {5, 0}, {0, 5}}, new double[] {1, 1, 1});
    GaussianMixture other =
        mixture(new double[][] {{0.3, 4.4}, {0.2, -0.3}, {5.3, 0.1}}, new double[] {1, 1, 1});

    assertThat(match(mixture, other)).containsExactly(1, 2, 0);
    assertThat(match(other, mixture)).containsExactly(2, 0, 1);
  }

  @Test
  void concentricComponents_areMatchedByCovariances() {
    GaussianMixture mixture = mixture(new double[][] {{0, 0}, {0, 0.1}}, new double[] {1, 20});
    GaussianMixture other = mixture(new double[][] {{0, 0}, {0, 0.1}}, new double[] {22, 0.9});

    assertThat(match(mixture, other)).containsExactly(1, 0);
  }

  /** Each prefers the same counterpart; one of them must do with the second best. */
  @Test
  void matching_isOneToOne() {
    GaussianMixture mixture = mixture(new double[][] {{0}, {1}}, new double[] {1, 1});
    GaussianMixture other = mixture(new double[][] {{-9}, {0.4}}, new double[] {1, 1});

    assertThat(match(mixture, other)).containsExactly(0, 1);
  }

  @Test
  void componentsBeyondDoublesFromEachOther_areMatchedAllTheSame() {
    double[][] means = {{1e200, 0}, {-1e200, 0}, {0, 1.7e308}, {0, -1.7e308}};
    double[][] others = {{0, -1.7e308}, {1e200, 0}, {0, 1.7e308}, {-1e200, 0}};
    double[] variances = {1, 2, 3, 4};

    assertThat(match(mixture(means, variances), mixture(others, variances)))
        .containsExactly(1, 3, 2, 0);
  }
}
