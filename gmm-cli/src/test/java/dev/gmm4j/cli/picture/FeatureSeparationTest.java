package dev.gmm4j.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import org.junit.jupiter.api.Test;

class FeatureSeparationTest {
  /** Means 0 and 4 with weights 1/4 and 3/4 have variance 3; the first feature has none. */
  private static final GaussianMixture MODEL = GaussianMixture.of(
      new double[] {0.25, 0.75},
      new double[][] {{1, 0, 0}, {1, 2, 4}},
      Covariances.diagonal(new double[][] {{1, 1, 6}, {1, 1, 2}}));

  @Test
  void separation_isVarianceBetweenOverVarianceWithin() {
    assertThat(FeatureSeparation.of(MODEL, 0)).isZero();
    assertThat(FeatureSeparation.of(MODEL, 1)).isCloseTo(0.75, within(1e-15));
    assertThat(FeatureSeparation.of(MODEL, 2)).isCloseTo(3 / 3.0, within(1e-15));
  }

  @Test
  void largest_areInTheFeaturesOrder() {
    assertThat(FeatureSeparation.largest(MODEL, 2)).containsExactly(1, 2);
    assertThat(FeatureSeparation.largest(MODEL, 1)).containsExactly(2);
    assertThat(FeatureSeparation.largest(MODEL, 5)).containsExactly(0, 1, 2);
  }
}
