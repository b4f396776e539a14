package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleScaleTest {

  @Test
  void positiveVariances_replaceConstantFeaturesByTheLargestVariance() {
    SampleScale scale = new SampleScale(10, 10, new double[] {5, 3, 1e6}, new double[] {2, 0, 4});

    assertThat(scale.positiveVariances()).containsExactly(2, 4, 4);
    assertThat(scale.meanVariance()).isEqualTo(2);
  }

  @Test
  void positiveVariances_areOneWhereAllFeaturesAreConstant() {
    SampleScale scale = new SampleScale(10, 10, new double[] {5, 0}, new double[] {0, 0});

    assertThat(scale.positiveVariances()).containsExactly(1, 1);
    assertThat(scale.meanVariance()).isEqualTo(1);
  }

  @Test
  void varianceThatRoundingMade_countsAsNone() {
    // What ten times 0.1 has as variance when its mean is off by one unit in the last place.
    double noise = Math.ulp(0.1) * Math.ulp(0.1);
    SampleScale scale =
        new SampleScale(10, 10, new double[] {0.1, 0.1}, new double[] {noise, noise});

    assertThat(scale.positiveVariances()).containsExactly(1, 1);
    assertThat(scale.meanVariance()).isEqualTo(1);
  }

  @Test
  void roundingVariance_followsTheMagnitude() {
    SampleScale scale =
        new SampleScale(10, 10, new double[] {0, 1e6, -1e6}, new double[] {1, 1, 1});
    double eps = Math.ulp(1.0);

    assertThat(scale.roundingVariance(0)).isEqualTo(256 * eps * eps);
    assertThat(scale.roundingVariance(1))
        .isEqualTo(scale.roundingVariance(2))
        .isBetween(256e12 * eps * eps, 257e12 * eps * eps);
  }
}
