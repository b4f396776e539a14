package dev.gmm4j.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.util.SpecialFunctions;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.MissingOracle;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** t mixtures of samples with missing values. */
class StudentMissingTest {
  private static final double NAN = Double.NaN;

  /** Few features: groups of rows of a pattern; many: most patterns have one row. */
  @ParameterizedTest
  @CsvSource({
    "FULL,FULL,3,300", "FULL,POOLED,3,300", "FULL,DIAGONAL,3,300", "TIED,POOLED,3,300",
    "DIAGONAL,DIAGONAL,3,300", "SPHERICAL,POOLED,3,300", "FULL,FULL,12,80", "TIED,POOLED,12,80",
    "DIAGONAL,DIAGONAL,12,80"
  })
  void statistics_areThoseOfLiuAndRubin(CovarianceType type, Moments moments, int d, int n) {
    NaiveMixture mixture = TestData.mixture(2, d, type, 4);
    double[] nu = {3, 11};
    double[][] rows = Holes.in(TestData.normal(n, d, 5), 0.25, 6);
    double[] weights = TestData.weights(n, 7);
    double[][] centres = TestData.normal(2, d, 8);
    StudentParameters parameters = StudentParameters.of(mixture.model(type).parameters(), nu);

    SufficientStatistics actual = expect(
        Samples.of(rows).weighted(weights).withMissingValues(), parameters, centres, moments);

    StudentMissingOracle.Sums expected =
        StudentMissingOracle.sums(mixture, nu, rows, weights, centres);
    Expect.close("weights", actual.weights(), expected.weights(), 1e-10);
    Expect.close("moment weights", actual.momentWeights(), expected.momentWeights(), 1e-10);
    Expect.close("first", actual.first(), TestData.flat(expected.first()), 1e-10);
    Expect.close("second", actual.second(), second(expected, moments, d), 1e-10);
    Expect.close("log-likelihood", actual.logLikelihood(), expected.logLikelihood(), 1e-10);
    for (int k = 0; k < 2; k++) {
      double half = (nu[k] + d) / 2;
      double eta = actual.tails()[k]
          + actual.weights()[k] * (SpecialFunctions.digamma(half) - Math.log(half));
      Expect.close("tails", eta, expected.eta()[k], 1e-10);
    }
  }

  private static SufficientStatistics expect(
      Samples samples, MixtureParameters parameters, double[][] centres, Moments moments) {
    NaiveBackend backend = new NaiveBackend();
    int components = parameters.components();
    try (LocalEngine engine = parameters instanceof StudentParameters
        ? IncompleteSamples.studentEngineOf(samples, backend, components, 2)
        : IncompleteSamples.engineOf(samples, backend, components, 2)) {
      return engine.expect(parameters, TestData.flat(centres), moments);
    }
  }

  private static double[] second(StudentMissingOracle.Sums sums, Moments moments, int d) {
    double[] flat = new double[moments.size(2, d)];
    for (int k = 0; k < 2; k++) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          double value = sums.second()[k][a][b];
          switch (moments) {
            case FULL -> flat[(k * d + a) * d + b] += value;
            case POOLED -> flat[a * d + b] += value;
            case DIAGONAL -> flat[k * d + a] += a == b ? value : 0;
            case NONE -> throw new IllegalArgumentException("there are none");
          }
        }
      }
    }
    return flat;
  }

  /**
   * The limit of light tails is Gaussian. What t distributions differ by is a series in {@code 1/ν}, whose first term the two values
   * of ν cancel. Logarithms of Γ near ν have fewer digits: about 1e-8 of each responsibility, and more of the log-likelihood.
   */
  @ParameterizedTest
  @CsvSource({"3,200", "10,60"})
  void lightTails_areGaussian(int d, int n) {
    MixtureParameters gaussian = TestData.mixture(2, d, CovarianceType.FULL, 4)
        .model(CovarianceType.FULL)
        .parameters();
    double[][] rows = Holes.in(TestData.normal(n, d, 5), 0.25, 6);
    Samples samples = Samples.of(rows).withMissingValues();
    double[][] centres = TestData.normal(2, d, 8);
    double nu = 1e7;

    SufficientStatistics limit = extrapolated(samples, gaussian, nu, centres);

    SufficientStatistics expected = expect(samples, gaussian, centres, Moments.FULL);
    Expect.close("weights", limit.weights(), expected.weights(), 3e-9);
    Expect.close("first", limit.first(), expected.first(), 3e-9);
    Expect.close("second", limit.second(), expected.second(), 3e-9);
    Expect.close("log-likelihood", limit.logLikelihood(), expected.logLikelihood(), 1e-7);
  }

  private static SufficientStatistics extrapolated(
      Samples samples, MixtureParameters gaussian, double nu, double[][] centres) {
    SufficientStatistics far = expect(
        samples,
        StudentParameters.of(gaussian, new double[] {2 * nu, 2 * nu}),
        centres,
        Moments.FULL);
    SufficientStatistics near = expect(
        samples, StudentParameters.of(gaussian, new double[] {nu, nu}), centres, Moments.FULL);
    double[] all = TestData.flat(centres);
    int d = gaussian.dimension();
    SufficientStatistics limit = new SufficientStatistics(all, 2, d, Moments.FULL);
    extrapolate(far.weights(), near.weights(), limit.weights());
    extrapolate(far.first(), near.first(), limit.first());
    extrapolate(far.second(), near.second(), limit.second());
    limit.addLogLikelihood(2 * far.logLikelihood() - near.logLikelihood());
    return limit;
  }

  private static void extrapolate(double[] far, double[] near, double[] limit) {
    Arrays.setAll(limit, i -> 2 * far[i] - near[i]);
  }

  @Test
  void fit_isThatOfAPlainLoop() {
    double[][] rows = Holes.in(TestData.blobs(150, 2, 2, 5, 3).rows(), 0.3, 6);
    for (int i = 0; i < 6; i++) {
      rows[i] = new double[] {30 + i, i % 2 == 0 ? NAN : -20};
    }
    double[] weights = TestData.weights(150, 7);
    NaiveMixture begin = new NaiveMixture(
        new double[] {0.5, 0.5}, new double[][] {{-1, 0}, {4, 3}}, new double[][][] {
          {{2, 0.5}, {0.5, 1}}, {{1, 0}, {0, 3}}
        });

    StudentMixtureFit fit = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVV, 2)
                .initialization(Initialization.parameters(begin.model(CovarianceType.FULL)))
                .acceleration(Acceleration.NONE)
                .maxIterations(25)
                .tolerance(0)
                .build())
        .build()
        .fit(Samples.of(rows).weighted(weights).withMissingValues());

    StudentMissingOracle.State loop = StudentMissingOracle.em(
        new StudentMissingOracle.State(begin, DegreesOfFreedom.common().initial(2)[0]),
        rows,
        weights,
        25);
    Expect.close("weights", fit.model().weights(), loop.mixture().weights(), 1e-9);
    Expect.close("locations", fit.model().locations(), loop.mixture().means(), 1e-9);
    Expect.close("degrees of freedom", fit.model().degreesOfFreedom()[0], loop.nu(), 1e-8);
    for (int k = 0; k < 2; k++) {
      for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
          Expect.close(
              "scales",
              fit.model().scales().get(k, a, b),
              loop.mixture().covariances()[k][a][b],
              1e-9);
        }
      }
    }
    List<Double> trace = fit.trace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-10 * Math.abs(trace.get(i)));
    }
    assertThat(fit.missingValues()).isPositive();
    Expect.close(
        "score",
        fit.model()
            .score(Samples.of(rows).weighted(weights).withMissingValues())
            .logLikelihood(),
        fit.logLikelihood(),
        1e-12);
  }

  @Test
  void threads_andStorage_changeNothing() {
    double[][] rows = Holes.in(TestData.blobs(2500, 3, 2, 5, 3).rows(), 0.2, 6);
    StudentMixtureEstimator estimator = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVV, 2)
                .initialization(Initialization.kMeans())
                .tolerance(1e-6)
                .build())
        .build();

    StudentMixtureFit one = estimator.fit(Samples.of(rows).withMissingValues());
    StudentMixtureFit two = estimator.toBuilder()
        .estimator(settings -> settings.threads(2))
        .build()
        .fit(Samples.of(rows).withMissingValues());
    StudentMixtureFit streamed = estimator.fit(Holes.streamed(rows));

    assertThat(two.model()).isEqualTo(one.model());
    Expect.close("log-likelihood", streamed.logLikelihood(), one.logLikelihood(), 1e-9);
  }

  @Test
  void withoutHoles_theBitsAreThoseOfCompleteSamples() {
    Samples samples = Samples.of(TestData.blobs(300, 2, 2, 4, 3).rows());
    StudentMixtureEstimator estimator = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVV, 2).tolerance(1e-6).build())
        .build();

    StudentMixtureFit fit = estimator.fit(samples);
    StudentMixtureFit same = estimator.fit(samples.withMissingValues());

    assertThat(same.model()).isEqualTo(fit.model());
    assertThat(same.trace()).isEqualTo(fit.trace());
    assertThat(same.missingValues()).isZero();
    assertThat(fit.model().logDensities(samples.withMissingValues()))
        .isEqualTo(fit.model().logDensities(samples));
  }

  @Test
  void rows_areEvaluatedByWhatIsObserved() {
    NaiveMixture mixture = TestData.mixture(3, 5, CovarianceType.FULL, 4);
    StudentMixture model =
        StudentMixture.of(mixture.model(CovarianceType.FULL), new double[] {2, 5, 40});
    double[][] rows = Holes.in(TestData.normal(40, 5, 5), 0.4, 6);
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 5; j++) {
        rows[i][j] *= i < 5 ? 1e9 : 1e160;
      }
    }
    Samples samples = Samples.of(rows).withMissingValues();

    int[] labels = model.predict(samples);
    double[] logDensities = model.logDensities(samples);
    double[] scaleWeights = model.scaleWeights(samples);
    double[][] responsibilities = model.responsibilities(samples);

    for (int i = 0; i < rows.length; i++) {
      int[] o = MissingOracle.observed(rows[i]);
      double[] row = rows[i];
      double[] seen = Arrays.stream(o).mapToDouble(j -> row[j]).toArray();
      StudentMixture marginal = model.marginal(o);
      Expect.close("log-density", logDensities[i], marginal.logDensity(seen), 1e-10);
      Expect.close("scale weight", scaleWeights[i], marginal.scaleWeight(seen), 1e-9);
      Expect.close("responsibilities", responsibilities[i], marginal.responsibilities(seen), 1e-9);
      assertThat(labels[i]).isEqualTo(marginal.predict(seen));
    }
  }

  @Test
  void rowsOfNothing_doNotCount() {
    double[][] rows = {{0, 1}, {1, NAN}, {NAN, 2}, {2, 1}, {3, 5}, {NAN, NAN}};
    Samples samples = Samples.of(rows).withMissingValues();
    StudentMixtureEstimator estimator = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVI, 1).build())
        .degreesOfFreedom(DegreesOfFreedom.fixed(5))
        .build();

    StudentMixtureFit fit = estimator.fit(samples);
    StudentMixtureFit without =
        estimator.fit(Samples.of(Arrays.copyOf(rows, 5)).withMissingValues());

    Expect.close("log-likelihood", fit.logLikelihood(), without.logLikelihood(), 1e-12);
    assertThat(fit.totalWeight()).isEqualTo(5);
    assertThat(fit.missingValues()).isEqualTo(4);
    assertThat(fit.model().predict(samples)[5]).isEqualTo(GaussianMixture.NO_LABEL);
    assertThat(fit.model().logDensities(samples)[5]).isZero();
    assertThat(fit.model().scaleWeights(samples)[5]).isEqualTo(1);
    assertThat(fit.model().responsibilities(samples)[5]).containsExactly(1);
    assertThat(fit.model().score(samples).totalWeight()).isEqualTo(5);
    assertThat(fit.model().classificationLoss(samples).soft()).isZero();
  }

  /** Rows are counted from the first of all, and not of a block. */
  @Test
  void nan_thatIsNoMissingValue_isRefusedByItsRow() {
    double[][] rows = TestData.normal(40_000, 2, 5);
    rows[39_999][1] = NAN;
    StudentMixture model = StudentMixture.of(
        TestData.mixture(2, 2, CovarianceType.FULL, 4).model(CovarianceType.FULL),
        new double[] {4, 4});

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> model.predict(Samples.of(rows)))
        .withMessageContaining("row 39999, column 1");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> StudentMixtureEstimator.builder(
                Students.settings(CovarianceModel.EII, 1).build())
            .build()
            .fit(Samples.of(rows)))
        .withMessageContaining("row 39999, column 1");
    assertThat(model.predict(Samples.of(rows).withMissingValues())).hasSize(40_000);
  }
}
