package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegularizationTest {
  private static final SampleScale SCALE =
      new SampleScale(10, 10, new double[] {0, 0, 7}, new double[] {4, 1e-12, 0});

  @Test
  void ridge_isAPartOfEachVarianceOrTheSameForAll() {
    assertThat(Regularization.absolute(0.5).ridge(SCALE, CovarianceType.FULL))
        .containsExactly(0.5, 0.5, 0.5);
    // A constant feature counts as one of the largest variance.
    assertThat(Regularization.relative(0.5).ridge(SCALE, CovarianceType.DIAGONAL))
        .containsExactly(2, 0.5e-12, 2);
    double mean = (2 + 0.5e-12 + 2) / 3;
    assertThat(Regularization.relative(0.5).ridge(SCALE, CovarianceType.SPHERICAL))
        .containsExactly(mean, mean, mean);
    assertThat(Regularization.NONE.ridge(SCALE, CovarianceType.TIED)).containsExactly(0, 0, 0);
  }

  /** One component: the variance of the samples, and of the ridge what the type keeps. */
  @ParameterizedTest
  @EnumSource
  void relativeRidge_isAddedToTheVariances(CovarianceType type) {
    double[][] rows = {{0, 0}, {2, 20}, {4, 0}, {6, 20}};
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(1)
        .covarianceType(type)
        .regularization(Regularization.relative(0.25))
        .build()
        .fit(Samples.of(rows));
    double[] expected = type == CovarianceType.SPHERICAL
        ? new double[] {1.25 * 52.5, 1.25 * 52.5}
        : new double[] {1.25 * 5, 1.25 * 100};

    Expect.close("variances", fit.model().covariances().variances(0), expected, 1e-15);
    assertThat(fit.regularizedFeatures()).isEmpty();
  }

  @Test
  void smallUnits_changeNothingByDefault() {
    double[][] rows = new double[60][2];
    for (int i = 0; i < rows.length; i++) {
      rows[i][0] = (i % 2 * 6 + Math.sin(i)) * 0x1p-20;
      rows[i][1] = Math.cos(3 * i) * 0x1p-20;
    }
    double[][] large = new double[60][2];
    for (int i = 0; i < rows.length; i++) {
      large[i][0] = rows[i][0] * 0x1p20;
      large[i][1] = rows[i][1] * 0x1p20;
    }
    GaussianMixtureEstimator estimator =
        GaussianMixtureEstimator.builder().components(2).build();
    GaussianMixtureFit small = estimator.fit(Samples.of(rows));

    assertThat(small.regularizedFeatures()).isEmpty();
    Expect.close(
        "ℓ",
        small.logLikelihood() + 120 * Math.log(0x1p-20),
        estimator.fit(Samples.of(large)).logLikelihood(),
        1e-12);
    GaussianMixtureFit absolute =
        estimator.toBuilder().regularization(1e-6).build().fit(Samples.of(rows));
    assertThat(absolute.regularizedFeatures()).containsExactly(0, 1);
  }

  @Test
  void componentOfEqualRows_isToldToBeMostlyRegularization() {
    double[][] rows = new double[40][2];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i / 30;
      rows[i] = i < 30 ? new double[] {Math.sin(i), Math.cos(5 * i)} : new double[] {8, 8 + i % 2};
    }
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(2)
        .initialization(Initialization.labels(labels))
        .build()
        .fit(Samples.of(rows));

    assertThat(fit.regularizedFeatures()).containsExactly(0);
  }

  @Test
  void amountOutOfRange_isRefusedByItsName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regularization.relative(-1))
        .withMessage("relativeRegularization must be finite and >= 0, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regularization.absolute(Double.NaN))
        .withMessage("regularization must be finite and >= 0, but was NaN");
  }
}
