package dev.gmm4j.backend.vector.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.factor.FactorMixtureEstimator;
import dev.gmm4j.factor.FactorMixtureFit;
import dev.gmm4j.factor.FactorModel;
import dev.gmm4j.factor.FactorStatistics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mixtures of factor analysers by the fused kernel. */
class FactorFitsTest {

  /** Rows of two groups by turns, each of some factors. */
  private static Samples samples(int count, int features, int factors) {
    SplittableRandom random = new SplittableRandom(features);
    double[][] loadings = new double[2][features * factors];
    for (double[] own : loadings) {
      Arrays.setAll(own, i -> random.nextGaussian());
    }
    double[] values = new double[count * features];
    for (int i = 0; i < count; i++) {
      double[] own = loadings[i % 2];
      double[] z = new double[factors];
      Arrays.setAll(z, f -> random.nextGaussian());
      for (int j = 0; j < features; j++) {
        double sum = i % 2 * (j % 3) + (0.5 + 0.1 * (j % 7)) * random.nextGaussian();
        for (int f = 0; f < factors; f++) {
          sum += own[j * factors + f] * z[f];
        }
        values[i * features + j] = sum;
      }
    }
    return Samples.of(values, features);
  }

  private static GaussianMixtureEstimator.Builder settings(Samples samples, int components) {
    int[] groups = new int[(int) samples.count()];
    Arrays.setAll(groups, i -> i % components);
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(Initialization.labels(groups))
        .tolerance(1e-11)
        .maxIterations(2000)
        .backend("vector")
        .threads(1);
  }

  private static FactorMixtureEstimator.Builder estimator(
      GaussianMixtureEstimator.Builder settings, int factors) {
    return FactorMixtureEstimator.builder(settings.build()).factors(factors);
  }

  @ParameterizedTest
  @CsvSource({"UUU, 2, 13, 2, 200", "CUC, 2, 13, 2, 200", "UCU, 2, 64, 3, 200", "UUC, 1, 784, 3, 40"
  })
  void bothStatistics_reachTheSameLikelihood(
      FactorModel model, int components, int d, int factors, int count) {
    Samples samples = samples(count, d, factors);
    FactorMixtureEstimator.Builder estimator =
        estimator(settings(samples, components), factors).model(model);

    double matrices =
        estimator.statistics(FactorStatistics.MATRICES).build().fit(samples).logLikelihood();
    double products =
        estimator.statistics(FactorStatistics.FACTORS).build().fit(samples).logLikelihood();

    assertThat(products).isCloseTo(matrices, within(1e-8 * Math.abs(matrices)));
  }

  /** Enough rows for several chunks, which threads take by turns, and more features than a slab. */
  @Test
  void bits_doNotDependOnThreads() {
    Samples samples = samples(1100, 260, 2);
    FactorMixtureEstimator.Builder estimator =
        estimator(settings(samples, 2).maxIterations(2), 2).statistics(FactorStatistics.FACTORS);

    FactorMixtureFit one = estimator.build().fit(samples);
    FactorMixtureFit three = estimator.estimator(e -> e.threads(3)).build().fit(samples);

    assertThat(three.logLikelihoodTrace()).isEqualTo(one.logLikelihoodTrace());
    assertThat(three.model().loadings(1)).isDeepEqualTo(one.model().loadings(1));
  }
}
