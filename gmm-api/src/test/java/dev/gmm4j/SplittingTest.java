package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts that are split from one component. */
class SplittingTest {
  private static final TestData.Blobs BLOBS = TestData.blobs(480, 2, 6, 9, 3);

  private static GaussianMixtureEstimator.Builder splitting(int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(Initialization.splitting())
        .search(Search.NONE);
  }

  /** One component first, as any start has; numbers that are no powers of two; more than there are groups. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8, 13})
  void eachNumberOfComponents_isReached(int components) {
    GaussianMixtureFit fit = splitting(components).build().fit(Samples.of(BLOBS.rows()));

    assertThat(fit.model().components()).isEqualTo(components);
    if (components == 1) {
      assertThat(fit.meanLogLikelihood())
          .isEqualTo(GaussianMixture.fit(Samples.of(BLOBS.rows()), 1)
              .meanLogLikelihood(Samples.of(BLOBS.rows())));
    }
  }

  /** Two groups that differ along one diagonal only, to whichever side it leans. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void correlatedFeatures_areSplitAlongTheirAxis(int side) {
    double[][] rows = TestData.normal(200, 2, 4);
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] += i % 2 == 0 ? 4 : -4;
      rows[i][1] += side * (i % 2 == 0 ? 4 : -4);
    }

    double[][] means =
        splitting(2).maxIterations(0).build().fit(Samples.of(rows)).model().means();

    assertThat((means[0][0] - means[1][0]) * (means[0][1] - means[1][1]) * side).isGreaterThan(36);
  }

  @Test
  void seedAndThreads_changeNothing() {
    Samples samples = Samples.of(BLOBS.rows());

    assertThat(Expect.bits(splitting(5).seed(1).threads(1).build().fit(samples)))
        .isEqualTo(Expect.bits(splitting(5).seed(2).threads(3).build().fit(samples)));
  }

  @Test
  void noiseAndStructuredCovariances_goWithIt() {
    GaussianMixtureFit fit = splitting(6)
        .covariance(CovarianceModel.VEV)
        .noise(InitialNoise.share(0.05))
        .build()
        .fit(Samples.of(BLOBS.rows()));

    assertThat(fit.model().components()).isEqualTo(6);
    assertThat(fit.model().noise()).isNotNull();
  }
}
