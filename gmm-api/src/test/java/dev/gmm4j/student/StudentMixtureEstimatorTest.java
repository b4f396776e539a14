package dev.gmm4j.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of all fits of t mixtures. */
class StudentMixtureEstimatorTest {
  private static final TestData.Blobs BLOBS = TestData.blobs(900, 2, 3, 6, 4);
  private static final Samples SAMPLES = Samples.of(BLOBS.rows());

  private static StudentMixtureEstimator estimator(CovarianceModel model, int components) {
    return Students.estimator(
        model,
        components,
        components == 3 ? BLOBS.labels() : new int[900],
        DegreesOfFreedom.common());
  }

  @ParameterizedTest
  @EnumSource(CovarianceModel.class)
  void allModels_ascendToAnOptimumOfTheirForm(CovarianceModel model) {
    StudentMixtureFit fit = estimator(model, 3).toBuilder()
        .estimator(settings -> settings.acceleration(Acceleration.NONE).tolerance(1e-7))
        .degreesOfFreedom(DegreesOfFreedom.free())
        .build()
        .fit(SAMPLES);

    List<Double> trace = fit.trace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-9 * Math.abs(trace.get(0)));
    }
    assertThat(fit.model().covarianceModel()).isEqualTo(model);
    assertThat(fit.model().scales().type()).isEqualTo(model.type());
    assertThat(fit.model().freeParameters()).isEqualTo(model.freeParameters(3, 2) + 6 + 2 + 3);
    Expect.close("score", fit.model().score(SAMPLES).logLikelihood(), fit.logLikelihood(), 1e-12);
  }

  @Test
  void threads_changeNoBit() {
    double[][] rows = TestData.blobs(5000, 3, 3, 4, 9).rows();
    StudentMixtureEstimator estimator = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVV, 3)
                .tolerance(1e-6)
                .restarts(2)
                .seed(3)
                .build())
        .degreesOfFreedom(DegreesOfFreedom.free())
        .build();

    StudentMixtureFit one = estimator.fit(Samples.of(rows));
    StudentMixtureFit three =
        estimator.toBuilder().estimator(e -> e.threads(3)).build().fit(Samples.of(rows));

    assertThat(three.model()).isEqualTo(one.model());
    assertThat(three.trace()).isEqualTo(one.trace());
    assertThat(three.restarts()).hasSameSizeAs(one.restarts());
  }

  @Test
  void unitsAndOffsets_changeNothing() {
    double[][] moved = new double[900][];
    Arrays.setAll(moved, i ->
        new double[] {1e6 + 1e-3 * BLOBS.rows()[i][0], -1e9 + 1e4 * BLOBS.rows()[i][1]});
    StudentMixture model = estimator(CovarianceModel.VVV, 3).fit(SAMPLES).model();
    StudentMixture other =
        estimator(CovarianceModel.VVV, 3).fit(Samples.of(moved)).model();

    Expect.close("ν", other.degreesOfFreedom(), model.degreesOfFreedom(), 1e-3);
    for (int k = 0; k < 3; k++) {
      double[] location = model.locations()[k];
      assertThat((other.locations()[k][0] - 1e6) * 1e3).isCloseTo(location[0], within(1e-4));
      assertThat((other.locations()[k][1] + 1e9) * 1e-4).isCloseTo(location[1], within(1e-4));
    }
  }

  @Test
  void weights_countRows() {
    double[][] doubled = new double[1000][];
    double[] weights = new double[900];
    for (int i = 0; i < 900; i++) {
      doubled[i] = BLOBS.rows()[i];
      weights[i] = i < 100 ? 2 : 1;
    }
    System.arraycopy(BLOBS.rows(), 0, doubled, 900, 100);
    int[] labels = Arrays.copyOf(BLOBS.labels(), 1000);
    System.arraycopy(BLOBS.labels(), 0, labels, 900, 100);

    StudentMixtureFit weighted = estimator(CovarianceModel.VVV, 3).fit(SAMPLES.weighted(weights));
    StudentMixtureFit repeated = Students.estimator(
            CovarianceModel.VVV, 3, labels, DegreesOfFreedom.common())
        .fit(Samples.of(doubled));

    Expect.close("log-likelihood", weighted.logLikelihood(), repeated.logLikelihood(), 1e-7);
    Expect.close("BIC", weighted.bic(), repeated.bic(), 1e-7);
    Expect.close("locations", weighted.model().locations(), repeated.model().locations(), 1e-4);
  }

  /** Five percent of rows far away: a Gaussian component widens or moves, a t distribution does not. */
  @Test
  void outliers_moveLittle() {
    double[][] rows = BLOBS.rows().clone();
    for (int i = 0; i < 900; i += 20) {
      rows[i] = new double[] {200 + i % 7, 300 - i % 11};
    }
    Samples samples = Samples.of(rows);
    int[] labels = BLOBS.labels();

    StudentMixtureFit fit = Students.estimator(
            CovarianceModel.VVV, 3, labels, DegreesOfFreedom.free())
        .fit(samples);

    double[][] clean = estimator(CovarianceModel.VVV, 3).fit(SAMPLES).model().locations();
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 2; j++) {
        assertThat(fit.model().locations()[k][j]).isCloseTo(clean[k][j], within(0.5));
      }
    }
    double[] weights = fit.model().scaleWeights(samples);
    for (int i = 0; i < 900; i++) {
      assertThat(weights[i] < 0.01).isEqualTo(i % 20 == 0);
    }
  }

  @Test
  void search_isAlsoFromTheGaussianOptimum() {
    GaussianMixtureEstimator settings =
        Students.settings(CovarianceModel.VVV, 3).tolerance(1e-6).build();

    StudentMixtureFit fit = StudentMixtureEstimator.builder(settings).build().fit(SAMPLES);
    GaussianMixtureFit gaussian = settings.fit(SAMPLES);

    assertThat(fit.restarts()).hasSize(2);
    assertThat(fit.logLikelihood()).isGreaterThan(gaussian.logLikelihood() - 1);
    assertThat(fit.icl(SAMPLES)).isGreaterThanOrEqualTo(fit.bic());
  }

  @Test
  void selection_ranksCandidates() {
    StudentSelection.Result result = StudentSelection.of(
            StudentMixtureEstimator.builder(
                    Students.settings(CovarianceModel.VVV, 1).tolerance(1e-5).build())
                .build(),
            List.of(CovarianceModel.EII, CovarianceModel.VVV),
            List.of(2, 3),
            SelectionCriterion.BIC)
        .select(SAMPLES);

    assertThat(result.candidates()).hasSize(4);
    StudentSelection.Candidate best = result.best().orElseThrow();
    assertThat(best.model()).isEqualTo(CovarianceModel.EII);
    assertThat(best.components()).isEqualTo(3);
  }

  @Test
  void settings_thatDoNotGoTogether_areRefused() {
    GaussianMixtureEstimator.Builder settings =
        GaussianMixtureEstimator.builder().components(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentMixtureEstimator.builder(
            settings.noise(InitialNoise.share(0.1)).build()))
        .withMessageStartingWith("a mixture of t distributions must have no noise component");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentMixtureEstimator.builder(
            settings.noise(null).degeneracy(DegeneracyPolicy.PRUNE).build()))
        .withMessage("degeneracy policy of a mixture of t distributions must not be PRUNE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DegreesOfFreedom.parse("300"))
        .withMessage("tails must be free, common or a number in [1, 200], but was 300");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DegreesOfFreedom.free().withRange(5, 2));
    assertThat(DegreesOfFreedom.parse("4").label()).isEqualTo("4");
    assertThat(DegreesOfFreedom.parse("Common")).isEqualTo(DegreesOfFreedom.common());
  }

  @Test
  void range_bindsDegreesOfFreedom() {
    StudentMixtureFit fit = Students.estimator(
            CovarianceModel.VVV, 3, BLOBS.labels(), DegreesOfFreedom.common().withRange(2, 10))
        .fit(SAMPLES);

    assertThat(fit.model().degreesOfFreedom()).containsOnly(10);
    assertThat(fit.model().degreesOfFreedomKind()).isEqualTo(DegreesOfFreedom.Kind.COMMON);
  }

  @Test
  void toleranceZero_isPlainEm() {
    StudentMixtureFit fit = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVV, 3)
                .initialization(Initialization.kMeans())
                .maxIterations(7)
                .tolerance(0)
                .build())
        .build()
        .fit(SAMPLES);

    assertThat(fit.iterations()).isEqualTo(7);
    assertThat(fit.trace()).hasSize(8);
    assertThat(fit.restarts()).hasSize(1);
  }
}
