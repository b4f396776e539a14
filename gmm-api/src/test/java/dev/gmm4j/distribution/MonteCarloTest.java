package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MonteCarloTest {
  private static final int DRAWS = 50_000;

  private static GaussianMixture gaussian(double mean, double... variances) {
    double[] means = new double[variances.length];
    Arrays.fill(means, mean);
    return GaussianMixture.of(
        new double[] {1}, new double[][] {means}, Covariances.diagonal(new double[][] {variances}));
  }

  private static GaussianMixture mixture(long seed) {
    return TestData.mixture(3, 2, CovarianceType.FULL, seed).model(CovarianceType.FULL);
  }

  private static void within4Errors(MonteCarloEstimate estimate, double truth) {
    assertThat(estimate.draws()).isEqualTo(DRAWS);
    assertThat(estimate.value()).isCloseTo(truth, within(4 * estimate.standardError()));
  }

  /** Σ ½ log(2πe σ²); the log-density has variance d/2. */
  @Test
  void entropy_ofAGaussian_isItsClosedForm() {
    MonteCarloEstimate entropy = MonteCarlo.entropy(gaussian(3, 4, 0.01), DRAWS, 1);

    within4Errors(entropy, Math.log(2 * Math.PI * Math.E) + 0.5 * (Math.log(4) + Math.log(0.01)));
    assertThat(entropy.standardError()).isCloseTo(1 / Math.sqrt(DRAWS), within(1e-4));
  }

  /** Components far apart add the entropy of the weights. */
  @Test
  void entropy_ofSeparateComponents_addsThatOfTheWeights() {
    GaussianMixture apart = GaussianMixture.of(
        new double[] {0.2, 0.8},
        new double[][] {{0}, {1e3}},
        Covariances.spherical(new double[] {1, 1}, 1));

    within4Errors(
        MonteCarlo.entropy(apart, DRAWS, 2),
        0.5 * Math.log(2 * Math.PI * Math.E) - 0.2 * Math.log(0.2) - 0.8 * Math.log(0.8));
  }

  /** ½ Σ (s/t + (m-n)²/t - 1 + log(t/s)). */
  @Test
  void kullbackLeibler_ofGaussians_isItsClosedForm() {
    double truth = 0.5 * (2.0 / 5 + 9.0 / 5 - 1 + Math.log(5.0 / 2) + 7 + 9 - 1 - Math.log(7));

    within4Errors(
        MonteCarlo.kullbackLeibler(gaussian(1, 2, 7), gaussian(4, 5, 1), DRAWS, 3), truth);
  }

  @Test
  void divergences_ofEqualMixtures_areZero() {
    MonteCarloEstimate kullbackLeibler =
        MonteCarlo.kullbackLeibler(mixture(1), mixture(1), 1000, 1);

    assertThat(kullbackLeibler).isEqualTo(new MonteCarloEstimate(0, 0, 1000));
    assertThat(MonteCarlo.jensenShannon(mixture(1), mixture(1), 1000, 1).value())
        .isCloseTo(0, within(1e-15));
  }

  @Test
  void jensenShannon_isSymmetricAndBounded() {
    MonteCarloEstimate one = MonteCarlo.jensenShannon(mixture(1), mixture(2), DRAWS, 1);
    MonteCarloEstimate other = MonteCarlo.jensenShannon(mixture(2), mixture(1), DRAWS, 5);

    assertThat(one.value()).isBetween(0.01, Math.log(2));
    assertThat(one.value())
        .isCloseTo(
            other.value(), within(4 * Math.hypot(one.standardError(), other.standardError())));
    assertThat(
            MonteCarlo.jensenShannon(gaussian(0, 1), gaussian(1e6, 1), 1000, 1).value())
        .isCloseTo(Math.log(2), within(1e-15));
  }

  /** Against the trapezoidal rule, which is exact here to far below the sampling error. */
  @Test
  void jensenShannon_equalsNumericalIntegration() {
    GaussianMixture p = TestData.mixture(2, 1, CovarianceType.FULL, 1).model(CovarianceType.FULL);
    GaussianMixture q = TestData.mixture(3, 1, CovarianceType.FULL, 2).model(CovarianceType.FULL);
    double sum = 0;
    double step = 1e-3;
    for (double x = -30; x < 30; x += step) {
      double f = Math.exp(p.logDensity(new double[] {x}));
      double g = Math.exp(q.logDensity(new double[] {x}));
      sum += f > 0 ? 0.5 * f * Math.log(2 * f / (f + g)) * step : 0;
      sum += g > 0 ? 0.5 * g * Math.log(2 * g / (f + g)) * step : 0;
    }

    within4Errors(MonteCarlo.jensenShannon(p, q, DRAWS, 3), sum);
  }

  @Test
  void sameSeed_givesTheSameBits() {
    MonteCarloEstimate first = MonteCarlo.entropy(mixture(1), 40_000, 9);

    assertThat(MonteCarlo.entropy(mixture(1).using(mixture(1).backend(), 1), 40_000, 9))
        .isEqualTo(first);
    assertThat(MonteCarlo.entropy(mixture(1), 40_000, 10)).isNotEqualTo(first);
  }

  @Test
  void wrongArguments_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonteCarlo.entropy(mixture(1), 1, 0))
        .withMessage("draws must be >= 2, but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonteCarlo.jensenShannon(mixture(1), mixture(2), 5, 0))
        .withMessage("draws must be even and >= 4, but was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MonteCarlo.kullbackLeibler(mixture(1), gaussian(0, 1), 10, 0))
        .withMessage("mixtures must have as many features, but had 2 and 1");
  }

  /** The log-density of what one draws is below all doubles under the other. */
  @Test
  void mixturesThatAreBeyondDoublesFromEachOther_divergeInfinitely() {
    MonteCarloEstimate divergence =
        MonteCarlo.kullbackLeibler(gaussian(0, 1), gaussian(1e200, 1), 1000, 1);

    assertThat(divergence.value()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(divergence.standardError()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(MonteCarlo.jensenShannon(gaussian(0, 1), gaussian(1e200, 1), 1000, 1)
            .value())
        .isCloseTo(Math.log(2), within(1e-15));
  }
}
