package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probabilities of boxes, against closed forms and SciPy 1.10. */
class BoxProbabilityTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** {@code 1/4 + asin(ρ)/2π} and {@code 1/8 + Σ asin(ρ)/4π} (Sheppard 1899). */
  @ParameterizedTest
  @CsvSource({"0.3, 2", "-0.7, 2", "0.999, 2", "0.3, 3", "-0.4, 3", "0.95, 3"})
  void orthants_ofTwoAndThreeFeatures_areClosedForms(double correlation, int d) {
    double expected = d == 2
        ? 0.25 + Math.asin(correlation) / (2 * Math.PI)
        : 0.125 + 3 * Math.asin(correlation) / (4 * Math.PI);
    MonteCarloEstimate orthant =
        BoxProbability.below(equicorrelated(d, correlation), new double[d], 10_000, 1);

    assertThat(orthant.value()).isCloseTo(expected, within(1e-4));
    assertIsHonest(orthant, expected);
    assertThat(orthant.draws()).isEqualTo(10_000);
  }

  /** With correlations of a half every order of the features and a further number is equally likely. */
  @ParameterizedTest
  @CsvSource({"5, 1e-4", "10, 2e-4", "30, 1e-3"})
  void orthant_ofEquicorrelatedFeatures_isOneOfDPlusOne(int d, double tolerance) {
    MonteCarloEstimate orthant =
        BoxProbability.below(equicorrelated(d, 0.5), new double[d], 10_000, 1);

    assertThat(orthant.value()).isCloseTo(1.0 / (d + 1), within(tolerance));
    assertIsHonest(orthant, 1.0 / (d + 1));
  }

  /** Expected: {@code multivariate_normal(...).cdf(upper, lower_limit=lower)}, known to 4e-9. */
  @Test
  void box_ofFiveFeatures_isScipys() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {1},
        new double[][] {{0, 0.1, 0.2, 0.3, 0.4}},
        Covariances.full(new double[][][] {
          {
            {1, 0.5, -0.3, 0.1, 0.7},
            {0.5, 1.25, 0.05, 0.45, 0.15},
            {-0.3, 0.05, 1.13, -0.55, 0.05},
            {0.1, 0.45, -0.55, 1.53, -0.09},
            {0.7, 0.15, 0.05, -0.09, 1.63}
          }
        }));
    MonteCarloEstimate box = BoxProbability.of(
        model, new double[] {-1, -2, -0.5, -3, -1}, new double[] {0.5, 1, 2, 0, INF}, 50_000, 3);

    assertThat(box.value()).isCloseTo(0.136754478, within(5e-6));
    assertIsHonest(box, 0.136754478);
  }

  /** Expected: SciPy's adaptive quadrature of the conditional probability. */
  @Test
  void tails_keepTheirRelativePrecision() {
    GaussianMixture pair = equicorrelated(2, 0.5);
    double expected = 3.893588066959812e-13;
    MonteCarloEstimate upper =
        BoxProbability.of(pair, new double[] {6, 6}, new double[] {INF, INF}, 20_000, 1);
    MonteCarloEstimate lower = BoxProbability.below(pair, new double[] {-6, -6}, 20_000, 1);

    Expect.close("upper", upper.value(), expected, 1e-3);
    Expect.close("lower", lower.value(), expected, 1e-3);
    Expect.close(
        "box",
        BoxProbability.of(
                equicorrelated(2, 0.8), new double[] {-1, -0.5}, new double[] {2, 1}, 20_000, 1)
            .value(),
        0.5073998421196423,
        1e-5);
    assertThat(BoxProbability.below(pair, new double[] {-60, 0}, 160, 1).value())
        .isZero();
  }

  @Test
  void uncorrelatedFeatures_andOne_areExact() {
    GaussianMixture model = GaussianMixture.of(
        new double[] {0.25, 0.75},
        new double[][] {{0, 0}, {1, -2}},
        Covariances.diagonal(new double[][] {{1, 4}, {9, 0.25}}));
    MonteCarloEstimate box =
        BoxProbability.of(model, new double[] {-1, -3}, new double[] {2, 0}, 160, 1);
    double first = (NormalTail.cdf(2) - NormalTail.cdf(-1)) * (0.5 - NormalTail.cdf(-1.5));
    double second = (NormalTail.cdf(1.0 / 3) - NormalTail.cdf(-2.0 / 3))
        * (NormalTail.cdf(4) - NormalTail.cdf(-2));

    Expect.close("box", box.value(), 0.25 * first + 0.75 * second, 1e-14);
    assertThat(box.standardError()).isZero();
    assertThat(box.draws()).isZero();

    // The second feature has no bound: what is left is one feature, of any covariances.
    GaussianMixture full =
        TestData.mixture(3, 2, CovarianceType.FULL, 4).model(CovarianceType.FULL);
    Expect.close(
        "marginal",
        BoxProbability.below(full, new double[] {0.3, INF}, 160, 1).value(),
        UnivariateMixture.of(Marginal.of(full, 0)).cdf(0.3),
        1e-14);
    assertThat(BoxProbability.below(full, new double[] {INF, INF}, 160, 1).value())
        .isEqualTo(1);
  }

  @Test
  void mixture_isTheShareOfItsSamples() {
    GaussianMixture model =
        TestData.mixture(3, 4, CovarianceType.FULL, 9).model(CovarianceType.FULL);
    double[] lower = {-2, -3, -1, -2};
    double[] upper = {2, 2, 3, 1};
    int draws = 100_000;
    long inside = Arrays.stream(model.sample(draws, 7).rows())
        .filter(row -> {
          boolean in = true;
          for (int j = 0; j < 4; j++) {
            in &= lower[j] <= row[j] && row[j] <= upper[j];
          }
          return in;
        })
        .count();
    MonteCarloEstimate box = BoxProbability.of(model, lower, upper, 10_000, 1);

    double share = inside / (double) draws;
    assertThat(box.value()).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / draws)));
    assertThat(box.standardError()).isLessThan(1e-5);
    assertThat(BoxProbability.of(model, lower, upper, 10_000, 1)).isEqualTo(box);
  }

  @Test
  void wrongArguments_areRefused() {
    GaussianMixture pair = equicorrelated(2, 0.5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoxProbability.below(pair, new double[1], 160, 1))
        .withMessage("upper must have 2 numbers, but had 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoxProbability.below(pair, new double[] {0, Double.NaN}, 160, 1))
        .withMessage("upper[1] must be a number, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoxProbability.of(pair, new double[] {0, 2}, new double[] {1, 1}, 160, 1))
        .withMessage("lower[1] must be <= upper[1] = 1.0, but was 2.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoxProbability.below(pair, new double[2], 159, 1))
        .withMessage("points must be >= 160, but was 159");
  }

  /** With 16 repetitions the error over its estimate is Student's t of 15 degrees of freedom: below 5 but for 1 in 6000. */
  private static void assertIsHonest(MonteCarloEstimate estimate, double expected) {
    assertThat(Math.abs(estimate.value() - expected))
        .isLessThanOrEqualTo(5 * estimate.standardError() + 1e-9);
  }

  private static GaussianMixture equicorrelated(int d, double correlation) {
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      Arrays.fill(matrix[i], correlation);
      matrix[i][i] = 1;
    }
    return GaussianMixture.of(
        new double[] {1}, new double[1][d], Covariances.full(new double[][][] {matrix}));
  }
}
