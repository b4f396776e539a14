package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Initializations that look for centres among very many rows find those that weigh something. */
class FewWeightedRowsTest {
  /** More than centres are sought among. */
  private static final int ROWS = 100_000;

  private static final Random RANDOM = new Random(7);
  private static final double[] VALUES = RANDOM.doubles(ROWS, -1, 1).toArray();

  private static GaussianMixtureFit fit(
      double[] values, double[] weights, int components, Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(initialization)
        .build()
        .fit(Samples.of(values, 1).weighted(weights));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void oneWeightedRow_isFound(long seed) {
    double[] weights = new double[ROWS];
    weights[77_777] = 2.5;
    Samples samples = Samples.of(VALUES, 1).weighted(weights);
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(1)
        .seed(seed)
        .build()
        .fit(samples)
        .model();
    assertThat(model.mean(0)[0]).isCloseTo(VALUES[77_777], within(1e-12));
    assertThat(KMeans.builder(1).seed(seed).build().fit(samples).centres()[0][0])
        .isCloseTo(VALUES[77_777], within(1e-12));
  }

  @Test
  void rowsOfWeightZero_areTheSameAsNone() {
    double[] weights = new double[ROWS];
    double[] alone = new double[200];
    double[] aloneWeights = new double[200];
    for (int i = 0; i < alone.length; i++) {
      int row = i * 487 + 3;
      weights[row] = 1 + i % 3;
      alone[i] = VALUES[row];
      aloneWeights[i] = weights[row];
    }
    for (Initialization initialization : new Initialization[] {
      Initialization.kMeansPlusPlus(), Initialization.kMeans(), Initialization.randomSamples()
    }) {
      GaussianMixtureFit whole = fit(VALUES, weights, 4, initialization);
      GaussianMixtureFit few = fit(alone, aloneWeights, 4, initialization);
      // The same rows in the same order, cut into other blocks: sums differ by rounding.
      assertThat(whole.logLikelihood())
          .as(initialization.label())
          .isCloseTo(few.logLikelihood(), within(1e-9 * Math.abs(few.logLikelihood())));
    }
  }

  @Test
  void heavyRows_areFoundAmongLightOnes() {
    double[] values = VALUES.clone();
    double[] weights = new double[ROWS];
    Arrays.fill(weights, 1e-6);
    for (int k = 1; k <= 5; k++) {
      values[k * 15_000] = 100 * k;
      weights[k * 15_000] = 1e6;
    }
    double[][] means =
        fit(values, weights, 5, Initialization.kMeansPlusPlus()).model().means();
    double[] sorted = Arrays.stream(means).mapToDouble(mean -> mean[0]).sorted().toArray();
    assertThat(sorted).containsExactly(new double[] {100, 200, 300, 400, 500}, within(1e-3));
  }
}
