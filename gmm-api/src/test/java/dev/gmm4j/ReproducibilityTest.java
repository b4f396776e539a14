package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed, samples and backend give the same bits. */
class ReproducibilityTest {
  /** At least 1024 rows are a chunk: 13 of them, the last one not full. */
  private static final int ROWS = 12_345;

  private static final double[][] DATA =
      TestData.draw(TestData.mixture(4, 3, CovarianceType.DIAGONAL, 2), ROWS, 3);

  static Stream<Initialization> initializations() {
    return Stream.of(
        Initialization.kMeansPlusPlus(),
        Initialization.kMeans(),
        Initialization.randomSamples(),
        Initialization.randomResponsibilities());
  }

  @ParameterizedTest
  @EnumSource
  void bits_doNotDependOnThreads(CovarianceType type) {
    Samples samples = Samples.of(DATA).weighted(TestData.weights(ROWS, 1));
    List<Long> one = Expect.bits(estimator(type).threads(1).build().fit(samples));
    for (int threads : new int[] {2, 3, 8}) {
      assertThat(Expect.bits(estimator(type).threads(threads).build().fit(samples)))
          .as("%d threads", threads)
          .isEqualTo(one);
    }
  }

  @ParameterizedTest
  @MethodSource("initializations")
  void bitsOfEachInitialization_dependOnTheSeedAlone(Initialization initialization) {
    Samples samples = Samples.of(DATA);
    GaussianMixtureEstimator.Builder builder =
        estimator(CovarianceType.FULL).initialization(initialization);
    List<Long> first = Expect.bits(builder.seed(5).threads(1).build().fit(samples));

    assertThat(Expect.bits(builder.seed(5).threads(3).build().fit(samples))).isEqualTo(first);
    assertThat(Expect.bits(builder.seed(6).threads(1).build().fit(samples))).isNotEqualTo(first);
  }

  @Test
  void bits_doNotDependOnHowTheRowsAreStored() {
    RowSource source = new RowSource() {
      @Override
      public long rows() {
        return ROWS;
      }

      @Override
      public int columns() {
        return 3;
      }

      @Override
      public void read(long first, int count, double[] destination) {
        for (int i = 0; i < count; i++) {
          System.arraycopy(DATA[(int) first + i], 0, destination, 3 * i, 3);
        }
      }
    };
    List<Long> nested = Expect.bits(estimator(CovarianceType.FULL).build().fit(Samples.of(DATA)));

    assertThat(Expect.bits(
            estimator(CovarianceType.FULL).build().fit(Samples.of(TestData.flat(DATA), 3))))
        .isEqualTo(nested);
    assertThat(Expect.bits(estimator(CovarianceType.FULL).build().fit(Samples.of(source))))
        .isEqualTo(nested);
  }

  @Test
  void kMeansBits_doNotDependOnThreads() {
    Samples samples = Samples.of(DATA);
    KMeansFit one = KMeans.builder(5).threads(1).seed(3).build().fit(samples);
    for (int threads : new int[] {2, 3, 8}) {
      KMeansFit more = KMeans.builder(5).threads(threads).seed(3).build().fit(samples);

      assertThat(more.centres()).isDeepEqualTo(one.centres());
      assertThat(more.inertia()).isEqualTo(one.inertia());
    }
  }

  @Test
  void predictionBits_doNotDependOnThreads() {
    Samples samples = Samples.of(DATA);
    GaussianMixture model = estimator(CovarianceType.FULL).build().fit(samples).model();
    GaussianMixture one = model.using(new dev.gmm4j.testing.NaiveBackend(), 1);
    GaussianMixture three = model.using(new dev.gmm4j.testing.NaiveBackend(), 3);

    assertThat(three.logDensities(samples)).isEqualTo(one.logDensities(samples));
    assertThat(three.responsibilities(samples)).isDeepEqualTo(one.responsibilities(samples));
    assertThat(three.predict(samples)).isEqualTo(one.predict(samples));
    assertThat(three.logLikelihood(samples)).isEqualTo(one.logLikelihood(samples));
  }

  private static GaussianMixtureEstimator.Builder estimator(CovarianceType type) {
    return GaussianMixtureEstimator.builder()
        .components(4)
        .covarianceType(type)
        .restarts(2)
        .maxIterations(5)
        .tolerance(0);
  }
}
