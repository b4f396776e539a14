package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.streaming.StepSize;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.streaming.StreamingProgress;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamingBayesianFitTest {
  private static final double[][] ROWS = TestData.blobs(3000, 2, 3, 6, 4).rows();
  private static final Samples SAMPLES = Samples.of(ROWS);
  private static final NaiveBackend BACKEND = new NaiveBackend();

  private static StreamingEstimator.Builder stream(CovarianceType type, int components) {
    return StreamingEstimator.builder(
            Bayes.settings(type, components).tolerance(1e-10).build())
        .batchSize(250)
        .initializationRows(500);
  }

  private static StreamingBayesianEstimator.Builder estimator(
      CovarianceType type, int components, NormalWishartPrior prior) {
    return StreamingBayesianEstimator.builder(stream(type, components)
            .passes(8)
            .stepSize(StepSize.decreasing(0.9, 2))
            .build())
        .componentPrior(ComponentPrior.of(prior));
  }

  private static BayesianMixtureFit batch(CovarianceType type, int components) {
    return BayesianMixtureEstimator.builder(
            Bayes.settings(type, components).restarts(3).tolerance(1e-10).build())
        .build()
        .fit(SAMPLES);
  }

  /**
   * The steps of sizes to 98^-0.9 = 0.016 that come last leave the mean of their noise: less than 0.1 nats of the 11 500 that
   * 3000 samples have. No posterior is above the optimum.
   */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void passes_reachTheBatchBound(CovarianceType type) {
    BayesianMixtureFit batch = batch(type, 3);
    StreamingBayesianFit fit =
        estimator(type, 3, batch.posterior().prior()).build().fit(SAMPLES);

    double elbo = fit.posterior().elbo(SAMPLES, BACKEND);
    assertThat(elbo).isBetween(batch.elbo() - 0.1, batch.elbo() + 1e-6);
    double total = Arrays.stream(fit.posterior().effectiveCounts()).sum();
    assertThat(total).isBetween(2999.99, 3000.01);
  }

  /** Superfluous components empty slowly: what few steps leave of them iterations over all samples take away. */
  @Test
  void refine_goesOnToTheBatchBound() {
    BayesianMixtureFit batch = batch(CovarianceType.FULL, 6);
    StreamingBayesianFit fit =
        estimator(CovarianceType.FULL, 6, batch.posterior().prior()).build().fit(SAMPLES);
    BayesianMixtureFit refined = fit.refine(SAMPLES);

    assertThat(refined.elbo())
        .isGreaterThan(fit.posterior().elbo(SAMPLES, BACKEND))
        .isCloseTo(batch.elbo(), within(1e-3));
    assertThat(refined.posterior().prior()).isEqualTo(batch.posterior().prior());
    BayesianMixtureFit evaluated = fit.evaluate(SAMPLES);
    assertThat(evaluated.posterior()).isEqualTo(fit.posterior());
    assertThat(evaluated.elbo())
        .isCloseTo(fit.posterior().elbo(SAMPLES, BACKEND), withinPercentage(1e-10));
    assertThat(evaluated.iterations()).isEqualTo(0);
    assertThat(evaluated.samples()).isEqualTo(3000);
    assertThat(evaluated.totalWeight()).isEqualTo(3000);
  }

  @Test
  void elboOfPosterior_isThatOfItsFit() {
    BayesianMixtureFit batch = batch(CovarianceType.FULL, 4);

    assertThat(batch.posterior().elbo(SAMPLES, BACKEND))
        .isCloseTo(batch.elbo(), withinPercentage(1e-10));
  }

  @Test
  void allSamplesWithStepOne_areIterationsToTheBit() {
    StreamingEstimator stream = stream(CovarianceType.FULL, 5)
        .batchSize(3000)
        .passes(3)
        .stepSize(StepSize.constant(1))
        .build();
    MixturePosterior steps =
        StreamingBayesianEstimator.builder(stream).build().fit(SAMPLES).posterior();
    MixturePosterior iterations = BayesianMixtureEstimator.builder(
            Bayes.settings(CovarianceType.FULL, 5).maxIterations(3).tolerance(0).build())
        .build()
        .fit(SAMPLES)
        .posterior();

    assertThat(steps).isEqualTo(iterations);
  }

  @Test
  void sameSeed_givesTheSameBits_howeverRowsComeAndForAnyThreads() {
    StreamingBayesianEstimator estimator = StreamingBayesianEstimator.builder(
            stream(CovarianceType.FULL, 5).build())
        .build();
    StreamingBayesianFit whole = estimator.begin();
    whole.partialFit(SAMPLES);
    whole.flush();
    StreamingBayesianFit pieces = StreamingBayesianEstimator.builder(StreamingEstimator.builder(
                Bayes.settings(CovarianceType.FULL, 5).threads(3).build())
            .batchSize(250)
            .initializationRows(500)
            .build())
        .build()
        .begin();
    for (int row = 0; row < ROWS.length; row += 70) {
      pieces.partialFit(Samples.of(Arrays.copyOfRange(ROWS, row, Math.min(row + 70, ROWS.length))));
    }
    pieces.flush();

    assertThat(pieces.posterior()).isEqualTo(whole.posterior());
    assertThat(pieces.steps()).isEqualTo(12);
    assertThat(estimator.fit(SAMPLES).posterior())
        .isEqualTo(estimator.fit(SAMPLES).posterior());
  }

  @Test
  void streamOfUnknownLength_isAPosteriorOfWhatWasSeen_orOfTheGivenPopulation() {
    StreamingEstimator stream = stream(CovarianceType.DIAGONAL, 4).build();
    StreamingBayesianFit seen =
        StreamingBayesianEstimator.builder(stream).build().begin();
    StreamingBayesianFit given =
        StreamingBayesianEstimator.builder(stream).population(1_000_000).build().begin();
    Samples part = Samples.of(Arrays.copyOf(ROWS, 1500));
    seen.partialFit(part);
    given.partialFit(part);

    assertThat(Arrays.stream(seen.posterior().effectiveCounts()).sum()).isBetween(1499.9, 1500.1);
    assertThat(Arrays.stream(given.posterior().effectiveCounts()).sum()).isBetween(999e3, 1001e3);
    assertThat(given.posterior().intervals(0.95).mean(0, 0).high()
            - given.posterior().intervals(0.95).mean(0, 0).low())
        .isLessThan(0.05
            * (seen.posterior().intervals(0.95).mean(0, 0).high()
                - seen.posterior().intervals(0.95).mean(0, 0).low()));
  }

  @Test
  void listenerOfTheStream_isToldOfEachStep() {
    List<StreamingProgress> told = new ArrayList<>();
    StreamingBayesianFit fit = StreamingBayesianEstimator.builder(
            stream(CovarianceType.TIED, 3).listener(told::add).build())
        .build()
        .fit(SAMPLES);

    assertThat(told).hasSize(12);
    assertThat(told.get(11).step()).isEqualTo(fit.steps());
    assertThat(told.get(11).meanLogLikelihood()).isFinite();
    assertThat(fit.samplesPending()).isZero();
    assertThat(fit.samplesSeen()).isEqualTo(3000);
    assertThat(fit.model().components()).isEqualTo(3);
  }

  @Test
  void nothingSeen_hasNoPosterior() {
    StreamingBayesianFit fit = StreamingBayesianEstimator.builder(
            stream(CovarianceType.FULL, 3).build())
        .build()
        .begin();

    assertThat(fit.hasPosterior()).isFalse();
    assertThatIllegalStateException().isThrownBy(fit::posterior).withMessageContaining("no model");
    fit.partialFit(Samples.of(Arrays.copyOf(ROWS, 499)));
    assertThat(fit.hasPosterior()).isFalse();
    fit.partialFit(Samples.of(Arrays.copyOfRange(ROWS, 499, 500)));
    assertThat(fit.hasPosterior()).isTrue();
  }

  @Test
  void settingsThatDoNotGoTogether_areRefused() {
    StreamingEstimator vev = StreamingEstimator.builder(GaussianMixtureEstimator.builder()
            .components(2)
            .covariance(CovarianceModel.VEV)
            .build())
        .build();
    StreamingEstimator means = StreamingEstimator.builder(Bayes.settings(CovarianceType.FULL, 2)
            .initialization(Initialization.kMeans())
            .build())
        .build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamingBayesianEstimator.builder(vev))
        .withMessageContaining("VEV");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StreamingBayesianEstimator.builder(means).population(0))
        .withMessage("population must be >= 1, but was 0");
  }
}
