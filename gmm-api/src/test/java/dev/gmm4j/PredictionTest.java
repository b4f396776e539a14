package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model says of samples, one by one and all at once. */
class PredictionTest {
  /** Rounding of d products, times a condition number of about 50. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @EnumSource
  void singleAndBatchForms_equalOracle(CovarianceType type) {
    for (int[] shape :
        new int[][] {{1, 1, 1}, {2, 3, 2}, {63, 5, 3}, {1025, 2, 7}, {2050, 20, 2}}) {
      NaiveMixture mixture = TestData.mixture(shape[2], shape[1], type, shape[0]);
      NaiveMixture.Evaluation oracle = mixture.evaluation();
      GaussianMixture model = mixture.model(type);
      double[][] rows = TestData.draw(mixture, shape[0], 1);
      Samples samples = Samples.of(rows);
      double[] densities = model.logDensities(samples);
      double[][] responsibilities = model.responsibilities(samples);
      int[] labels = model.predict(samples);
      double[][] distances = model.squaredMahalanobis(samples);
      for (int i = 0; i < rows.length; i += Math.max(1, rows.length / 100)) {
        double[] x = rows[i];
        double expected = oracle.logDensity(x);
        double tolerance = TOLERANCE * (shape[1] + Math.abs(expected));
        Expect.close("batch", densities[i], expected, TOLERANCE, shape[1]);
        Expect.close("single", model.logDensity(x), expected, TOLERANCE, shape[1]);
        double[] posterior = oracle.responsibilities(x);
        Expect.close("batch", responsibilities[i], posterior, tolerance);
        Expect.close("single", model.responsibilities(x), posterior, tolerance);
        assertThat(labels[i]).isEqualTo(oracle.label(x)).isEqualTo(model.predict(x));
        double[] expectedDistances = new double[shape[2]];
        Arrays.setAll(expectedDistances, k -> oracle.squaredMahalanobis(x, k));
        Expect.close("batch", distances[i], expectedDistances, TOLERANCE);
        Expect.close("single", model.squaredMahalanobis(x), expectedDistances, TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void score_isTheSumOfLogDensities(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(3, 2, type, 5);
    GaussianMixture model = mixture.model(type);
    double[][] rows = TestData.draw(mixture, 1700, 1);
    Samples samples = Samples.of(rows);
    double expected = mixture.logLikelihood(rows, null);
    Score score = model.score(samples);
    long nu = type.freeParameters(3, 2);

    Expect.close("ℓ", score.logLikelihood(), expected, TOLERANCE);
    Expect.close("ℓ", model.logLikelihood(samples), expected, TOLERANCE);
    Expect.close("mean", score.meanLogLikelihood(), expected / 1700, TOLERANCE);
    Expect.close("mean", model.meanLogLikelihood(samples), expected / 1700, TOLERANCE);
    Expect.close("bic", score.bic(), -2 * expected + nu * Math.log(1700), TOLERANCE);
    Expect.close("bic", model.bic(samples), -2 * expected + nu * Math.log(1700), TOLERANCE);
    Expect.close("aic", score.aic(), -2 * expected + 2 * nu, TOLERANCE);
    Expect.close("aic", model.aic(samples), -2 * expected + 2 * nu, TOLERANCE);
    assertThat(score.samples()).isEqualTo(1700);
    assertThat(score.freeParameters()).isEqualTo(nu);
  }

  @Test
  void totalWeightOfUnweightedSamples_isTheirNumber() {
    GaussianMixture model =
        TestData.mixture(3, 1, CovarianceType.FULL, 2).model(CovarianceType.FULL);
    for (int n = 1; n < 100; n++) {
      assertThat(model.score(Samples.of(TestData.normal(n, 1, n))).totalWeight())
          .isEqualTo(n);
    }
  }

  @Test
  void positiveLogDensities_arePossible() {
    GaussianMixture narrow = GaussianMixture.of(
        new double[] {1}, new double[][] {{0}}, Covariances.spherical(new double[] {1e-6}, 1));

    // log(1 / (sqrt(2 pi) 1e-3))
    Expect.close("peak", narrow.logDensity(new double[] {0}), 5.98881674577746, 1e-14);
  }

  @ParameterizedTest
  @EnumSource
  void farSamples_areStillDividedAmongComponents(CovarianceType type) {
    GaussianMixture model = TestData.mixture(3, 2, type, 5).model(type);
    for (int e = 3; e <= 145; e++) {
      double[] x = {Math.pow(10, e), -Math.pow(10, e)};
      double sum = Arrays.stream(model.responsibilities(x)).sum();

      assertThat(model.logDensity(x)).isFinite();
      Expect.close("1e" + e, sum, 1, 1e-15);
      Expect.close(
          "1e" + e,
          model.logDensities(Samples.of(new double[][] {x}))[0],
          model.logDensity(x),
          TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void singleSampleThatOverflowsItsDistance_isStillDividedAmongComponents(CovarianceType type) {
    GaussianMixture model = TestData.mixture(3, 2, type, 5).model(type);
    double[] x = {1e160, -1e300};

    assertThat(model.logDensity(x)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(model.squaredMahalanobis(x)).containsOnly(Double.POSITIVE_INFINITY);
    Expect.close("sum", Arrays.stream(model.responsibilities(x)).sum(), 1, 1e-15);
  }

  @Test
  void samplesThatAreNotFinite_areRefusedWithTheirPlace() {
    GaussianMixture model =
        TestData.mixture(2, 3, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    double[][] rows = TestData.normal(3000, 3, 1);
    rows[2345][1] = Double.NaN;
    Samples samples = Samples.of(rows);
    List<Consumer<Samples>> calls = List.of(
        model::predict,
        model::responsibilities,
        model::logDensities,
        model::score,
        model::logLikelihood,
        model::bic);
    for (Consumer<Samples> call : calls) {
      assertThatExceptionOfType(InvalidSamplesException.class)
          .isThrownBy(() -> call.accept(samples))
          .withMessage("samples must be finite, but row 2345, column 1 was NaN")
          .satisfies(PredictionTest::namesPlace);
    }
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> model.logDensity(new double[] {0, 0, Double.POSITIVE_INFINITY}))
        .withMessage("sample must be finite, but column 2 was Infinity");
  }

  @Test
  void squaredMahalanobisOfNotFiniteSamples_isRefusedWithTheirPlace() {
    GaussianMixture model =
        TestData.mixture(2, 3, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    double[][] rows = TestData.normal(3000, 3, 1);
    rows[2345][1] = Double.NaN;

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> model.squaredMahalanobis(Samples.of(rows)))
        .withMessage("samples must be finite, but row 2345, column 1 was NaN")
        .satisfies(PredictionTest::namesPlace);
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> model.logDensity(new double[] {0, Double.NaN, 0}))
        .satisfies(e -> assertThat(e.column()).isEqualTo(OptionalInt.of(1)));
  }

  @Test
  void samplesOfAnotherDimension_areRefused() {
    GaussianMixture model =
        TestData.mixture(2, 3, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    Samples samples = Samples.of(TestData.normal(5, 2, 1));
    String message = "samples must have 3 columns, as the model has features, but had 2";
    List<Consumer<Samples>> calls = List.of(
        model::predict,
        model::responsibilities,
        model::logDensities,
        model::score,
        model::squaredMahalanobis);
    for (Consumer<Samples> call : calls) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> call.accept(samples))
          .withMessage(message);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.predict(new double[2]))
        .withMessage("sample must have 3 numbers, but had 2");
  }

  @Test
  void scoreOfSamplesWithoutWeight_isRefused() {
    GaussianMixture model =
        TestData.mixture(2, 3, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    Samples samples = Samples.of(TestData.normal(5, 3, 1)).weighted(new double[5]);

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> model.score(samples))
        .withMessage("weights must not all be 0");
  }

  private static void namesPlace(InvalidSamplesException e) {
    assertThat(e.row()).isEqualTo(OptionalLong.of(2345));
    assertThat(e.column()).isEqualTo(OptionalInt.of(1));
  }

  @ParameterizedTest
  @EnumSource
  void componentLogDensities_addUpToTheMixtures(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(3, 4, type, 5);
    GaussianMixture model = mixture.model(type);
    double[][] rows = TestData.draw(mixture, 20, 1);
    double[][] all = model.componentLogDensities(Samples.of(rows));
    for (int i = 0; i < rows.length; i++) {
      double density = 0;
      double[] single = model.componentLogDensities(rows[i]);
      for (int k = 0; k < 3; k++) {
        density += model.weight(k) * Math.exp(single[k]);
      }
      assertThat(all[i]).isEqualTo(single);
      Expect.close("sum", Math.log(density), model.logDensity(rows[i]), TOLERANCE, 4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void precisions_areInverses(CovarianceType type) {
    GaussianMixture model = TestData.mixture(3, 4, type, 5).model(type);
    for (int k = 0; k < 3; k++) {
      double[][] precision = model.precision(k);
      double[][] covariance = model.covariances().matrix(k);
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          double product = 0;
          for (int l = 0; l < 4; l++) {
            product += precision[i][l] * covariance[l][j];
          }
          Expect.close("product", product, i == j ? 1 : 0, TOLERANCE, 50);
          assertThat(precision[i][j]).isEqualTo(precision[j][i]);
        }
      }
    }
  }
}
