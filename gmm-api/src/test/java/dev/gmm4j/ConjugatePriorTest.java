package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.selection.ModelSelection;
import dev.gmm4j.selection.ModelSelectionResult;
import dev.gmm4j.selection.SelectionCriterion;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.PriorOracle;
import dev.gmm4j.testing.Published;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits under a prior: against mclust, against the posterior density by its definition, and where likelihood alone fails. */
class ConjugatePriorTest {
  private static final ConjugatePrior PRIOR = ConjugatePrior.defaults();

  private static GaussianMixtureEstimator.Builder fit(CovarianceModel model, int components) {
    return GaussianMixtureEstimator.builder()
        .covariance(model)
        .components(components)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .prior(PRIOR);
  }

  /** BIC of mclust 6.0.0 with its default prior, in its sign; it stops at a relative change of 1e-5. */
  @Test
  void bic_isThatOfMclust() {
    Samples iris = Samples.of(Published.rows("iris", 4));
    Map<String, Double> mclust =
        Map.of("EEE, 1", -831.4949, "EEE, 2", -689.5905, "VVV, 2", -592.512835);
    ModelSelectionResult result = ModelSelection.builder()
        .models(List.of(CovarianceModel.EEE, CovarianceModel.VVV))
        .components(1, 2)
        .estimator(
            e -> e.initialization(Initialization.hierarchical()).tolerance(1e-5).prior(PRIOR))
        .build()
        .select(iris);

    mclust.forEach((candidate, bic) -> assertThat(result.candidates())
        .filteredOn(c -> c.toString().equals(candidate))
        .first()
        .satisfies(c -> assertThat(-c.value(SelectionCriterion.BIC)).isCloseTo(bic, within(1e-4))));
  }

  @ParameterizedTest
  @EnumSource
  void posteriorDensity_neverFalls(CovarianceModel model) {
    for (int[] shape : new int[][] {{40, 1, 3}, {60, 2, 4}, {50, 4, 3}, {30, 6, 2}}) {
      double[][] rows =
          TestData.blobs(shape[0], shape[1], shape[2], 2, shape[0]).rows();
      double[][] scale = new double[shape[1]][shape[1]];
      for (int j = 0; j < shape[1]; j++) {
        Arrays.fill(scale[j], 0.1);
        scale[j][j] = 0.5 + j;
      }
      PriorOracle oracle = new PriorOracle(model, 0.3, new double[shape[1]], shape[1] + 0.5, scale);
      List<Double> objective = new ArrayList<>();
      GaussianMixtureFit fit = fit(model, shape[2])
          .prior(PRIOR
              .withShrinkage(0.3)
              .withMean(new double[shape[1]])
              .withDegreesOfFreedom(shape[1] + 0.5)
              .withScale(scale))
          .initialization(Initialization.kMeansPlusPlus())
          .tolerance(0)
          .maxIterations(40)
          .listener(progress -> objective.add(
              progress.logLikelihood() + logDensity(oracle, progress.model().get())))
          .build()
          .fit(Samples.of(rows));

      for (int i = 1; i < objective.size(); i++) {
        assertThat(objective.get(i))
            .as("iteration %d of %s", i, Arrays.toString(shape))
            .isGreaterThanOrEqualTo(objective.get(i - 1) - 1e-9 * Math.abs(objective.get(i)));
      }
      Expect.close("log prior", fit.logPrior(), logDensity(oracle, fit.model()), 1e-10, 10);
    }
  }

  private static double logDensity(PriorOracle oracle, GaussianMixture model) {
    NaiveMixture mixture = NaiveMixture.of(model);
    return oracle.logDensity(mixture.means(), mixture.covariances());
  }

  /** Six components, one of which is drawn to two equal rows: of unbounded likelihood. */
  @ParameterizedTest
  @EnumSource(names = {"VII", "VVI", "VVV", "VEI", "VEV", "VVE"})
  void singularities_areNoneUnderAPrior(CovarianceModel model) {
    double[][] rows = TestData.normal(30, 2, 3);
    rows[1] = rows[0].clone();
    int[] labels = new int[30];
    Arrays.setAll(labels, i -> i < 2 ? 0 : 1);
    GaussianMixtureEstimator.Builder builder =
        fit(model, 2).initialization(Initialization.labels(labels));

    GaussianMixtureFit fit = builder.build().fit(Samples.of(rows));
    assertThat(fit.converged()).isTrue();
    assertThat(fit.logLikelihood()).isFinite();
    if (!model.hasCommonParts()) {
      assertThatExceptionOfType(DegenerateComponentException.class)
          .isThrownBy(() -> builder.prior(null).build().fit(Samples.of(rows)));
    }
  }

  @Test
  void weightTwo_isTheRowTwice() {
    double[][] rows = TestData.blobs(40, 2, 2, 3, 5).rows();
    double[] weights = new double[40];
    List<double[]> repeated = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      weights[i] = i % 3;
      for (int r = 0; r < i % 3; r++) {
        repeated.add(rows[i]);
      }
    }
    GaussianMixture initial = GaussianMixtureEstimator.builder()
        .components(2)
        .build()
        .fit(Samples.of(rows))
        .model();
    GaussianMixtureEstimator estimator = fit(CovarianceModel.VVV, 2)
        .initialization(Initialization.parameters(initial))
        .maxIterations(20)
        .tolerance(0)
        .build();
    GaussianMixtureFit weighted = estimator.fit(Samples.of(rows).weighted(weights));
    GaussianMixtureFit twice = estimator.fit(Samples.of(repeated.toArray(double[][]::new)));

    Expect.sameMixture(NaiveMixture.of(weighted.model()), NaiveMixture.of(twice.model()), 1e-9);
    Expect.close("log prior", weighted.logPrior(), twice.logPrior(), 1e-9);
  }

  /** The default scale makes the prior follow the units of the samples. */
  @ParameterizedTest
  @EnumSource(names = {"EII", "VVV", "EEV", "VVE"})
  void fit_followsShiftAndScale(CovarianceModel model) {
    double[][] rows = TestData.blobs(60, 3, 2, 3, 6).rows();
    double[][] moved = Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> 1024 * x + 1e6).toArray())
        .toArray(double[][]::new);
    GaussianMixtureEstimator estimator =
        fit(model, 2).maxIterations(10).tolerance(0).build();
    GaussianMixture plain = estimator.fit(Samples.of(rows)).model();
    GaussianMixture other = estimator.fit(Samples.of(moved)).model();

    Expect.close("weights", other.weights(), plain.weights(), 1e-8);
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 3; j++) {
        Expect.close("mean", other.mean(k)[j], 1024 * plain.mean(k)[j] + 1e6, 1e-12);
        Expect.close(
            "variance",
            other.covariances().get(k, j, j),
            1024 * 1024 * plain.covariances().get(k, j, j),
            1e-7);
      }
    }
  }

  @Test
  void settingsOutOfRange_areRefused() {
    refuse(() -> PRIOR.withShrinkage(-1), "shrinkage must be finite and >= 0, but was -1.0");
    refuse(() -> PRIOR.withMean(0, Double.NaN), "mean[1] must be finite, but was NaN");
    refuse(
        () -> PRIOR.withDegreesOfFreedom(0),
        "degreesOfFreedom must be finite and > 0, but was 0.0");
    refuse(
        () -> PRIOR.withScale(new double[][] {{1, 0}, {0.5, 1}}),
        "scale must be finite and symmetric, but [0][1] was 0.0");
    refuse(
        () -> PRIOR.withScale(new double[][] {{1, 0}, {0, 0}}),
        "scale[1][1] must be > 0, but was 0.0");
    refuse(
        () -> PRIOR.withScale(new double[][] {{1, 0}, {0}}),
        "scale[1] must have 2 numbers, but had 1");
    Samples samples = Samples.of(TestData.normal(20, 3, 1));
    refuse(
        () -> fit(CovarianceModel.VVV, 1).prior(PRIOR.withMean(1, 2)).build().fit(samples),
        "mean must have 3 numbers, but had 2");
    refuse(
        () -> fit(CovarianceModel.VVV, 1)
            .prior(PRIOR.withDegreesOfFreedom(2))
            .build()
            .fit(samples),
        "degreesOfFreedom must be > 2, but was 2.0");
    double[] small = new double[20];
    Arrays.fill(small, 0.03125);
    refuse(
        () -> fit(CovarianceModel.VVV, 1).build().fit(samples.weighted(small)),
        "the default scale of a prior needs a total weight > 1, but it was 0.625; set the scale, or"
            + " multiply the weights");
  }

  private static void refuse(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }
}
