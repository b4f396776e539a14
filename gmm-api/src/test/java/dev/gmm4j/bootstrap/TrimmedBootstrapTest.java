package dev.gmm4j.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Trimming;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors of a mixture that was fitted without the samples that fit worst. */
class TrimmedBootstrapTest {
  private static final int GOOD = 300;

  /** Returns normal samples of variance 1, and an outlier for every twentieth. */
  private static double[][] rows() {
    Random random = new Random(6);
    double[][] rows = new double[GOOD + GOOD / 20][1];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = i < GOOD ? random.nextGaussian() : 1e3 * (1 + random.nextDouble());
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(names = {"WEIGHTED_LIKELIHOOD", "NONPARAMETRIC"})
  void errors_areThoseWithoutOutliers(BootstrapMethod method) {
    Samples samples = Samples.of(rows());
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(1)
        .trimming(Trimming.mixture(0.12))
        .regularization(0)
        .build();
    GaussianMixtureFit fit = estimator.fit(samples);

    ParameterBootstrapResult result = ParameterBootstrap.builder(estimator)
        .method(method)
        .replicates(60)
        .build()
        .run(fit.model(), samples);

    // The mean of what is left of a normal distribution without its tails of 0.035 each: 0.87 /
    // sqrt(280), nearly.
    assertThat(result.mean(0, 0).standardError()).isBetween(0.04, 0.09);
    assertThat(result.mean(0, 0).lower()).isLessThan(fit.model().mean(0)[0]);
    assertThat(result.mean(0, 0).upper()).isBetween(fit.model().mean(0)[0], 0.3);
    // All samples: an outlier in twenty at a thousand and more.
    GaussianMixtureEstimator untrimmed = estimator.toBuilder().trimming(null).build();
    assertThat(ParameterBootstrap.builder(untrimmed)
            .method(method)
            .replicates(20)
            .build()
            .run(untrimmed.fit(samples).model(), samples)
            .mean(0, 0)
            .standardError())
        .isGreaterThan(5);
  }
}
