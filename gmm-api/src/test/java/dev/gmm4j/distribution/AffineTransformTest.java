package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.testing.DenseInverse;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AffineTransformTest {
  private static final double[][] GENERAL = {{2, -1, 0.5}, {0, 1, 3}, {1, 1, -1}};
  private static final double[] SHIFT = {1, -20, 300};

  private static GaussianMixture model(CovarianceType type) {
    return TestData.mixture(3, 3, type, 4).model(type);
  }

  @ParameterizedTest
  @EnumSource
  void density_changesByTheJacobian(CovarianceType type) {
    GaussianMixture model = model(type);
    AffineTransform map = AffineTransform.of(GENERAL, SHIFT);
    GaussianMixture image = AffineTransform.of(GENERAL, SHIFT).apply(model);
    double logDeterminant = DenseInverse.of(GENERAL).logDeterminant();
    for (double[] x : TestData.normal(20, 3, 9)) {
      Expect.close(
          "log-density",
          image.logDensity(map.apply(x)) + logDeterminant,
          model.logDensity(x),
          1e-12,
          10);
    }
  }

  @ParameterizedTest
  @EnumSource
  void selectionOfFeatures_isTheMarginal(CovarianceType type) {
    GaussianMixture model = model(type);
    GaussianMixture image = AffineTransform.of(
            new double[][] {{0, 0, 1}, {1, 0, 0}}, new double[] {0, 0})
        .apply(model);

    assertThat(image.covarianceType()).isEqualTo(type);
    Expect.sameMixture(NaiveMixture.of(image), NaiveMixture.of(Marginal.of(model, 2, 0)), 1e-15);
  }

  @Test
  void moments_moveWithTheMap() {
    MixtureMoments before = MixtureMoments.of(model(CovarianceType.FULL));
    MixtureMoments after =
        MixtureMoments.of(AffineTransform.of(GENERAL, SHIFT).apply(model(CovarianceType.FULL)));
    double[][] expected = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int a = 0; a < 3; a++) {
          for (int b = 0; b < 3; b++) {
            expected[i][j] += GENERAL[i][a] * before.covariance()[a][b] * GENERAL[j][b];
          }
        }
      }
    }

    Expect.close(
        "mean", after.mean(), AffineTransform.of(GENERAL, SHIFT).apply(before.mean()), 1e-14);
    Expect.close("covariance", after.covariance(), expected, 1e-13);
  }

  @Test
  void structure_isTheNarrowestThatIsSure() {
    double angle = 0.3;
    double[][] rotation = {
      {2 * Math.cos(angle), -2 * Math.sin(angle), 0},
      {2 * Math.sin(angle), 2 * Math.cos(angle), 0},
      {0, 0, 2}
    };
    double[][] stretched = {{3, 0, 0}, {0, 0, -0.5}, {0, 1, 0}};

    expect(CovarianceModel.VII, rotation, CovarianceModel.VII);
    expect(CovarianceModel.EII, rotation, CovarianceModel.EII);
    expect(CovarianceModel.VII, stretched, CovarianceModel.VEI);
    expect(CovarianceModel.EII, stretched, CovarianceModel.EEI);
    expect(CovarianceModel.VII, GENERAL, CovarianceModel.VEE);
    expect(CovarianceModel.EII, GENERAL, CovarianceModel.EEE);
    expect(CovarianceModel.VVI, stretched, CovarianceModel.VVI);
    expect(CovarianceModel.VVI, rotation, CovarianceModel.VVV);
    expect(CovarianceModel.VEI, stretched, CovarianceModel.VEI);
    expect(CovarianceModel.EEI, rotation, CovarianceModel.EEE);
    expect(CovarianceModel.EEE, GENERAL, CovarianceModel.EEE);
    expect(CovarianceModel.VEV, GENERAL, CovarianceModel.VVV);
  }

  /** Tied models are given equal covariances, so that the claim is true. */
  private static void expect(CovarianceModel before, double[][] matrix, CovarianceModel after) {
    CovarianceType type = before.type();
    GaussianMixture model = model(type);
    if (before.isShared() && type != CovarianceType.TIED) {
      model = model.withParameters(
          model.weights(), model.means(), model.covariances().select(0, 0, 0));
    }
    GaussianMixture image = AffineTransform.of(matrix, new double[3])
        .apply(model.chosenAmong(before, MixingProportions.EQUAL));

    assertThat(image.covarianceModel()).as("%s", before).isEqualTo(after);
    assertThat(image.proportions()).isEqualTo(MixingProportions.EQUAL);
  }

  /** A claim that the variances are equal does not make them so. */
  @Test
  void unequalCovariances_stayUnequalWhateverTheyAreCalled() {
    GaussianMixture model = model(CovarianceType.SPHERICAL);
    GaussianMixture image = AffineTransform.of(GENERAL, new double[3])
        .apply(model.chosenAmong(CovarianceModel.EII, MixingProportions.FREE));

    assertThat(image.covarianceModel()).isEqualTo(CovarianceModel.VVV);
    Expect.sameMixture(
        NaiveMixture.of(image),
        NaiveMixture.of(AffineTransform.of(GENERAL, new double[3]).apply(model)),
        1e-15);
  }

  @Test
  void wrongMaps_areRefused() {
    GaussianMixture model = model(CovarianceType.FULL);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            AffineTransform.of(new double[][] {{1, 2}}, new double[1]).apply(model))
        .withMessage("matrix must have 3 columns, but had 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AffineTransform.of(new double[4][3], new double[4]).apply(model))
        .withMessage("matrix must have at most 3 rows, but had 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AffineTransform.of(GENERAL, new double[2]).apply(model))
        .withMessage("shift must have 3 numbers, as the matrix has rows, but had 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AffineTransform.of(new double[][] {{1, Double.NaN}}, new double[1]))
        .withMessage("matrix[0][1] must be finite, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AffineTransform.of(new double[][] {{1, 2}, {1}}, new double[2]))
        .withMessage("matrix[1] must have 2 numbers, but had 1");
    assertThatExceptionOfType(NotPositiveDefiniteException.class)
        .isThrownBy(() -> AffineTransform.of(new double[][] {{1, 1, 0}, {2, 2, 0}}, new double[2])
            .apply(model));
  }
}
