package dev.gmm4j.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.spi.ForwardingBackend;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSelectionTest {
  private static final double[][] ROWS = TestData.blobs(150, 2, 3, 6, 4).rows();
  private static final Samples SAMPLES = Samples.of(ROWS);

  private static ModelSelection.Builder small() {
    return ModelSelection.builder()
        .components(1, 4)
        .models(List.of(CovarianceModel.EII, CovarianceModel.VEI, CovarianceModel.VVV));
  }

  @Test
  void blobs_areCounted() {
    for (SelectionCriterion criterion :
        List.of(SelectionCriterion.BIC, SelectionCriterion.ICL_HARD, SelectionCriterion.ICL_SOFT)) {
      ModelSelectionResult result = small().criterion(criterion).build().select(SAMPLES);

      assertThat(result.best().toString()).isEqualTo("EII, 3");
      assertThat(result.bestFit().model().components()).isEqualTo(3);
      assertThat(result.criterion()).isEqualTo(criterion);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threads_changeNothing(int threads) {
    ModelSelectionResult one =
        small().estimator(e -> e.threads(1).seed(5)).build().select(SAMPLES);
    ModelSelectionResult many =
        small().estimator(e -> e.threads(threads).seed(5)).build().select(SAMPLES);

    assertThat(many.candidates()).hasSameSizeAs(one.candidates());
    for (int i = 0; i < one.candidates().size(); i++) {
      SelectionCandidate expected = one.candidates().get(i);
      SelectionCandidate actual = many.candidates().get(i);
      assertThat(actual.toString()).isEqualTo(expected.toString());
      assertThat(actual.restarts()).isEqualTo(expected.restarts());
      assertThat(actual.value(SelectionCriterion.ICL_SOFT))
          .isEqualTo(expected.value(SelectionCriterion.ICL_SOFT));
    }
  }

  /** With labels as known as they are likely: from responsibilities, one by one. */
  @Test
  void criteria_areThoseOfTheirFormulas() {
    double[] weights = TestData.weights(ROWS.length, 6);
    ModelSelectionResult result = small().build().select(SAMPLES.weighted(weights));

    for (SelectionCandidate candidate : result.candidates()) {
      GaussianMixtureFit fit = candidate.fit().orElseThrow();
      double n = Arrays.stream(weights).sum();
      double nu = fit.model().freeParameters();
      double hard = 0;
      double soft = 0;
      double logLikelihood = 0;
      for (int i = 0; i < ROWS.length; i++) {
        double[] z = fit.model().responsibilities(ROWS[i]);
        hard += weights[i] * Math.log(Arrays.stream(z).max().orElseThrow());
        soft +=
            weights[i] * Arrays.stream(z).map(p -> p > 0 ? p * Math.log(p) : 0).sum();
        logLikelihood += weights[i] * fit.model().logDensity(ROWS[i]);
      }
      double bic = -2 * logLikelihood + nu * Math.log(n);
      expect(candidate, SelectionCriterion.BIC, bic);
      expect(candidate, SelectionCriterion.AIC, -2 * logLikelihood + 2 * nu);
      expect(
          candidate,
          SelectionCriterion.AICC,
          -2 * logLikelihood + 2 * nu + 2 * nu * (nu + 1) / (n - nu - 1));
      expect(candidate, SelectionCriterion.ICL_HARD, bic - 2 * hard);
      expect(candidate, SelectionCriterion.ICL_SOFT, bic - 2 * soft);
      assertThat(candidate.value(SelectionCriterion.CROSS_VALIDATION)).isNaN();
    }
  }

  private static void expect(
      SelectionCandidate candidate, SelectionCriterion criterion, double value) {
    assertThat(candidate.value(criterion))
        .as("%s of %s", criterion, candidate)
        .isCloseTo(value, within(1e-9 * Math.abs(value)));
  }

  /** Leaving out one sample at a time needs no random division: the textbook's loop is the oracle. */
  @Test
  void crossValidation_isTheLikelihoodOfWhatWasLeftOut() {
    double[][] rows = TestData.normal(23, 2, 7);
    double[] weights = TestData.weights(24, 8);
    weights[23] = 0;
    double[][] padded = Arrays.copyOf(rows, 24);
    padded[23] = new double[] {9, 9};
    double expected = 0;
    for (int left = 0; left < 23; left++) {
      List<double[]> kept = new ArrayList<>(List.of(rows));
      kept.remove(left);
      double[] keptWeights = new double[22];
      for (int i = 0; i < 22; i++) {
        keptWeights[i] = weights[i < left ? i : i + 1];
      }
      double[][] ones = new double[22][1];
      Arrays.stream(ones).forEach(row -> row[0] = 1);
      GaussianMixture model = NaiveMixture.maximize(
              kept.toArray(new double[0][]), keptWeights, ones, CovarianceType.FULL, 0)
          .model(CovarianceType.FULL);
      expected += weights[left] * model.logDensity(rows[left]);
    }
    SelectionCandidate candidate = ModelSelection.builder()
        .components(1, 1)
        .models(List.of(CovarianceModel.VVV))
        .criterion(SelectionCriterion.CROSS_VALIDATION)
        .folds(23)
        .build()
        .select(Samples.of(padded).weighted(weights))
        .best();

    assertThat(candidate.crossValidatedLogLikelihood())
        .isCloseTo(expected, within(1e-10 * Math.abs(expected)));
    assertThat(candidate.value(SelectionCriterion.CROSS_VALIDATION))
        .isEqualTo(-2 * candidate.crossValidatedLogLikelihood());
  }

  @Test
  void crossValidation_countsBlobsToo_andNeedsEnoughSamples() {
    ModelSelection selection =
        small().criterion(SelectionCriterion.CROSS_VALIDATION).folds(5).build();
    ModelSelectionResult result = selection.select(SAMPLES);

    assertThat(result.best().components()).isEqualTo(3);
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> selection.select(Samples.of(TestData.normal(4, 2, 1))))
        .withMessage("samples of positive weight must be at least folds = 5, but were 4");
  }

  @Test
  void backendWithoutEigenvalues_failsTheCandidatesThatNeedThem() {
    LinearAlgebraBackend broken = new ForwardingBackend(new NaiveBackend()) {
      @Override
      public void symmetricEigen(int n, double[] a, double[] values, double[] vectors) {
        throw new IllegalStateException("convergence failed");
      }
    };
    ModelSelectionResult result = ModelSelection.builder()
        .estimator(e -> e.backend(broken).initialization(Initialization.kMeansPlusPlus()))
        .components(2, 2)
        .build()
        .select(SAMPLES);

    assertThat(result.candidates()).hasSize(CovarianceModel.values().length);
    assertThat(result.candidate(CovarianceModel.VVV, 2).orElseThrow().fit()).isPresent();
    for (CovarianceModel model :
        List.of(CovarianceModel.EEV, CovarianceModel.VEV, CovarianceModel.EVE)) {
      assertThat(result.candidate(model, 2).orElseThrow().failure().orElseThrow())
          .hasMessageContaining("backend naive found no eigenvalues")
          .hasMessageContaining("convergence failed");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-323, 1e-310, 1e-162, 1e-160, 1e-150, 1e77, 1e140})
  void samplesOfAnyScale_endNoSelection(double scale) {
    double[][] rows = new double[24][];
    Random random = new Random(3);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {scale * random.nextGaussian(), scale * random.nextGaussian()};
    }

    ModelSelectionResult result = ModelSelection.builder()
        .components(1, 2)
        .estimator(e -> e.regularization(0))
        .build()
        .select(Samples.of(rows));

    assertThat(result.candidates()).hasSize(2 * CovarianceModel.values().length);
    for (SelectionCandidate candidate : result.candidates()) {
      assertThat(candidate.fit().isPresent()).isNotEqualTo(candidate.failure().isPresent());
    }
  }

  @Test
  void failures_areKeptWithTheirReasons_andOthersGoOn() {
    double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {5, 5}, {5, 6}};
    ModelSelectionResult result = ModelSelection.builder().build().select(Samples.of(rows));

    SelectionCandidate tooMany = result.candidate(CovarianceModel.EII, 6).orElseThrow();
    assertThat(tooMany.fit()).isEmpty();
    assertThat(tooMany.failure().orElseThrow())
        .hasMessage("samples of positive weight must be at least components = 6, but were 5");
    assertThat(tooMany.value(SelectionCriterion.BIC)).isNaN();
    SelectionCandidate degenerate = result.candidate(CovarianceModel.VVV, 3).orElseThrow();
    assertThat(degenerate.failure().orElseThrow()).isInstanceOf(DegenerateComponentException.class);
    assertThat(degenerate.restarts()).hasSize(2);
    assertThat(degenerate.restarts()).allSatisfy(restart -> {
      assertThat(restart.failure()).isNotNull();
      assertThatIllegalStateException().isThrownBy(restart::logLikelihood);
    });
    assertThat(result.initializations()).containsExactly("hierarchical", "short-em");
    assertThat(result.best().fit()).isPresent();
    assertThat(result.ranking(SelectionCriterion.BIC))
        .allSatisfy(candidate -> assertThat(candidate.failure()).isEmpty());
  }

  @Test
  void noCandidate_isAFailureWithTheFirstReason() {
    ModelSelectionResult result =
        ModelSelection.builder().components(3, 4).build().select(Samples.of(new double[2][2]));

    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(result::best)
        .withMessage("none of 12 candidates has a value of bic; the first (EII, 3) has none because"
            + " samples of positive weight must be at least components = 3, but were 2");
  }

  @Test
  void timeBudget_leavesTheOthersOut() {
    List<SelectionCandidate> done = Collections.synchronizedList(new ArrayList<>());
    ModelSelectionResult result =
        small().timeBudget(Duration.ofNanos(1)).listener(done::add).build().select(SAMPLES);

    assertThat(done).containsExactlyInAnyOrderElementsOf(result.candidates());
    assertThat(result.candidates())
        .hasSize(12)
        .allSatisfy(candidate -> assertThat(candidate.failure().orElseThrow())
            .hasMessageStartingWith("the time budget of 0.0 s was spent in iteration 0"));
    assertThat(small()
            .timeBudget(Duration.ofDays(1))
            .build()
            .select(SAMPLES)
            .best()
            .toString())
        .isEqualTo("EII, 3");
  }

  @Test
  void models_areThoseThatSamplesAllow() {
    assertThat(covariances(TestData.normal(9, 1, 1)))
        .containsExactly(CovarianceModel.EII, CovarianceModel.VII);
    assertThat(covariances(TestData.normal(5, 5, 1)))
        .containsExactly(
            CovarianceModel.EII,
            CovarianceModel.VII,
            CovarianceModel.EEI,
            CovarianceModel.VEI,
            CovarianceModel.EVI,
            CovarianceModel.VVI);
    assertThat(covariances(TestData.normal(6, 5, 1))).containsExactly(CovarianceModel.values());
  }

  private static List<CovarianceModel> covariances(double[][] rows) {
    return ModelSelection.builder()
        .components(1, 1)
        .build()
        .select(Samples.of(rows))
        .candidates()
        .stream()
        .map(SelectionCandidate::covariance)
        .toList();
  }

  @Test
  void listenerThatThrows_endsTheSelection() {
    assertThatIllegalStateException()
        .isThrownBy(() -> small()
            .estimator(e -> e.threads(2))
            .listener(candidate -> {
              throw new IllegalStateException("enough");
            })
            .build()
            .select(SAMPLES))
        .withMessage("enough");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void interruption_endsTheSelection(int threads) {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> small().estimator(e -> e.threads(threads)).build().select(SAMPLES));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void samplesThatAreNotFinite_areRefusedWithTheirPlace() {
    double[][] rows = TestData.normal(20, 2, 3);
    rows[7][1] = Double.NaN;
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> small().estimator(e -> e.threads(2)).build().select(Samples.of(rows)))
        .withMessageContaining("row 7")
        .withMessageContaining("column 1");
  }

  @Test
  void settings_areRefusedWithTheirBounds() {
    ModelSelection.Builder builder = ModelSelection.builder();
    refused(() -> builder.components(0, 3), "components must be >= 1, but was 0");
    refused(() -> builder.components(3, 2), "components must end at >= 3, but did at 2");
    refused(
        () -> builder.components(List.of()), "components must be at least 1 number, but were 0");
    refused(() -> builder.models(List.of()), "models must be at least 1, but were 0");
    refused(
        () -> builder.estimator(e -> e.initializations(List.of())),
        "initializations must be at least 1, but were 0");
    refused(() -> builder.folds(1), "folds must be >= 2, but was 1");
    refused(() -> builder.timeBudget(Duration.ZERO), "timeBudget must be > 0, but was PT0S");
    refused(
        () -> builder.estimator(e -> e.initialization(Initialization.labels(new int[] {0, 1}))),
        "initializations must serve any number of components, but labels do not");
    refused(
        () -> SelectionCriterion.parse("dic"),
        "criterion must be one of bic, aic, aicc, icl, icl-soft, cv, but was dic");
  }

  private static void refused(Runnable setting, String message) {
    assertThatIllegalArgumentException().isThrownBy(setting::run).withMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void criteria_areParsedInAnyCase(SelectionCriterion criterion) {
    assertThat(SelectionCriterion.parse(criterion.label().toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(criterion);
  }
}
