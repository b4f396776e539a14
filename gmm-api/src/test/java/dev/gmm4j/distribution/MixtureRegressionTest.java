package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.DenseInverse;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Marginals, conditionals and regression, which share their identities. */
class MixtureRegressionTest {
  private static final double TOLERANCE = 1e-12;
  private static final int[] GIVEN = {3, 0};
  private static final double[] X = {0.7, -1.3};

  private static GaussianMixture model(CovarianceType type) {
    return TestData.mixture(4, 5, type, 11).model(type);
  }

  private static void same(GaussianMixture actual, GaussianMixture expected) {
    assertThat(actual.covarianceType()).isEqualTo(expected.covarianceType());
    Expect.sameMixture(NaiveMixture.of(actual), NaiveMixture.of(expected), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource
  void marginal_takesRowsAndColumns(CovarianceType type) {
    GaussianMixture model = model(type);
    GaussianMixture marginal = Marginal.of(model, 3, 0);

    assertThat(marginal.covarianceType()).isEqualTo(type);
    assertThat(marginal.weights()).isEqualTo(model.weights());
    for (int k = 0; k < 4; k++) {
      assertThat(marginal.mean(k)).containsExactly(model.mean(k)[3], model.mean(k)[0]);
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          assertThat(marginal.covariances().get(k, i, j))
              .isEqualTo(model.covariances().get(k, GIVEN[i], GIVEN[j]));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void marginalTimesConditional_isTheJointDensity(CovarianceType type) {
    GaussianMixture model = model(type);
    for (double[] x : TestData.normal(20, 5, 3)) {
      double[] given = {x[3], x[0]};
      double[] others = {x[1], x[2], x[4]};
      GaussianMixture conditional = MixtureRegression.of(model, GIVEN).conditional(given);
      assertThat(conditional.covarianceType()).isEqualTo(type);
      Expect.close(
          "log-density",
          Marginal.of(model, GIVEN).logDensity(given) + conditional.logDensity(others),
          model.logDensity(x),
          TOLERANCE,
          5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void marginalOfConditional_isConditionalOfMarginal(CovarianceType type) {
    GaussianMixture model = model(type);
    GaussianMixture first = Marginal.of(MixtureRegression.of(model, GIVEN).conditional(X), 0, 2);
    GaussianMixture second =
        MixtureRegression.of(Marginal.of(model, 0, 1, 3, 4), 2, 0).conditional(X);

    same(first, second);
  }

  @ParameterizedTest
  @EnumSource
  void conditioningTwice_isConditioningOnce(CovarianceType type) {
    GaussianMixture model = model(type);
    GaussianMixture once = MixtureRegression.of(model, 3).conditional(new double[] {0.7});
    GaussianMixture twice = MixtureRegression.of(once, 0).conditional(new double[] {-1.3});

    same(twice, MixtureRegression.of(model, GIVEN).conditional(X));
  }

  /** The formula of textbooks, with an explicit inverse. */
  @Test
  void conditional_equalsTheFormulaWithInverses() {
    GaussianMixture model = model(CovarianceType.FULL);
    GaussianMixture conditional = MixtureRegression.of(model, GIVEN).conditional(X);
    int[] targets = {1, 2, 4};
    for (int k = 0; k < 4; k++) {
      double[][] covariance = model.covariances().matrix(k);
      double[][] inverse = DenseInverse.of(new double[][] {
            {covariance[3][3], covariance[3][0]}, {covariance[0][3], covariance[0][0]}
          })
          .matrix();
      for (int i = 0; i < 3; i++) {
        double mean = model.mean(k)[targets[i]];
        double[] variances = new double[3];
        for (int j = 0; j < 3; j++) {
          variances[j] = covariance[targets[i]][targets[j]];
        }
        for (int a = 0; a < 2; a++) {
          for (int b = 0; b < 2; b++) {
            double gain = covariance[targets[i]][GIVEN[a]] * inverse[a][b];
            mean += gain * (X[b] - model.mean(k)[GIVEN[b]]);
            for (int j = 0; j < 3; j++) {
              variances[j] -= gain * covariance[GIVEN[b]][targets[j]];
            }
          }
        }
        Expect.close("mean", conditional.mean(k)[i], mean, TOLERANCE, 1);
        Expect.close("covariance", conditional.covariances().matrix(k)[i], variances, TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void meanAndCovariance_areThoseOfTheConditional(CovarianceType type) {
    MixtureRegression regression = MixtureRegression.of(model(type), GIVEN);
    double[][] inputs = TestData.normal(1500, 2, 5);
    double[][] means = regression.means(Samples.of(inputs));
    double[][][] covariances = regression.covariances(Samples.of(inputs));

    assertThat(regression.inputs()).isEqualTo(GIVEN);
    assertThat(regression.targets()).containsExactly(1, 2, 4);
    for (int i = 0; i < inputs.length; i += 71) {
      MixtureMoments moments = MixtureMoments.of(regression.conditional(inputs[i]));
      Expect.close("mean", regression.mean(inputs[i]), moments.mean(), TOLERANCE);
      Expect.close("covariance", regression.covariance(inputs[i]), moments.covariance(), TOLERANCE);
      Expect.close("batch mean", means[i], moments.mean(), TOLERANCE);
      Expect.close("batch covariance", covariances[i], moments.covariance(), TOLERANCE);
    }
  }

  /** The means of conditional means and covariances are those of the targets. */
  @Test
  void meansOverDrawnInputs_areTheTargetsMoments() {
    GaussianMixture model = model(CovarianceType.FULL);
    MixtureRegression regression = MixtureRegression.of(model, GIVEN);
    Samples inputs = Samples.of(regression.inputDistribution().sample(40_000, 5).rows());
    double[][] means = regression.means(inputs);
    double[][][] covariances = regression.covariances(inputs);
    MixtureMoments targets = MixtureMoments.of(Marginal.of(model, 1, 2, 4));
    for (int i = 0; i < 3; i++) {
      double[] mean = new double[means.length];
      double[] square = new double[means.length];
      for (int row = 0; row < means.length; row++) {
        mean[row] = means[row][i];
        double deviation = means[row][i] - targets.mean()[i];
        square[row] = covariances[row][i][i] + deviation * deviation;
      }
      within4Errors(MonteCarloEstimate.meanOf(mean), targets.mean()[i]);
      within4Errors(MonteCarloEstimate.meanOf(square), targets.covariance()[i][i]);
    }
  }

  private static void within4Errors(MonteCarloEstimate estimate, double truth) {
    assertThat(estimate.value()).isCloseTo(truth, within(4 * estimate.standardError()));
  }

  @Test
  void inputsFarFromEverything_giveFiniteNumbers() {
    MixtureRegression regression = MixtureRegression.of(model(CovarianceType.FULL), GIVEN);

    for (double value : regression.mean(new double[] {1e9, -1e9})) {
      assertThat(value).isFinite();
    }
    assertThat(regression.conditional(new double[] {1e9, -1e9}).weights()).contains(1);
  }

  @Test
  void nearlyDependentFeatures_keepAPositiveVariance() {
    // The second feature is the first plus noise of variance 1e-9.
    GaussianMixture model = GaussianMixture.of(
        new double[] {1}, new double[][] {{1e6, -1e6}}, Covariances.full(new double[][][] {
          {{1, 1}, {1, 1 + 1e-9}}
        }));
    GaussianMixture conditional =
        MixtureRegression.of(model, 0).conditional(new double[] {1e6 + 2});

    assertThat(conditional.mean(0)[0]).isCloseTo(-1e6 + 2, within(1e-9));
    assertThat(conditional.covariances().get(0, 0, 0)).isCloseTo(1e-9, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource
  void model_isTheNarrowestThatIsSure(CovarianceModel before) {
    CovarianceType type = before.type();
    GaussianMixture model =
        TestData.mixture(3, 4, type, 2).model(type).chosenAmong(before, MixingProportions.EQUAL);
    CovarianceModel expected = switch (before) {
      case EII, VII, EEI, VEI, EEE, VEE -> before;
      default -> type.model();
    };

    assertThat(Marginal.of(model, 2, 0).covarianceModel()).isEqualTo(expected);
    assertThat(Marginal.of(model, 2, 0).proportions()).isEqualTo(MixingProportions.EQUAL);
    GaussianMixture conditional = MixtureRegression.of(model, GIVEN).conditional(X);
    assertThat(conditional.covarianceModel()).isEqualTo(expected);
    assertThat(conditional.proportions()).isEqualTo(MixingProportions.FREE);
  }

  @Test
  void wrongFeatures_areRefused() {
    GaussianMixture model = model(CovarianceType.FULL);
    refuse(() -> Marginal.of(model), "features must be at least 1 index, but were none");
    refuse(() -> Marginal.of(model, 5), "features[0] must be in [0, 5), but was 5");
    refuse(() -> Marginal.of(model, 1, 1), "features must name a feature once, but named 1 again");
    refuse(
        () -> MixtureRegression.of(model, 0, 1, 2, 3, 4).conditional(new double[5]),
        "features must leave at least 1 of 5, but were all of them");
    refuse(
        () -> MixtureRegression.of(model, GIVEN).conditional(new double[1]),
        "inputs must be 2 numbers, but were 1");
    refuse(
        () -> MixtureRegression.of(model, GIVEN).means(Samples.of(new double[][] {{1}})),
        "inputs must be 2 numbers, but were 1");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> MixtureRegression.of(model, GIVEN).means(Samples.of(new double[][] {
          {1, 2}, {3, Double.NaN}
        })))
        .withMessageContaining("row 1, column 1");
  }

  private static void refuse(ThrowingCallable call, String m) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(m);
  }
}
