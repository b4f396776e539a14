package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twenty iterations from given parameters, against EM by the book. */
class FitOracleTest {
  private static final int ITERATIONS = 20;

  /** Each iteration multiplies earlier rounding errors by little where components are not singular. */
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @EnumSource
  void parametersAfterTwentyIterations_equalOracle(CovarianceType type) {
    int[][] shapes = {{101, 1, 1}, {150, 1, 3}, {301, 2, 2}, {512, 3, 3}, {400, 7, 2}, {700, 4, 5}};
    for (int[] shape : shapes) {
      for (double regularization : new double[] {0, 1e-3}) {
        check(type, shape[0], shape[1], shape[2], regularization, false);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightedParametersAfterTwentyIterations_equalOracle(CovarianceType type) {
    check(type, 303, 2, 2, 1e-6, true);
    check(type, 515, 5, 3, 0, true);
  }

  @ParameterizedTest
  @EnumSource
  void initialParametersFarFromTheSamples_loseNoPrecision(CovarianceType type) {
    // Moments about the means of such initial parameters would cancel to nothing.
    for (double offset : new double[] {0x1p17, 0x1p24, 0x1p27, 0x1p36}) {
      double[][] rows = TestData.normal(500, 2, 1);
      for (double[] row : rows) {
        row[0] += offset;
        row[1] -= offset;
      }
      NaiveMixture initial =
          new NaiveMixture(new double[] {1}, new double[1][2], new double[][][] {{{1, 0}, {0, 1}}});
      GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
          .components(1)
          .covarianceType(type)
          .initialization(Initialization.parameters(initial.model(type)))
          .regularization(0)
          .degeneracy(DegeneracyPolicy.FAIL)
          .maxIterations(1)
          .build()
          .fit(Samples.of(rows));

      double[][] ones = new double[500][];
      Arrays.fill(ones, new double[] {1});
      NaiveMixture expected = NaiveMixture.maximize(rows, null, ones, type, 0);
      // A mean of n rows is off by an ulp of the offset at most, and by that the deviations.
      double tolerance = TOLERANCE + 2 * Math.ulp(offset);
      Expect.close("means", fit.model().means(), expected.means(), 1e-15);
      Expect.close(
          "covariance " + offset,
          fit.model().covariances().matrix(0),
          expected.covariances()[0],
          tolerance);
    }
  }

  private static void check(
      CovarianceType type, int n, int d, int components, double regularization, boolean weighted) {
    NaiveMixture truth = TestData.mixture(components, d, CovarianceType.DIAGONAL, n);
    double[][] rows = TestData.draw(truth, n, 2);
    double[] weights = weighted ? TestData.weights(n, 3) : null;
    // Off the truth, so that there is something to do.
    NaiveMixture initial = new NaiveMixture(
        truth.weights(),
        TestData.draw(truth, components, 4),
        TestData.mixture(components, d, type, n + 1).covariances());
    Samples samples = weighted ? Samples.of(rows).weighted(weights) : Samples.of(rows);
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(components)
        .covarianceType(type)
        .initialization(Initialization.parameters(initial.model(type)))
        .regularization(regularization)
        .maxIterations(ITERATIONS)
        .tolerance(0)
        .build()
        .fit(samples);

    NaiveMixture expected = initial.em(rows, weights, type, regularization, ITERATIONS);
    assertThat(fit.bestRestart().events()).isEmpty();
    Expect.sameMixture(NaiveMixture.of(fit.model()), expected, TOLERANCE);
    Expect.close(
        "log-likelihood", fit.logLikelihood(), expected.logLikelihood(rows, weights), TOLERANCE);
    assertThat(fit.model().covarianceType()).isEqualTo(type);
  }
}
