package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogDensityGradientTest {

  @ParameterizedTest
  @EnumSource
  void gradient_equalsFiniteDifferences(CovarianceType type) {
    GaussianMixture model = TestData.mixture(4, 3, type, 6).model(type);
    double step = 1e-5;
    for (double[] x : TestData.normal(30, 3, 7)) {
      double[] gradient = model.logDensityGradient(x);
      for (int j = 0; j < 3; j++) {
        double[] after = x.clone();
        double[] before = x.clone();
        after[j] += step;
        before[j] -= step;
        double difference = (model.logDensity(after) - model.logDensity(before)) / (2 * step);
        // The third derivative times the squared step, and rounding over the step.
        assertThat(gradient[j]).isCloseTo(difference, within(2e-8));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void batchForm_equalsSingleForm(CovarianceType type) {
    GaussianMixture model = TestData.mixture(2, 4, type, 6).model(type);
    double[][] rows = TestData.normal(1030, 4, 7);
    double[][] gradients = model.logDensityGradients(Samples.of(rows));
    for (int i = 0; i < rows.length; i++) {
      assertThat(gradients[i]).isEqualTo(model.logDensityGradient(rows[i]));
    }
  }

  @Test
  void gradient_pullsFarSamplesBack() {
    GaussianMixture model =
        TestData.mixture(2, 2, CovarianceType.DIAGONAL, 6).model(CovarianceType.DIAGONAL);
    double[] gradient = model.logDensityGradient(new double[] {1e100, -1e100});

    assertThat(gradient[0]).isNegative().isFinite();
    assertThat(gradient[1]).isPositive().isFinite();
  }

  @Test
  void badSamples_areRefused() {
    GaussianMixture model =
        TestData.mixture(2, 2, CovarianceType.FULL, 6).model(CovarianceType.FULL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.logDensityGradient(new double[3]))
        .withMessage("sample must have 2 numbers, but had 3");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> model.logDensityGradients(Samples.of(
            new double[][] {{1, 2}, {Double.POSITIVE_INFINITY, 1}})))
        .withMessage("samples must be finite, but row 1, column 0 was Infinity");
  }
}
