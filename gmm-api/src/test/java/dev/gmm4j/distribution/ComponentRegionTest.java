package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ellipsoids of components. */
class ComponentRegionTest {
  /** The first ellipse has variances 4 and 1 along axes turned by the angle whose cosine is 0.8. */
  private static final GaussianMixture MODEL = GaussianMixture.of(
      new double[] {0.3, 0.7}, new double[][] {{1, 2}, {-5, 0}}, Covariances.full(new double[][][] {
        {{2.92, 1.44}, {1.44, 2.08}}, {{1, 0}, {0, 9}}
      }));

  /** Expected: {@code sqrt(chi2.ppf(mass, d))} and {@code chi2.sf(400, d)} of SciPy 1.10. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.1, 0.12566134685507402, 5.507248237212379e-89",
    "1, 0.95, 1.9599639845400538, 5.507248237212379e-89",
    "2, 0.5, 1.1774100225154749, 1.383896526736753e-87",
    "2, 0.9999, 4.29193205257872, 1.383896526736753e-87",
    "5, 0.95, 3.327235743604043, 2.9666446590828377e-84",
    "40, 0.95, 7.467160054457587, 6.586907311440748e-61",
  })
  void radiusAndTail_areThoseOfChiSquared(int d, double mass, double radius, double tail) {
    double[] variance = {2.25};
    GaussianMixture ball =
        GaussianMixture.of(new double[] {1}, new double[1][d], Covariances.spherical(variance, d));
    double[] far = new double[d];
    far[d - 1] = 20 * 1.5;

    Expect.close("radius", ComponentRegion.of(ball, 0, mass).radius(), radius, 1e-12);
    Expect.close("tail", ComponentRegion.tailProbabilities(ball, far)[0], tail, 1e-12);
    assertThat(ComponentRegion.tailProbabilities(ball, new double[d])).containsExactly(1);
  }

  @Test
  void ellipse_hasItsAxesAndItsAngle() {
    double radius = Math.sqrt(-2 * Math.log(1 - 0.9));
    Ellipsoid turned = ComponentRegion.of(MODEL, 0, 0.9).ellipsoid();
    Ellipsoid upright = ComponentRegion.of(MODEL, 1, 0.9).ellipsoid();

    assertThat(turned.centre()).containsExactly(1, 2);
    Expect.close("axes", turned.semiAxes(), new double[] {2 * radius, radius}, 1e-12);
    Expect.close("angle", turned.angle(), Math.acos(0.8), 1e-12);
    Expect.close("area", turned.logVolume(), Math.log(Math.PI * 2 * radius * radius), 1e-12);
    Expect.close("upright axes", upright.semiAxes(), new double[] {3 * radius, radius}, 1e-12);
    Expect.close("upright", upright.angle(), Math.PI / 2, 1e-12);
  }

  @Test
  void boundary_isTheEllipsoid() {
    ComponentRegion region = ComponentRegion.of(MODEL, 0, 0.9);
    Ellipsoid ellipsoid = region.ellipsoid();
    for (int j = 0; j < 2; j++) {
      for (double stretch : new double[] {-1.000001, -0.999999, 0.999999, 1.000001}) {
        double[] point = ellipsoid.centre().clone();
        for (int i = 0; i < 2; i++) {
          point[i] += stretch * ellipsoid.semiAxes()[j] * ellipsoid.directions()[j][i];
        }
        assertThat(region.contains(point)).isEqualTo(Math.abs(stretch) < 1);
        assertThat(ComponentRegion.tailProbabilities(MODEL, point)[0]).isCloseTo(0.1, within(1e-5));
      }
    }
  }

  @Test
  void region_holdsItsMassOfTheComponentsSamples() {
    int draws = 20_000;
    GaussianMixture alone = GaussianMixture.of(
        new double[] {1}, new double[][] {MODEL.mean(1)}, MODEL.covariances().select(1));
    Samples samples = Samples.of(alone.sample(draws, 3).rows());
    boolean[] inside = ComponentRegion.of(MODEL, 1, 0.8).contains(samples);
    double[][] tails = ComponentRegion.tailProbabilities(MODEL, samples);
    int count = 0;
    for (int i = 0; i < draws; i++) {
      count += inside[i] ? 1 : 0;
      assertThat(inside[i]).isEqualTo(tails[i][1] >= 0.2);
    }

    assertThat(count / (double) draws).isCloseTo(0.8, within(4 * Math.sqrt(0.16 / draws)));
    assertThat(Arrays.stream(tails).mapToDouble(row -> row[0]).max().orElseThrow())
        .isLessThan(1);
  }

  @Test
  void wrongArguments_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentRegion.of(MODEL, 0, 1))
        .withMessage("mass must be in (0, 1), but was 1.0");
    assertThatThrownBy(() -> ComponentRegion.of(MODEL, 2, 0.5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ComponentRegion.of(Marginal.of(MODEL, 0), 0, 0.5).ellipsoid().angle())
        .withMessage("an angle is of 2 features, but there were 1");
  }
}
