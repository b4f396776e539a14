package dev.gmm4j.internal.initialization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MetricTest {

  @Test
  void lengths_areRanges() {
    Metric metric = Metric.ofRanges(Samples.of(new double[][] {{1, -3}, {5, -4}, {2, 4}}));

    assertThat(metric.inverseLengths()).containsExactly(0.25, 0.125);
    // (1, 5, 2) / 4 and (-3, -4, 4) / 8 have the variances 26/144 and 38/192.
    Expect.close("variance", metric.meanVariance(), (26.0 / 144 + 38.0 / 192) / 2, 1e-15);
  }

  @Test
  void weights_countForTheVariance() {
    Samples once = Samples.of(new double[][] {{0}, {1}, {1}, {4}});
    Samples weighted =
        Samples.of(new double[][] {{0}, {1}, {4}}).weighted(new double[] {0.5, 1, 0.5});

    assertThat(Metric.ofRanges(weighted))
        .usingRecursiveComparison()
        .isEqualTo(Metric.ofRanges(once));
  }

  @Test
  void constantFeatures_areMeasuredByTheirMagnitude() {
    double ulp = Math.ulp(1e9);
    Metric metric = Metric.ofRanges(Samples.of(
        new double[][] {{1e9, 0, 3, -8}, {1e9 + ulp, 0, 5, -8}, {1e9, 0, 4, -8}}));

    assertThat(metric.inverseLengths()).containsExactly(1 / (1e9 + ulp), 1, 0.5, 0.125);
    // The rounding of the first feature is nothing beside the variance of the third.
    Expect.close("variance", metric.meanVariance(), 2.0 / 3 / 4 / 4, 1e-15);
  }

  @Test
  void constantSamples_haveAFiniteMetric() {
    for (double value : new double[] {0, Double.MIN_VALUE, -1e300}) {
      Metric metric = Metric.ofRanges(Samples.of(new double[][] {{value, value}, {value, value}}));

      assertThat(metric.meanVariance()).isEqualTo(1);
      assertThat(Arrays.stream(metric.inverseLengths()).allMatch(x -> x > 0 && x < 1e301))
          .isTrue();
    }
  }
}
