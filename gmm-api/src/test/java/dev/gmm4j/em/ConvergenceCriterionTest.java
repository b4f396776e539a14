package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.TestData;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceCriterionTest {
  private static final int ROWS = 500;
  private static final double[][] DATA =
      TestData.draw(TestData.mixture(4, 2, CovarianceType.DIAGONAL, 8), ROWS, 9);

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-8})
  void relativeTest_stopsWhereTheTraceSaysSo(double tolerance) {
    GaussianMixtureFit fit =
        estimator(ConvergenceCriterion.relative(tolerance)).fit(Samples.of(DATA));

    expectStop(
        fit, (before, after) -> Math.abs(after - before) <= tolerance * (1 + Math.abs(after)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-1, 1e-3, 1e-5, 1e-7})
  void meanChangeTest_stopsWhereTheTraceSaysSo(double tolerance) {
    GaussianMixtureFit fit =
        estimator(ConvergenceCriterion.meanChange(tolerance)).fit(Samples.of(DATA));

    expectStop(fit, (before, after) -> Math.abs(after - before) / ROWS < tolerance);
  }

  @Test
  void tests_seeWeightsScaledToAMeanOfOne() {
    double[] weights = TestData.weights(ROWS, 3);
    weights[10] = 0;
    double[] thousandfold = weights.clone();
    for (int i = 0; i < ROWS; i++) {
      thousandfold[i] *= 1024;
    }
    double[] seen = new double[3];
    ConvergenceCriterion test = step -> {
      seen[0] = step.gain();
      seen[1] = step.logLikelihood();
      seen[2] = step.samples();
      return false;
    };
    Samples samples = Samples.of(DATA).weighted(weights);
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .convergence(test)
        .maxIterations(1)
        .build()
        .fit(samples);
    double mean = fit.totalWeight() / (ROWS - 1);

    assertThat(seen[2]).isEqualTo(ROWS - 1);
    List<Double> trace = fit.bestRestart().trace();
    assertThat(seen[0]).isEqualTo((trace.get(1) - trace.get(0)) / mean);
    assertThat(seen[1]).isEqualTo(trace.get(1) / mean);

    GaussianMixtureEstimator estimator = estimator(ConvergenceCriterion.relative(1e-5));
    assertThat(estimator.fit(Samples.of(DATA).weighted(thousandfold)).iterations())
        .isEqualTo(estimator.fit(samples).iterations());
  }

  @Test
  void tests_decideAtTheBound() {
    ConvergenceCriterion relative = ConvergenceCriterion.relative(0.5);
    ConvergenceCriterion mean = ConvergenceCriterion.meanChange(0.5);
    assertThat(relative.hasConverged(new EmStep(3, 2, Double.NaN, 7))).isTrue();
    assertThat(relative.hasConverged(new EmStep(3, 2.01, Double.NaN, 7))).isFalse();
    assertThat(relative.hasConverged(new EmStep(3, -2, Double.NaN, 7))).isTrue();
    assertThat(mean.hasConverged(new EmStep(2.9, 1.9, Double.NaN, 4))).isTrue();
    assertThat(mean.hasConverged(new EmStep(3, 2, Double.NaN, 4))).isFalse();
  }

  @Test
  void aitken_judgesByWhatAllFurtherStepsWillGain() {
    ConvergenceCriterion aitken = ConvergenceCriterion.aitken(0.5);
    // The sum of the geometric series 3, 9/4, 27/16, ... is 9 = 0.5 * 18.
    assertThat(aitken.hasConverged(new EmStep(0, 3, 0.75, 18))).isTrue();
    assertThat(aitken.hasConverged(new EmStep(0, 3, 0.75, 17.9))).isFalse();
    assertThat(aitken.hasConverged(new EmStep(0, -3, 0.75, 18))).isTrue();
    // Gains that do not shrink, or of which nothing is known, have no sum.
    assertThat(aitken.hasConverged(new EmStep(0, 1, 1.1, 1000))).isFalse();
    assertThat(aitken.hasConverged(new EmStep(0, 1, Double.NaN, 1000))).isFalse();
    assertThat(aitken.hasConverged(new EmStep(0, 0.5, 1.1, 1000))).isTrue();
    assertThat(aitken.hasConverged(new EmStep(0, 0, Double.NaN, 1000))).isTrue();
  }

  @Test
  void toleranceZero_neverSaysYes() {
    EmStep still = new EmStep(1, 0, 0.5, 4);
    for (ConvergenceCriterion criterion : List.of(
        ConvergenceCriterion.aitken(0),
        ConvergenceCriterion.relative(0),
        ConvergenceCriterion.meanChange(0))) {
      assertThat(criterion.hasConverged(still)).isFalse();
      assertThat(criterion.isNever()).isTrue();
    }
    assertThat(ConvergenceCriterion.aitken(1e-300).isNever()).isFalse();
  }

  @Test
  void toleranceOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConvergenceCriterion.relative(-1))
        .withMessage("tolerance must be finite and >= 0, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConvergenceCriterion.meanChange(Double.NaN))
        .withMessage("tolerance must be finite and >= 0, but was NaN");
  }

  private static GaussianMixtureEstimator estimator(ConvergenceCriterion convergence) {
    return GaussianMixtureEstimator.builder()
        .components(4)
        .convergence(convergence)
        .acceleration(Acceleration.NONE)
        .search(Search.NONE)
        .build();
  }

  private static void expectStop(GaussianMixtureFit fit, BiPredicate<Double, Double> hasConverged) {
    List<Double> trace = fit.bestRestart().trace();
    int last = trace.size() - 1;

    assertThat(fit.converged()).isTrue();
    assertThat(last).isPositive();
    for (int i = 1; i < last; i++) {
      assertThat(hasConverged.test(trace.get(i - 1), trace.get(i))).as("%d", i).isFalse();
    }
    assertThat(hasConverged.test(trace.get(last - 1), trace.get(last))).isTrue();
  }
}
