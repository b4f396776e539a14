package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.gmm4j.bootstrap.ParameterBootstrap;
import dev.gmm4j.bootstrap.ParameterBootstrapResult;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.MemoryLimitException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.streaming.StreamingFit;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samples of so many features that a matrix of them has more numbers than an array holds and than this heap: whatever is
 * along the axes works, whatever is not is refused before it is allocated.
 */
class WideSamplesTest {
  private static final int FEATURES = 50_021;
  private static final int ROWS = 26;
  private static final int COMPONENTS = 2;
  private static final double REGULARIZATION = 1e-6;

  /** Rows of two clusters by turns, the second of which is wider and elsewhere in every feature. */
  private static final double[] VALUES = values();

  private static final Samples SAMPLES = Samples.of(VALUES, FEATURES);

  /** Arrays of the size of all samples, and of that of the means, that a fit may make in all. */
  private static final double SAMPLE_COPIES = 8;

  private static final double MEAN_COPIES = 400;

  private static double[] values() {
    double[] values = TestData.flat(TestData.normal(ROWS, FEATURES, 3));
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < FEATURES && i % 2 == 1; j++) {
        values[i * FEATURES + j] = 2 + 1.5 * values[i * FEATURES + j];
      }
    }
    return values;
  }

  private static GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .covariance(CovarianceModel.VVI)
        .maxIterations(3)
        .regularization(REGULARIZATION)
        .threads(1)
        .seed(5)
        .backend(new NaiveBackend());
  }

  static Stream<CovarianceModel> alongTheAxes() {
    return Stream.of(CovarianceModel.values()).filter(model -> model.type().isAxisAligned());
  }

  @ParameterizedTest
  @MethodSource("alongTheAxes")
  void modelsAlongTheAxes_takeMemoryInProportionToTheFeatures(CovarianceModel model) {
    GaussianMixtureEstimator estimator = estimator().covariance(model).build();
    long before = allocated();
    GaussianMixtureFit fit = estimator.fit(SAMPLES);
    int[] labels = fit.model().predict(SAMPLES);
    List<ComponentDiagnostics> diagnostics = fit.diagnostics();
    double bytes = allocated() - before;

    assertThat(bytes)
        .isBetween(
            1.0,
            Double.BYTES * (SAMPLE_COPIES * VALUES.length + MEAN_COPIES * COMPONENTS * FEATURES));
    for (int i = 0; i < ROWS; i++) {
      assertThat(labels[i]).as("row %d", i).isEqualTo(labels[i % 2]);
    }
    assertThat(labels[0]).isNotEqualTo(labels[1]);
    double expected = logLikelihood(fit.model());
    assertThat(fit.logLikelihood()).isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    assertThat(fit.model().score(SAMPLES).logLikelihood())
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    assertThat(diagnostics).hasSize(COMPONENTS);
  }

  @Test
  void variances_areThoseOfTheClusters() {
    GaussianMixture model = estimator().build().fit(SAMPLES).model();
    int first = model.predict(SAMPLES)[0];
    for (int j = 0; j < FEATURES; j += 997) {
      double mean = 0;
      for (int i = 0; i < ROWS; i += 2) {
        mean += VALUES[i * FEATURES + j] / (ROWS / 2);
      }
      double variance = REGULARIZATION;
      for (int i = 0; i < ROWS; i += 2) {
        double difference = VALUES[i * FEATURES + j] - mean;
        variance += difference * difference / (ROWS / 2);
      }
      assertThat(model.mean(first)[j]).isCloseTo(mean, within(1e-12));
      assertThat(model.covariances().variances(first)[j]).isCloseTo(variance, within(1e-12));
    }
  }

  /** A textbook sum, of one component for each sample: the others' densities are nothing beside its. */
  private static double logLikelihood(GaussianMixture model) {
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < COMPONENTS; k++) {
        double[] mean = model.mean(k);
        double logDensity = Math.log(model.weight(k));
        for (int j = 0; j < FEATURES; j++) {
          double variance = model.covariances().get(k, j, j);
          double difference = VALUES[i * FEATURES + j] - mean[j];
          logDensity -=
              0.5 * (Math.log(2 * Math.PI * variance) + difference * difference / variance);
        }
        largest = Math.max(largest, logDensity);
      }
      sum += largest;
    }
    return sum;
  }

  static Stream<Initialization> initializations() {
    return Stream.of(
        Initialization.hierarchical(),
        Initialization.kMeans(),
        Initialization.kMeansPlusPlus(),
        Initialization.randomSamples(),
        Initialization.shortEm());
  }

  @ParameterizedTest
  @MethodSource("initializations")
  void initializations_areAllThere(Initialization initialization) {
    GaussianMixtureFit fit = estimator().initialization(initialization).build().fit(SAMPLES);

    assertThat(fit.logLikelihood()).isFinite();
  }

  @ParameterizedTest
  @EnumSource(
      value = DegeneracyPolicy.class,
      names = {"REGULARIZE", "PRUNE", "RESTART"})
  void degenerateComponents_areMended(DegeneracyPolicy policy) {
    // A component of one row has no variance but what is done about it.
    int[] labels = new int[ROWS];
    labels[3] = 1;
    GaussianMixtureFit fit = estimator()
        .regularization(0)
        .degeneracy(policy)
        .initialization(Initialization.labels(labels))
        .build()
        .fit(SAMPLES);

    assertThat(fit.bestRestart().events()).isNotEmpty();
    assertThat(fit.logLikelihood()).isFinite();
  }

  @Test
  void priors_areDiagonal() {
    GaussianMixtureFit fit =
        estimator().prior(ConjugatePrior.defaults()).build().fit(SAMPLES);
    ConjugatePrior prior = fit.prior();
    double[] diagonal = prior.diagonalScale();
    GaussianMixtureFit same = estimator()
        .prior(ConjugatePrior.defaults().withDiagonalScale(diagonal))
        .build()
        .fit(SAMPLES);

    assertThat(diagonal).hasSize(FEATURES).containsOnly(diagonal[0]);
    assertThat(fit.logPrior()).isFinite();
    assertThat(same.logLikelihood()).isEqualTo(fit.logLikelihood());
    assertThat(same.logPrior()).isEqualTo(fit.logPrior());
    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(prior::scale)
        .withMessageContaining("scales of 50021 features need at least 20.0 GB of memory");
  }

  @Test
  void noise_isSpreadOverTheBoxAlongTheFeatures() {
    GaussianMixtureFit fit = estimator().noise(InitialNoise.share(0.1)).build().fit(SAMPLES);

    assertThat(fit.model().noise().region().axes()).isNull();
    assertThat(fit.model().sample(2, 7).rows()[0]).hasSize(FEATURES);
  }

  @Test
  void eigenvalues_areBounded() {
    GaussianMixtureFit fit = estimator().maxEigenvalueRatio(9).build().fit(SAMPLES);

    for (ComponentDiagnostics component : fit.diagnostics()) {
      assertThat(component.conditionNumber()).isLessThan(9.01);
    }
  }

  @Test
  void checkpoints_areResumed() {
    List<Checkpoint> taken = new ArrayList<>();
    GaussianMixtureFit whole = estimator()
        .listener(progress -> taken.add(progress.checkpoint().get()))
        .tolerance(0)
        .build()
        .fit(SAMPLES);
    GaussianMixtureFit resumed = estimator().tolerance(0).build().resume(SAMPLES, taken.get(1));

    assertThat(resumed.logLikelihood()).isEqualTo(whole.logLikelihood());
  }

  @Test
  void selection_triesModelsAlongTheAxes() {
    ModelSelectionResult result = ModelSelection.builder(estimator()
            .regularization(1e-6)
            .initialization(Initialization.hierarchical())
            .build())
        .components(1, 2)
        .build()
        .select(SAMPLES);

    assertThat(result.candidates())
        .hasSize(12)
        .allMatch(candidate -> candidate.covariance().type().isAxisAligned())
        .allMatch(candidate -> candidate.fit().isPresent());
    // So few rows support one component only.
    assertThat(result.inadmissible().get(0).components()).isEqualTo(2);
    assertThat(result.bestFit().model().components()).isEqualTo(1);
  }

  @Test
  void selection_keepsWhyMatricesWereNotTried() {
    ModelSelectionResult result = ModelSelection.builder(
            estimator().initialization(Initialization.kMeans()).build())
        .components(2, 2)
        .models(List.of(CovarianceModel.VVV, CovarianceModel.EEV, CovarianceModel.VII))
        .build()
        .select(SAMPLES);

    assertThat(result.bestFit().model().covarianceModel()).isEqualTo(CovarianceModel.VII);
    assertThat(result.candidates().get(0).failure()).get().isInstanceOf(MemoryLimitException.class);
    assertThat(result.candidates().get(1).failure().orElseThrow())
        .hasMessageStartingWith(
            "EEV covariances of 2 components and 50021 features need at least ");
  }

  @Test
  void streams_learn() {
    StreamingFit stream =
        StreamingEstimator.builder(estimator().build()).build().begin();
    stream.partialFit(SAMPLES);
    stream.flush();
    StreamingFit inSteps =
        StreamingEstimator.builder(estimator().build()).batchSize(7).build().fit(SAMPLES);

    assertThat(stream.steps()).isEqualTo(1);
    assertThat(inSteps.steps()).isEqualTo(4);
    assertThat(inSteps.model().logLikelihood(SAMPLES)).isFinite();
  }

  @Test
  void bootstrap_matchesComponents() {
    GaussianMixtureEstimator estimator = estimator().maxIterations(1).build();
    ParameterBootstrapResult result = ParameterBootstrap.builder(estimator)
        .replicates(3)
        .build()
        .run(estimator.fit(SAMPLES).model(), SAMPLES);

    assertThat(result.failures()).isZero();
    assertThat(result.mean(0, FEATURES - 1).standardError()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = CovarianceModel.class,
      names = {"EII", "VII", "EEI", "VEI", "EVI", "VVI"},
      mode = EnumSource.Mode.EXCLUDE)
  void matrices_areRefusedBeforeTheyAreAllocated(CovarianceModel model) {
    GaussianMixtureEstimator estimator = estimator().covariance(model).build();
    long before = allocated();
    double matrices = model.type() == CovarianceType.TIED ? 1 : COMPONENTS;
    double bytes = 8.0 * (4 * matrices + 2) * FEATURES * FEATURES;

    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> estimator.fit(SAMPLES))
        .withMessageStartingWith(String.format(
            Locale.ROOT,
            "%s covariances of 2 components and 50021 features need at least %.1f GB of memory, but",
            model.label(),
            bytes / 1e9))
        .matches(e -> e.requiredBytes() == bytes);
    assertThat(allocated() - before).isLessThan(1L << 20);
  }

  @Test
  void matrixOfOneComponent_isRefused() {
    Covariances covariances = Covariances.spherical(new double[] {1, 2}, FEATURES);

    assertThat(covariances.variances(1)).hasSize(FEATURES).containsOnly(2);
    assertThatExceptionOfType(MemoryLimitException.class)
        .isThrownBy(() -> covariances.matrix(0))
        .withMessageStartingWith("matrices of 50021 features need at least 20.0 GB of memory, but");
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
