package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnivariateMixtureTest {
  /** The mixture of reference.py. */
  private static final UnivariateMixture MIXTURE =
      mixture(new double[] {0.3, 0.5, 0.2}, new double[] {-2, 1, 6}, new double[] {0.5, 1, 3});

  private static final UnivariateMixture NORMAL = mixture(1, new double[] {1}, 0);

  private static UnivariateMixture mixture(double[] weights, double[] means, double[] deviations) {
    double[][] rows = new double[means.length][];
    double[] variances = new double[means.length];
    for (int k = 0; k < means.length; k++) {
      rows[k] = new double[] {means[k]};
      variances[k] = deviations[k] * deviations[k];
    }
    return UnivariateMixture.of(
        GaussianMixture.of(weights, rows, Covariances.spherical(variances, 1)));
  }

  private static UnivariateMixture mixture(double deviation, double[] weights, double... means) {
    double[] deviations = new double[means.length];
    Arrays.fill(deviations, deviation);
    return mixture(weights, means, deviations);
  }

  @Test
  void functions_equalReference() {
    for (double[] row : Reference.rows("mixture.csv")) {
      double x = row[0];
      Expect.close("log-density at " + x, MIXTURE.logDensity(x), row[1], 2e-15);
      // Rounding of z, the distance in deviations of the widest component, is multiplied by z² in
      // the tails.
      double tolerance = 2e-15 + 2.3e-16 * (x - 6) * (x - 6) / 9;
      Expect.close("cdf at " + x, MIXTURE.cdf(x), row[2], tolerance);
      Expect.close("survival at " + x, MIXTURE.survival(x), row[3], tolerance);
      // Near 0 a logarithm is as exact as what it is of.
      Expect.close(
          "log-cdf at " + x, MIXTURE.logCdf(x), logOf(row[2], row[3]), 2 * tolerance, 1e-300);
      Expect.close(
          "log-survival at " + x,
          MIXTURE.logSurvival(x),
          logOf(row[3], row[2]),
          2 * tolerance,
          1e-300);
    }
  }

  private static double logOf(double probability, double complement) {
    return complement < 0.5 ? Math.log1p(-complement) : Math.log(probability);
  }

  @Test
  void batchForms_equalSingleForms() {
    double[] x = {-3, 0, 8};
    double[] p = {0.01, 0.5, 0.9};
    for (int i = 0; i < x.length; i++) {
      assertThat(MIXTURE.cdf(x)[i]).isEqualTo(MIXTURE.cdf(x[i]));
      assertThat(MIXTURE.survival(x)[i]).isEqualTo(MIXTURE.survival(x[i]));
      assertThat(MIXTURE.quantile(p)[i]).isEqualTo(MIXTURE.quantile(p[i]));
    }
  }

  @Test
  void quantile_invertsTheDistributionFunction() {
    for (double[] row : Reference.rows("mixture.csv")) {
      double x = row[0];
      // Rounding of the probability moves the quantile by that over the density.
      double lower = 4e-15 * row[2] / Math.exp(row[1]) + 4e-15 * Math.abs(x);
      double upper = 4e-15 * row[3] / Math.exp(row[1]) + 4e-15 * Math.abs(x);
      if (row[2] <= 0.5) {
        assertThat(MIXTURE.quantile(row[2])).isCloseTo(x, within(lower));
      } else {
        assertThat(MIXTURE.survivalQuantile(row[3])).isCloseTo(x, within(upper));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {4.9e-324, 1e-300, 1e-20, 0.025, 0.5, 0.77, 0.999999})
  void quantile_isFoundForAnyMixture(double p) {
    UnivariateMixture farApart =
        mixture(new double[] {0.25, 0.75}, new double[] {-1e6, 3e7}, new double[] {1e-3, 20});
    for (UnivariateMixture mixture : List.of(NORMAL, MIXTURE, farApart)) {
      double x = mixture.quantile(p);
      // What the neighbours of x in double say.
      double slack = 8 * Math.ulp(x);
      assertThat(mixture.logCdf(x - slack)).isLessThanOrEqualTo(Math.log(p) + 1e-12);
      assertThat(mixture.logCdf(x + slack)).isGreaterThanOrEqualTo(Math.log(p) - 1e-12);
    }
  }

  // Φ⁻¹ from tables: 0.975, 1e-10 and 1e-300 (computed with mpmath).
  @Test
  void quantile_ofTheNormalDistribution_isThatOfTables() {
    assertThat(NORMAL.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-15));
    assertThat(NORMAL.quantile(1e-10)).isCloseTo(-6.361340902404056, within(3e-15));
    assertThat(NORMAL.quantile(1e-300)).isCloseTo(-37.04709629936120, within(3e-14));
    assertThat(NORMAL.quantile(0.5)).isZero();
    assertThat(NORMAL.survivalQuantile(1e-10)).isEqualTo(-NORMAL.quantile(1e-10));
  }

  @Test
  void ends_areInfinite() {
    assertThat(MIXTURE.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(MIXTURE.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(MIXTURE.survivalQuantile(0)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(MIXTURE.survivalQuantile(1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(MIXTURE.cdf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(MIXTURE.logCdf(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(MIXTURE.logDensity(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void componentOfWeightZero_isNotThere() {
    UnivariateMixture with = mixture(1, new double[] {1, 0}, 0, 1e9);

    assertThat(with.quantile(0.999)).isEqualTo(NORMAL.quantile(0.999));
    assertThat(with.modes()).containsExactly(0);
  }

  @Test
  void modes_areWhereTheDensityIsFlat() {
    // Equal components have two modes if they are more than two deviations apart, else one.
    assertThat(mixture(1, new double[] {0.5, 0.5}, 0, 1.98).modes()).hasSize(1);
    assertThat(mixture(1, new double[] {0.5, 0.5}, 0, 2.02).modes()).hasSize(2);
    assertThat(MIXTURE.modes()).hasSize(3).isSorted();
    for (double mode : MIXTURE.modes()) {
      assertThat(MIXTURE.logDensitySlope(mode)).isCloseTo(0, within(1e-13));
    }
  }

  @Test
  void levelSet_ofTheNormalDistribution_isSymmetric() {
    double height = -0.5 * Math.log(2 * Math.PI);
    LevelSet set = NORMAL.levelSet(height - 2);

    assertThat(set.intervals()).hasSize(1);
    assertThat(set.intervals().get(0).high()).isCloseTo(2, within(1e-14));
    assertThat(set.intervals().get(0).low()).isCloseTo(-2, within(1e-14));
    assertThat(set.mass()).isCloseTo(0.9544997361036416, within(1e-14));
    assertThat(set.length()).isCloseTo(4, within(1e-14));
    assertThat(set.contains(1.9)).isTrue();
    assertThat(set.contains(2.1)).isFalse();
    assertThat(NORMAL.levelSet(0).intervals()).isEmpty();
    assertThat(NORMAL.levelSet(0).mass()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 0.5, 0.8, 0.95, 0.999, 1 - 1e-9})
  void highestDensityRegion_hasItsMassAndOneDensityAtAllEnds(double mass) {
    LevelSet region = MIXTURE.highestDensityRegion(mass);

    double inside = 0;
    for (Interval interval : region.intervals()) {
      inside += MIXTURE.cdf(interval.high()) - MIXTURE.cdf(interval.low());
      for (double end : new double[] {interval.low(), interval.high()}) {
        assertThat(MIXTURE.logDensity(end)).isCloseTo(region.logDensity(), within(1e-12));
      }
    }
    assertThat(inside).isCloseTo(mass, within(1e-13));
    assertThat(region.mass()).isCloseTo(mass, within(1e-13));
  }

  @Test
  void highestDensityRegion_isShorterThanTheCentralInterval() {
    assertThat(MIXTURE.highestDensityRegion(0.5).intervals()).hasSizeGreaterThan(1);
    assertThat(MIXTURE.highestDensityRegion(0.8).length())
        .isLessThan(MIXTURE.quantile(0.9) - MIXTURE.quantile(0.1));
    assertThat(NORMAL.highestDensityRegion(0.95).intervals().get(0).high())
        .isCloseTo(1.959963984540054, within(1e-12));
  }

  @Test
  void wrongArguments_areRefused() {
    GaussianMixture plane =
        TestData.mixture(2, 2, CovarianceType.FULL, 1).model(CovarianceType.FULL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnivariateMixture.of(plane))
        .withMessage("dimension must be 1, but was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MIXTURE.quantile(1.5))
        .withMessage("probability must be in [0, 1], but was 1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> MIXTURE.quantile(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> MIXTURE.cdf(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> MIXTURE.highestDensityRegion(1));
    assertThatIllegalArgumentException().isThrownBy(() -> MIXTURE.levelSet(Double.NaN));
  }

  /** The slope of the component of the highest density, {@code (μ - x)/σ²}, where the density is no double. */
  @Test
  void slope_ofFarNumbers() {
    UnivariateMixture mixture = UnivariateMixture.of(GaussianMixture.of(
        new double[] {0.5, 0.5},
        new double[][] {{0}, {3}},
        Covariances.spherical(new double[] {1, 4}, 1),
        new NaiveBackend()));
    for (double x : new double[] {1e100, 1e155, 1e300, -1e300}) {
      assertThat(mixture.logDensitySlope(x)).isCloseTo(-x / 4, within(1e-15 * Math.abs(x)));
    }
    assertThat(mixture.logDensity(1e155)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
