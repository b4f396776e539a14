package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps that need not be linear. */
class UnscentedTransformTest {

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void affineMaps_areExact(CovarianceType type) {
    GaussianMixture model = TestData.mixture(3, 4, type, 2).model(type);
    AffineTransform affine = AffineTransform.of(
        new double[][] {{1, 2, -1, 0.5}, {0, 1, 3, -2}, {0.2, 0, 1, 1}}, new double[] {1, -2, 5});
    GaussianMixture expected = affine.apply(model);

    for (UnscentedTransform transform : new UnscentedTransform[] {
      UnscentedTransform.of(affine::apply), UnscentedTransform.of(affine::apply, 2.5)
    }) {
      GaussianMixture image = transform.apply(model);
      assertThat(image.weights()).containsExactly(model.weights());
      Expect.close("means", image.means(), expected.means(), 1e-13);
      for (int k = 0; k < 3; k++) {
        Expect.close(
            "covariance", image.covariances().matrix(k), expected.covariances().matrix(k), 1e-13);
      }
    }
  }

  /** The square of a normal number has the mean {@code μ² + σ²} and the variance {@code 4μ²σ² + 2σ⁴}. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -3})
  void square_ofOneFeature_hasItsMoments(double mean) {
    GaussianMixture image = UnscentedTransform.of(x -> new double[] {x[0] * x[0]})
        .apply(GaussianMixture.of(
            new double[] {1},
            new double[][] {{mean}},
            Covariances.spherical(new double[] {2.25}, 1)));

    Expect.close("mean", image.mean(0)[0], mean * mean + 2.25, 1e-14);
    Expect.close(
        "variance",
        image.covariances().get(0, 0, 0),
        4 * mean * mean * 2.25 + 2 * 2.25 * 2.25,
        1e-14);
    assertThat(image.covarianceType()).isEqualTo(CovarianceType.SPHERICAL);
  }

  /** The mean of {@code xᵀQx + x_0³} is {@code μᵀQμ + tr QΣ + μ_0³ + 3 μ_0 Σ_00}. */
  @Test
  void meansOfPolynomials_areExact() {
    double[][] q = {{1, 0.5, 0}, {0.5, -2, 0.3}, {0, 0.3, 0.7}};
    GaussianMixture model =
        TestData.mixture(2, 3, CovarianceType.FULL, 8).model(CovarianceType.FULL);
    GaussianMixture image = UnscentedTransform.of(
            x -> new double[] {form(q, x) + x[0] * x[0] * x[0], x[0]}, 0)
        .apply(model);
    for (int k = 0; k < 2; k++) {
      double[] mean = model.mean(k);
      double expected = form(q, mean)
          + Math.pow(mean[0], 3)
          + 3 * mean[0] * model.covariances().get(k, 0, 0);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          expected += q[i][j] * model.covariances().get(k, i, j);
        }
      }
      Expect.close("mean", image.mean(k)[0], expected, 1e-12);
      Expect.close("the feature itself", image.mean(k)[1], mean[0], 1e-13);
    }
  }

  @Test
  void mapsThatCannotBe_areRefused() {
    GaussianMixture model =
        TestData.mixture(2, 2, CovarianceType.FULL, 8).model(CovarianceType.FULL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnscentedTransform.of(x -> x, -1))
        .withMessage("kappa must be finite and >= 0, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnscentedTransform.of(x -> new double[] {Double.NaN}).apply(model))
        .withMessage("the map's result[0] must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnscentedTransform.of(x -> new double[x[0] == model.mean(1)[0] ? 2 : 1])
            .apply(model))
        .withMessage("the map's results must all have 2 numbers, but one had 1");
    assertThatThrownBy(() ->
            UnscentedTransform.of(x -> new double[] {x[0], x[0]}).apply(model))
        .isInstanceOf(NotPositiveDefiniteException.class);
  }

  private static double form(double[][] q, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        sum += q[i][j] * x[i] * x[j];
      }
    }
    return sum;
  }
}
