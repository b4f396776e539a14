package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One component that is sure to lose all samples, or its variance, and what becomes of it. */
class DegeneracyPolicyTest {
  private static final String REMEDY =
      "; use fewer components, a larger regularization, or another degeneracy policy";
  private static final double[][] DATA = TestData.blobs(300, 2, 2, 8, 4).rows();

  /** Two components at the blobs; the middle one a million deviations away. */
  private static NaiveMixture withLostComponent(CovarianceType type) {
    NaiveMixture three = TestData.mixture(3, 2, type, 4);
    double[][] means = {{0, 0}, {1e6, 1e6}, {8, -8}};
    return new NaiveMixture(new double[] {0.5, 0.2, 0.3}, means, three.covariances());
  }

  private static GaussianMixtureEstimator.Builder lost(
      CovarianceType type, DegeneracyPolicy policy) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covarianceType(type)
        .initialization(Initialization.parameters(withLostComponent(type).model(type)))
        .degeneracy(policy)
        .regularization(1e-6)
        .maxIterations(8)
        .tolerance(0);
  }

  @ParameterizedTest
  @EnumSource
  void emptyComponentUnderFail_endsTheRestart(CovarianceType type) {
    GaussianMixtureEstimator estimator = lost(type, DegeneracyPolicy.FAIL).build();

    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() -> estimator.fit(Samples.of(DATA)))
        .withMessage("component 1 degenerated in iteration 1: no sample is left to it" + REMEDY)
        .satisfies(e -> {
          assertThat(e.component()).isEqualTo(1);
          assertThat(e.iteration()).isEqualTo(1);
        });
  }

  @ParameterizedTest
  @EnumSource
  void emptyComponentUnderRegularize_keepsPlaceAndShapeWithWeightZero(CovarianceType type) {
    GaussianMixtureFit fit = lost(type, DegeneracyPolicy.REGULARIZE).build().fit(Samples.of(DATA));
    GaussianMixture model = fit.model();
    NaiveMixture initial = withLostComponent(type);

    assertThat(model.weight(1)).isZero();
    assertThat(model.mean(1)).containsExactly(1e6, 1e6);
    if (type != CovarianceType.TIED) {
      assertThat(model.covariances().matrix(1)).isDeepEqualTo(initial.covariances()[1]);
    }
    assertThat(fit.bestRestart().events())
        .containsExactly(new DegeneracyEvent(
            1, DegeneracyPolicy.REGULARIZE, "no sample is left to it", 1, 8, 8));
    assertThat(fit.diagnostics().get(1).events()).isEqualTo(fit.bestRestart().events());
    assertThat(fit.diagnostics().get(0).events()).isEmpty();
    expectOthersAsWithout(type, model, 0, 2);
  }

  @ParameterizedTest
  @EnumSource
  void emptyComponentUnderPrune_isRemoved(CovarianceType type) {
    GaussianMixtureFit fit = lost(type, DegeneracyPolicy.PRUNE).build().fit(Samples.of(DATA));

    assertThat(fit.model().components()).isEqualTo(2);
    assertThat(fit.bestRestart().events())
        .containsExactly(
            new DegeneracyEvent(1, DegeneracyPolicy.PRUNE, "no sample is left to it", 1, 1, 1));
    assertThat(fit.bestRestart().trace()).hasSize(9);
    expectOthersAsWithout(type, fit.model(), 0, 1);
  }

  @Test
  void componentsRemovedForOneReason_areOneEvent() {
    double[][] means = {{0, 0}, {1e6, 1e6}, {-1e6, 1e6}, {8, -8}, {1e6, -1e6}};
    double[][] unit = {{1, 0}, {0, 1}};
    double[] weights = {0.2, 0.2, 0.2, 0.2, 0.2};
    GaussianMixture initial = GaussianMixture.of(
        weights, means, Covariances.full(new double[][][] {unit, unit, unit, unit, unit}));

    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(5)
        .initialization(Initialization.parameters(initial))
        .degeneracy(DegeneracyPolicy.PRUNE)
        .build()
        .fit(Samples.of(DATA));

    assertThat(fit.model().components()).isEqualTo(2);
    assertThat(fit.bestRestart().events())
        .containsExactly(
            new DegeneracyEvent(1, DegeneracyPolicy.PRUNE, "no sample is left to it", 1, 1, 3));
  }

  @Test
  void iterationThatPruned_isNotTakenForConvergence() {
    GaussianMixtureFit fit = lost(CovarianceType.FULL, DegeneracyPolicy.PRUNE)
        .convergence(step -> true)
        .build()
        .fit(Samples.of(DATA));

    assertThat(fit.iterations()).isEqualTo(2);
    assertThat(fit.converged()).isTrue();
  }

  @Test
  void diagnosticsAfterPruning_blameNoOtherComponent() {
    GaussianMixtureFit fit =
        lost(CovarianceType.FULL, DegeneracyPolicy.PRUNE).build().fit(Samples.of(DATA));

    // Component 1 is now the one that was component 2: nothing was done about it.
    assertThat(fit.diagnostics()).hasSize(2);
    assertThat(fit.diagnostics().get(1).events()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void emptyComponentUnderRestart_isPutOnASample(CovarianceType type) {
    List<GaussianMixture> models = new ArrayList<>();
    GaussianMixtureFit fit = lost(type, DegeneracyPolicy.RESTART)
        .listener(progress -> models.add(progress.model().get()))
        .build()
        .fit(Samples.of(DATA));
    GaussianMixture restarted = models.get(1);

    assertThat(Arrays.stream(DATA)).anyMatch(row -> Arrays.equals(row, restarted.mean(1)));
    assertThat(restarted.weight(1)).isBetween(0.2, 0.34);
    double[] ones = new double[300];
    Arrays.fill(ones, 1);
    double[] mean = NaiveMixture.mean(DATA, ones, 300);
    double[][] scatter = NaiveMixture.scatter(DATA, ones, mean);
    if (type == CovarianceType.FULL || type == CovarianceType.DIAGONAL) {
      Expect.close(
          "samples' own variances",
          restarted.covariances().matrix(1),
          new double[][] {{scatter[0][0] / 300, 0}, {0, scatter[1][1] / 300}},
          1e-12);
    }
    assertThat(fit.model().components()).isEqualTo(3);
    assertThat(fit.model().weight(1)).isPositive();
    assertThat(fit.bestRestart().events())
        .contains(
            new DegeneracyEvent(1, DegeneracyPolicy.RESTART, "no sample is left to it", 1, 1, 1));
    // The same seed puts it on the same sample.
    assertThat(Expect.bits(lost(type, DegeneracyPolicy.RESTART).build().fit(Samples.of(DATA))))
        .isEqualTo(Expect.bits(fit));
  }

  @Test
  void hopelessComponentUnderRestart_isGivenUpAfterTenTimes() {
    double[][] rows = new double[20][];
    Arrays.fill(rows, new double[] {7});
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(1)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.RESTART)
        .tolerance(0)
        .build();

    // Restarted at the initialization and in the iterations 1 to 9.
    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() -> estimator.fit(Samples.of(rows)))
        .withMessage(
            "component 0 degenerated in iteration 10: its variance in column 0 is no more than rounding"
                + " error after 10 restarts" + REMEDY);
  }

  @Test
  void componentWithLittleWeight_isNotEmpty() {
    // A millionth of one sample is left to component 1.
    double[][] responsibilities = TestData.oneHot(new int[300], 2);
    responsibilities[5] = new double[] {1 - 1e-6, 1e-6};
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.responsibilities(responsibilities))
        .degeneracy(DegeneracyPolicy.FAIL)
        .maxIterations(0)
        .build()
        .fit(Samples.of(DATA));

    Expect.close("weight", fit.model().weight(1), 1e-6 / 300, 1e-12);
    Expect.close("mean", fit.model().mean(1), DATA[5], 1e-12);
  }

  @Test
  void constantColumnUnderRegularize_getsABillionthOfTheVariance() {
    double[][] rows = TestData.normal(100, 2, 6);
    for (double[] row : rows) {
      row[1] = 5;
    }
    for (CovarianceType type : List.of(CovarianceType.FULL, CovarianceType.DIAGONAL)) {
      GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
          .components(1)
          .covarianceType(type)
          .regularization(0)
          .maxIterations(3)
          .tolerance(0)
          .build()
          .fit(Samples.of(rows));
      double variance = fit.model().covariances().get(0, 0, 0);

      Expect.close("constant", fit.model().covariances().get(0, 1, 1), 1e-9 * variance, 1e-8);
      assertThat(fit.bestRestart().events())
          .containsExactly(new DegeneracyEvent(
              0,
              DegeneracyPolicy.REGULARIZE,
              "its variance in column 1 is no more than rounding error",
              0,
              3,
              4));
    }
  }

  /** Rounding of the constant has the variance 4 (2 ulp); it must not widen what lies along the other feature. */
  @ParameterizedTest
  @EnumSource
  void constantOfGreatMagnitude_leavesTheOtherFeatureAsItIs(CovarianceModel model) {
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(2).covariance(model).build();
    double[][] rows = TestData.blobs(300, 2, 2, 8, 4).rows();
    GaussianMixtureFit ordinary = estimator.fit(Samples.of(withConstant(rows, 7)));

    GaussianMixtureFit fit = estimator.fit(Samples.of(withConstant(rows, 1e15)));

    assertThat(fit.bestRestart().events())
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.reason())
            .isEqualTo("its variance in column 1 is no more than rounding error"));
    if (model.type() == CovarianceType.SPHERICAL) {
      // One variance for both features is at least that of the constant's rounding: the note has to
      // do.
      assertThat(fit.model().covariances().get(0, 0, 0)).isGreaterThan(12);
      return;
    }
    for (int k = 0; k < 2; k++) {
      Expect.close("mean", fit.model().mean(k)[0], ordinary.model().mean(k)[0], 1e-6);
      Expect.close(
          "variance",
          fit.model().covariances().get(k, 0, 0),
          ordinary.model().covariances().get(k, 0, 0),
          1e-6);
      Expect.close("constant", fit.model().mean(k)[1], 1e15, 1e-15);
      assertThat(fit.model().covariances().get(k, 1, 1)).isBetween(12.0, 30.0);
    }
  }

  private static double[][] withConstant(double[][] rows, double constant) {
    return Arrays.stream(rows).map(row -> new double[] {row[0], constant}).toArray(double[][]::new);
  }

  @Test
  void vanishedVarianceOfASharedCovariance_isNamedByItsColumn() {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(2)
        .covarianceType(CovarianceType.TIED)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .build();

    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() -> estimator.fit(Samples.of(withConstant(DATA, 3))))
        .withMessage(
            "component 0 degenerated in iteration 0: all components share a covariance, and its"
                + " variance in column 1 is no more than rounding error" + REMEDY);
  }

  @Test
  void singularCovariance_isNamedWithComponentAndIteration() {
    // Component 1 has the three rows of a line.
    double[][] rows = DATA.clone();
    int[] labels = new int[rows.length];
    for (int i = 0; i < 3; i++) {
      rows[i] = new double[] {1000 + i, 2 * i};
      labels[i] = 1;
    }
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .components(2)
        .regularization(0)
        .initialization(Initialization.labels(labels))
        .maxIterations(5);

    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() -> builder.degeneracy(DegeneracyPolicy.FAIL).build().fit(Samples.of(rows)))
        .withMessage("component 1 degenerated in iteration 0: its covariance is singular" + REMEDY);
    GaussianMixtureFit pruned =
        builder.degeneracy(DegeneracyPolicy.PRUNE).build().fit(Samples.of(rows));
    assertThat(pruned.model().components()).isEqualTo(1);
    assertThat(pruned.bestRestart().events())
        .containsExactly(
            new DegeneracyEvent(1, DegeneracyPolicy.PRUNE, "its covariance is singular", 0, 0, 1));
  }

  @Test
  void singularSharedCovariance_canOnlyBeRegularized() {
    double[][] rows = TestData.normal(50, 2, 6);
    for (double[] row : rows) {
      row[1] = 2 * row[0];
    }
    for (DegeneracyPolicy policy : DegeneracyPolicy.values()) {
      GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
          .components(2)
          .covarianceType(CovarianceType.TIED)
          .regularization(0)
          .degeneracy(policy)
          .build();
      if (policy == DegeneracyPolicy.REGULARIZE) {
        assertThat(estimator.fit(Samples.of(rows)).bestRestart().events()).isNotEmpty();
      } else {
        assertThatExceptionOfType(DegenerateComponentException.class)
            .isThrownBy(() -> estimator.fit(Samples.of(rows)))
            .withMessage(
                "component 0 degenerated in iteration 0: the covariance that all components"
                    + " share is singular" + REMEDY);
      }
    }
  }

  @Test
  void restartsThatFailed_areReportedBesideTheOthers() {
    // A random initialization that puts a centre on the far sample degenerates, the others do not.
    double[][] rows = DATA.clone();
    rows[0] = new double[] {1e5, 1e5};
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(3)
        .initialization(Initialization.randomSamples())
        .covarianceType(CovarianceType.DIAGONAL)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .restarts(60)
        .maxIterations(3)
        .seed(2)
        .build()
        .fit(Samples.of(rows));
    List<RestartReport> failed =
        fit.restarts().stream().filter(restart -> restart.failure() != null).toList();

    assertThat(fit.restarts()).hasSize(60);
    assertThat(failed).isNotEmpty().hasSizeLessThan(60).allSatisfy(restart -> {
      assertThat(restart.trace()).isEmpty();
      assertThat(restart.failure()).isInstanceOf(DegenerateComponentException.class);
      assertThat(restart.converged()).isFalse();
    });
    assertThat(fit.bestRestart().failure()).isNull();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(failed.get(0)::logLikelihood)
        .withMessageStartingWith("restart " + failed.get(0).index() + " failed: component ");
  }

  @Test
  void labels_areLowerCaseInAnyLocale() {
    assertThat(DegeneracyPolicy.values())
        .extracting(DegeneracyPolicy::label)
        .containsExactly("fail", "regularize", "prune", "restart");
  }

  /** The lost component had no part in anything: the other two are as if they had been alone. */
  private static void expectOthersAsWithout(
      CovarianceType type, GaussianMixture model, int left, int right) {
    NaiveMixture initial = withLostComponent(type);
    NaiveMixture alone = new NaiveMixture(
            new double[] {0.625, 0.375},
            new double[][] {initial.means()[0], initial.means()[2]},
            new double[][][] {initial.covariances()[0], initial.covariances()[2]})
        .em(DATA, null, type, 1e-6, 8);
    NaiveMixture actual = NaiveMixture.of(model);
    Expect.sameMixture(
        new NaiveMixture(
            new double[] {actual.weights()[left], actual.weights()[right]},
            new double[][] {actual.means()[left], actual.means()[right]},
            new double[][][] {actual.covariances()[left], actual.covariances()[right]}),
        alone,
        1e-9);
  }
}
