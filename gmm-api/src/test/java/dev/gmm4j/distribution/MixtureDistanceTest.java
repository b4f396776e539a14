package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixtureDistanceTest {

  private static GaussianMixture mixture(int components, int d, CovarianceType type, long seed) {
    return TestData.mixture(components, d, type, seed).model(type);
  }

  /** Against the trapezoidal rule, whose error for smooth functions that vanish at the ends is rounding. */
  @Test
  void distances_equalNumericalIntegration() {
    GaussianMixture p = mixture(2, 1, CovarianceType.FULL, 1);
    GaussianMixture q = mixture(3, 1, CovarianceType.DIAGONAL, 2);
    double squared = 0;
    double pp = 0;
    double qq = 0;
    double pq = 0;
    for (double x = -40; x < 40; x += 1.0 / 64) {
      double f = Math.exp(p.logDensity(new double[] {x}));
      double g = Math.exp(q.logDensity(new double[] {x}));
      squared += (f - g) * (f - g);
      pp += f * f;
      qq += g * g;
      pq += f * g;
    }

    assertThat(MixtureDistance.relativeSquaredDifference(p, q))
        .isCloseTo(squared / (pp + qq), within(1e-13));
    assertThat(MixtureDistance.cauchySchwarz(p, q))
        .isCloseTo(-Math.log(pq / Math.sqrt(pp * qq)), within(1e-13));
  }

  @ParameterizedTest
  @EnumSource
  void distances_areSymmetricAndZeroForEqualMixtures(CovarianceType type) {
    GaussianMixture p = mixture(3, 4, type, 1);
    GaussianMixture q = mixture(2, 4, type, 2);

    assertThat(MixtureDistance.cauchySchwarz(p, p)).isCloseTo(0, within(1e-14));
    assertThat(MixtureDistance.relativeSquaredDifference(p, p)).isCloseTo(0, within(1e-14));
    assertThat(MixtureDistance.cauchySchwarz(p, q))
        .isGreaterThan(0.01)
        .isCloseTo(MixtureDistance.cauchySchwarz(q, p), within(1e-13));
    assertThat(MixtureDistance.relativeSquaredDifference(p, q))
        .isBetween(0.01, 1.0)
        .isCloseTo(MixtureDistance.relativeSquaredDifference(q, p), within(1e-13));
  }

  @Test
  void distances_doNotDependOnUnits() {
    GaussianMixture p = mixture(3, 2, CovarianceType.FULL, 1);
    GaussianMixture q = mixture(2, 2, CovarianceType.TIED, 2);
    double[][] units = {{1e-6, 0}, {0, 1e6}};
    double[] shift = {0, 0};

    assertThat(MixtureDistance.cauchySchwarz(
            AffineTransform.of(units, shift).apply(p),
            AffineTransform.of(units, shift).apply(q)))
        .isCloseTo(MixtureDistance.cauchySchwarz(p, q), within(1e-12));
  }

  @Test
  void mixturesWithNothingInCommon_areFarApart() {
    GaussianMixture p = mixture(2, 2, CovarianceType.FULL, 1);
    GaussianMixture q = AffineTransform.of(new double[][] {{1, 0}, {0, 1}}, new double[] {1e4, 0})
        .apply(p);

    assertThat(MixtureDistance.relativeSquaredDifference(p, q)).isEqualTo(1);
    assertThat(MixtureDistance.cauchySchwarz(p, q)).isFinite().isGreaterThan(1e6);
  }

  @Test
  void differentDimensions_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MixtureDistance.cauchySchwarz(
            mixture(1, 1, CovarianceType.FULL, 1), mixture(1, 2, CovarianceType.FULL, 1)))
        .withMessage("mixtures must have as many features, but had 1 and 2");
  }

  /** As far as doubles reach the divergence is the overlap's exponent, a quarter of the squared distance, and more. */
  @ParameterizedTest
  @EnumSource
  void divergence_growsWithDistanceAsFarAsDoublesReach(CovarianceType type) {
    GaussianMixture p = mixture(2, 2, type, 1);
    double previous = 0;
    for (double shift : new double[] {1e4, 1e100, 1e150, 1e152, 1e153}) {
      double divergence = MixtureDistance.cauchySchwarz(p, shifted(p, shift));

      assertThat(divergence).isFinite().isGreaterThan(previous);
      previous = divergence;
    }
    for (double shift : new double[] {1e156, 1e200, 1.7e308}) {
      assertThat(MixtureDistance.cauchySchwarz(p, shifted(p, shift))).isInfinite();
      assertThat(MixtureDistance.relativeSquaredDifference(p, shifted(p, shift)))
          .isEqualTo(1);
    }
  }

  /** The square of the difference of the means is no double, but that of its deviations is. */
  @Test
  void divergenceOfWideComponents_isFinite() {
    GaussianMixture p = wide(0);
    double expected = 0.25 * (1e155 / 1e100) * (1e155 / 1e100);

    assertThat(MixtureDistance.cauchySchwarz(p, wide(1e155)))
        .isCloseTo(expected, within(1e-14 * expected));
  }

  private static GaussianMixture wide(double mean) {
    return GaussianMixture.of(
        new double[] {1},
        new double[][] {{mean}},
        Covariances.spherical(new double[] {1e200}, 1),
        new NaiveBackend());
  }

  private static GaussianMixture shifted(GaussianMixture p, double shift) {
    return AffineTransform.of(new double[][] {{1, 0}, {0, 1}}, new double[] {shift, -shift})
        .apply(p);
  }
}
