package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.exception.BackendUnavailableException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.exception.MemoryLimitException;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EstimatorSettingsTest {
  private static final Samples SAMPLES =
      Samples.of(TestData.blobs(300, 2, 2, 9, 1).rows());

  @Test
  void estimatorSettingsOutOfRange_areRefused() {
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder();

    refuse(() -> builder.components(0), "components must be >= 1, but was 0");
    refuse(() -> builder.restarts(0), "restarts must be >= 1, but was 0");
    refuse(() -> builder.maxIterations(-1), "maxIterations must be >= 0, but was -1");
    refuse(() -> builder.threads(0), "threads must be >= 1, but was 0");
    refuse(() -> builder.tolerance(-1e-3), "tolerance must be finite and >= 0, but was -0.001");
    refuse(
        () -> builder.regularization(Double.NaN),
        "regularization must be finite and >= 0, but was NaN");
    refuse(
        () -> builder.regularization(-1), "regularization must be finite and >= 0, but was -1.0");
  }

  @Test
  void fitWithoutComponents_saysWhatToCall() {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder().build();
    Checkpoint[] checkpoint = new Checkpoint[1];
    GaussianMixtureEstimator.builder()
        .components(1)
        .listener(progress -> checkpoint[0] = progress.checkpoint().get())
        .build()
        .fit(SAMPLES);

    assertThat(estimator.components()).isZero();
    assertThat(estimator.chooseBackend(SAMPLES).id()).isEqualTo("naive");
    try (PreparedSamples prepared = PreparedSamples.of(SAMPLES, new NaiveBackend(), 1, 1)) {
      for (ThrowingCallable fit : List.<ThrowingCallable>of(
          () -> estimator.fit(SAMPLES),
          () -> estimator.fit(prepared),
          () -> estimator.attempt(prepared, TimeBudget.UNLIMITED),
          () -> estimator.resume(SAMPLES, checkpoint[0]),
          () -> estimator.fit((RemoteSamples) components -> {
            throw new AssertionError("nothing is opened");
          }),
          () -> estimator.toBuilder().backend(Backends.FASTEST).build().chooseBackend(SAMPLES),
          () -> StreamingEstimator.builder(estimator))) {
        assertThatIllegalStateException()
            .isThrownBy(fit)
            .withMessage(
                "components must be set: call components(K) on the builder of the estimator");
      }
    }
    assertThat(ModelSelection.builder(estimator)
            .components(1, 2)
            .build()
            .select(SAMPLES)
            .bestFit()
            .model()
            .components())
        .isEqualTo(2);
    assertThat(estimator.toBuilder().components(2).build().fit(SAMPLES).model().components())
        .isEqualTo(2);
  }

  @Test
  void kMeansSettingsOutOfRange_areRefused() {
    KMeans.Builder builder = KMeans.builder(1);

    refuse(() -> KMeans.builder(0), "clusters must be >= 1, but was 0");
    refuse(() -> builder.restarts(0), "restarts must be >= 1, but was 0");
    refuse(() -> builder.maxIterations(0), "maxIterations must be >= 1, but was 0");
    refuse(() -> builder.threads(-1), "threads must be >= 1, but was -1");
    refuse(() -> builder.tolerance(-1), "tolerance must be finite and >= 0, but was -1.0");
    refuse(() -> new BackendOptions(0), "threadsPerCall must be >= 1, but was 0");
    assertThat(BackendOptions.defaults().threadsPerCall()).isEqualTo(1);
  }

  @Test
  void builtEstimator_doesNotFollowItsBuilder() {
    GaussianMixtureEstimator.Builder builder =
        GaussianMixtureEstimator.builder().components(2);
    GaussianMixtureEstimator estimator = builder.build();
    builder.components(5).covarianceType(CovarianceType.TIED);

    assertThat(estimator.fit(SAMPLES).model().components()).isEqualTo(2);
    assertThat(estimator.fit(SAMPLES).model().covarianceType()).isEqualTo(CovarianceType.FULL);
  }

  @Test
  void backend_isTheOneChosenLast() {
    GaussianMixtureEstimator.Builder builder =
        GaussianMixtureEstimator.builder().components(1);

    assertThat(builder.build().fit(SAMPLES).backend()).isEqualTo("naive");
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> builder.backend("nonesuch").build().fit(SAMPLES))
        .withMessageStartingWith("backend 'nonesuch' does not exist; backends are:")
        .withMessageContaining("\n  naive: available, textbook loops");
    assertThat(builder.backend(new NaiveBackend()).build().fit(SAMPLES).backend())
        .isEqualTo("naive");
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> builder.backend("nonesuch").build().fit(SAMPLES));
  }

  @Test
  void fit_reportsWhatItWasGiven() {
    double[] weights = TestData.weights(300, 4);
    weights[7] = 0;
    long began = System.nanoTime();
    GaussianMixtureFit fit =
        GaussianMixtureEstimator.builder().components(2).build().fit(SAMPLES.weighted(weights));
    double seconds = (System.nanoTime() - began) * 1e-9;
    double total = Arrays.stream(weights).sum();
    long nu = CovarianceType.FULL.freeParameters(2, 2);

    assertThat(fit.samples()).isEqualTo(300);
    Expect.close("weight", fit.totalWeight(), total, 1e-14);
    Expect.close("mean", fit.meanLogLikelihood(), fit.logLikelihood() / total, 1e-14);
    Expect.close("bic", fit.bic(), -2 * fit.logLikelihood() + nu * Math.log(total), 1e-14);
    Expect.close("aic", fit.aic(), -2 * fit.logLikelihood() + 2 * nu, 1e-14);
    assertThat(fit.seconds().initialize()).isPositive();
    assertThat(fit.seconds().em()).isPositive();
    // By the same clock, so whatever the machine; and in seconds.
    assertThat(fit.seconds().initialize() + fit.seconds().em()).isLessThanOrEqualTo(seconds);
    assertThat(fit.converged()).isTrue();
    assertThat(fit.iterations()).isEqualTo(fit.bestRestart().iterations());
  }

  @Test
  void unweightedFit_weighsTheNumberOfSamples() {
    for (int n = 3; n < 60; n++) {
      GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
          .components(3)
          .maxIterations(1)
          .build()
          .fit(Samples.of(TestData.normal(n, 1, n)));

      assertThat(fit.totalWeight()).isEqualTo(n);
    }
  }

  @Test
  void diagnostics_giveTheEigenvalues() {
    // Rotated by 30 degrees, eigenvalues 9 and 0.25.
    double c = Math.cos(Math.PI / 6);
    double s = Math.sin(Math.PI / 6);
    double[][] matrix = {
      {9 * c * c + 0.25 * s * s, (9 - 0.25) * s * c}, {(9 - 0.25) * s * c, 9 * s * s + 0.25 * c * c}
    };
    GaussianMixture known = GaussianMixture.of(
        new double[] {1}, new double[][] {{0, 0}}, Covariances.full(new double[][][] {matrix}));
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(1)
        .initialization(Initialization.parameters(known))
        .maxIterations(0)
        .build()
        .fit(SAMPLES);
    ComponentDiagnostics diagnostics = fit.diagnostics().get(0);

    Expect.close("smallest", diagnostics.smallestEigenvalue(), 0.25, 1e-13);
    Expect.close("condition", diagnostics.conditionNumber(), 36, 1e-13);
    Expect.close("count", diagnostics.effectiveCount(), 300, 1e-14);
    assertThat(diagnostics.weight()).isEqualTo(1);
    assertThat(diagnostics.component()).isZero();
    assertThat(diagnostics.events()).isEmpty();
  }

  @Test
  void largestDecrease_isTheLargestFall() {
    RestartReport report =
        new RestartReport(0, List.of(-5.0, -3.0, -4.0, -1.0, -1.5), 4, false, List.of(), null);

    assertThat(report.largestDecrease()).isEqualTo(1);
    assertThat(report.logLikelihood()).isEqualTo(-1.5);
    assertThat(
            new RestartReport(0, List.of(-5.0, -3.0), 1, false, List.of(), null).largestDecrease())
        .isZero();
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void sizesThatNoArrayHolds_areRefusedBeforeAnythingIsAllocated() {
    Samples three = Samples.of(new double[] {1, 2, 3}, 1);
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> GaussianMixture.fit(three, 1_000_000_000))
        .withMessage(
            "samples of positive weight must be at least components = 1000000000, but were 3");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> KMeans.builder(1_000_000_000).build().fit(three))
        .withMessage(
            "samples of positive weight must be at least clusters = 1000000000, but were 3");
    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> GaussianMixture.fit(Samples.of(new double[600 * 2000], 2000), 600))
        .withMessageStartingWith(
            "full covariances of 600 components and 2000 features need at least 76.9 GB of memory,"
                + " but this JVM may have ")
        .withMessageEndingWith("; use a model along the axes, such as diagonal or spherical, fewer"
            + " features, or a larger heap (-Xmx)");
  }
}
