package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several fits to the same samples. */
class PreparedSamplesTest {
  private static final NaiveBackend BACKEND = new NaiveBackend();
  private static final double[][] ROWS = TestData.blobs(200, 2, 3, 6, 4).rows();
  private static final Samples SAMPLES = Samples.of(ROWS);

  static Stream<Initialization> initializations() {
    return Stream.of(
        Initialization.kMeans(),
        Initialization.hierarchical(),
        Initialization.shortEm(),
        Initialization.randomResponsibilities());
  }

  private static GaussianMixtureEstimator.Builder estimator(int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .maxIterations(20)
        .threads(1)
        .backend(BACKEND);
  }

  /** An engine's chunks depend on the largest number of components, and so would the last digits of sums. */
  @ParameterizedTest
  @MethodSource("initializations")
  void fits_areThoseOfTheSamplesThemselves(Initialization initialization) {
    try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, BACKEND, 3, 2);
        PreparedSamples forked = prepared.fork(1)) {
      for (int components : new int[] {3, 2, 3}) {
        GaussianMixtureEstimator estimator =
            estimator(components).initialization(initialization).restarts(2).build();
        GaussianMixtureFit alone = estimator.fit(SAMPLES);
        assertThat(Expect.bits(estimator.fit(prepared))).isEqualTo(Expect.bits(alone));
        assertThat(Expect.bits(estimator.fit(forked))).isEqualTo(Expect.bits(alone));
      }
    }
  }

  @Test
  void classificationLoss_isThatOfTheResponsibilities() {
    try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, BACKEND, 4, 1)) {
      GaussianMixture model = estimator(4).build().fit(prepared).model();
      double hard = 0;
      double soft = 0;
      for (double[] row : ROWS) {
        double[] r = model.responsibilities(row);
        hard += Math.log(Arrays.stream(r).max().orElseThrow());
        soft += Arrays.stream(r).map(p -> p > 0 ? p * Math.log(p) : 0).sum();
      }
      ClassificationLoss loss = prepared.classificationLoss(model);

      assertThat(loss.hard()).isNegative().isCloseTo(hard, within(1e-9 * Math.abs(hard)));
      assertThat(loss.soft()).isNegative().isCloseTo(soft, within(1e-9 * Math.abs(soft)));
    }
  }

  @Test
  void attempt_reportsAllRestarts_whereAllFail() {
    double[][] rows = new double[20][2];
    for (int i = 0; i < 10; i++) {
      rows[i][0] = 1;
    }
    GaussianMixtureEstimator estimator = estimator(2)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .restarts(3)
        .build();
    try (PreparedSamples prepared = PreparedSamples.of(Samples.of(rows), BACKEND, 2, 1)) {
      FitAttempt attempt = estimator.attempt(prepared, TimeBudget.UNLIMITED);

      assertThat(attempt.fit()).isEmpty();
      assertThat(attempt.restarts())
          .hasSize(3)
          .allSatisfy(restart ->
              assertThat(restart.failure()).isInstanceOf(DegenerateComponentException.class));
      assertThat(attempt.failure()).containsSame(attempt.restarts().get(0).failure());
      assertThatExceptionOfType(GmmException.class)
          .isThrownBy(attempt::orElseThrow)
          .isSameAs(attempt.failure().orElseThrow());
      assertThatExceptionOfType(GmmException.class).isThrownBy(() -> estimator.fit(prepared));
    }
  }

  @Test
  void attempt_endsWithItsTime() {
    try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, BACKEND, 3, 1)) {
      FitAttempt late = estimator(3).build().attempt(prepared, TimeBudget.of(Duration.ofNanos(1)));
      assertThat(late.failure().orElseThrow())
          .hasMessageStartingWith("the time budget of 0.0 s was spent");

      FitAttempt inTime = estimator(3).build().attempt(prepared, TimeBudget.of(Duration.ofDays(1)));
      assertThat(inTime.failure()).isEmpty();
      assertThat(inTime.orElseThrow()).isSameAs(inTime.fit().orElseThrow());
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeBudget.of(Duration.ZERO))
        .withMessage("timeBudget must be > 0, but was PT0S");
  }

  @Test
  void moreComponentsThanPrepared_areRefused() {
    try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, BACKEND, 2, 1)) {
      assertThat(prepared.maxComponents()).isEqualTo(2);
      assertThat(prepared.samples()).isSameAs(SAMPLES);
      assertThat(prepared.backend()).isSameAs(BACKEND);
      for (GaussianMixtureEstimator.Builder builder :
          List.of(estimator(3), estimator(2).noise(InitialNoise.share(0.1)))) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> builder.build().fit(prepared))
            .withMessage("components with noise must be at most maxComponents = 2 of the prepared"
                + " samples, but were 3");
      }
    }
  }

  @Test
  void samplesThatCannotBeFitted_areRefused() {
    Samples bad = Samples.of(new double[][] {{1}, {Double.NaN}});
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> PreparedSamples.of(bad, BACKEND, 1, 2))
        .withMessageContaining("row 1");
    Samples two = Samples.of(new double[][] {{1}, {2}});
    try (PreparedSamples prepared = PreparedSamples.of(two, BACKEND, 3, 1)) {
      assertThatExceptionOfType(InvalidSamplesException.class)
          .isThrownBy(() -> estimator(3).build().fit(prepared))
          .withMessage("samples of positive weight must be at least components = 3, but were 2");
    }
  }
}
