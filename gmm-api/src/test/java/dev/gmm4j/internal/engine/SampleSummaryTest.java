package dev.gmm4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSummaryTest {

  /** One row, about a block, about a chunk, and many chunks. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 511, 512, 513, 1023, 1025, 5000, 70_001})
  void summary_equalsTwoPasses(int n) {
    double[][] rows = TestData.normal(n, 2, n);
    for (double[] row : rows) {
      row[1] += 1e6;
    }
    double[] weights = TestData.weights(n, 1);
    for (int i = 1; i < n; i += 3) {
      weights[i] = 0;
    }
    check(rows, weights, Samples.of(rows).weighted(weights));
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    check(rows, ones, Samples.of(TestData.flat(rows), 2));
  }

  private static void check(double[][] rows, double[] weights, Samples samples) {
    SampleScale scale;
    try (LocalEngine engine = new LocalEngine(samples, new NaiveBackend(), 1, 2)) {
      scale = SampleSummary.of(engine);
    }
    double total = Arrays.stream(weights).sum();
    double[] means = NaiveMixture.mean(rows, weights, total);
    double[][] scatter = NaiveMixture.scatter(rows, weights, means);

    assertThat(scale.count())
        .isEqualTo(Arrays.stream(weights).filter(w -> w > 0).count());
    Expect.close("weight", scale.totalWeight(), total, 1e-13);
    for (int j = 0; j < 2; j++) {
      // Means of blocks near 1e6 are rounded to 1e-10.
      Expect.close("mean", scale.means()[j], means[j], 1e-14, 1);
      Expect.close("variance", scale.variances()[j], scatter[j][j] / total, 1e-9, 1e-12);
    }
  }
}
