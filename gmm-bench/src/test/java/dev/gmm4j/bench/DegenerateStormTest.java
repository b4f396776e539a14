package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.ComponentDiagnostics;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples whose features, or all of which, are very large or small: models and backends agree all the same. */
class DegenerateStormTest {
  private static final List<String> BACKENDS = List.of("vector", "ejml", "commonsmath", "nd4j");
  private static final int ROWS = 90;

  /**
   * Relative error of a log-likelihood, of which each row has at least about 1. Covariances err by some units in the last
   * place of their features, and the searches of some models end near 1e-12; the largest difference seen is 1.1e-15.
   */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void oneComponent_isTheSameUnderAllFullModels_forAnyRatioOfDeviations(int powers) {
    for (int d = 2; d <= 5; d++) {
      Samples samples = samples(new Random(31 * powers + d), 1, d, 0, powers);
      double expected = fit("ejml", CovarianceModel.VVV, 1, samples).logLikelihood();
      for (String backend : BACKENDS) {
        for (CovarianceModel model : List.of(
            CovarianceModel.VVV,
            CovarianceModel.EEV,
            CovarianceModel.VEV,
            CovarianceModel.EVV,
            CovarianceModel.EEE,
            CovarianceModel.VEE,
            CovarianceModel.EVE,
            CovarianceModel.VVE)) {
          GaussianMixtureFit fit = fit(backend, model, 1, samples);

          assertThat(relativeError(fit.logLikelihood(), expected))
              .as("%s, %s, %d features", backend, model, d)
              .isLessThan(TOLERANCE);
          checkConditions(fit);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8, 12, 15})
  void backends_agreeForAnyRatioOfDeviations(int powers) {
    Samples samples = samples(new Random(powers), 3, 3, 0, powers);
    for (CovarianceModel model : CovarianceModel.values()) {
      double expected = fit("ejml", model, 3, samples).logLikelihood();
      for (String backend : BACKENDS) {
        GaussianMixtureFit fit = fit(backend, model, 3, samples);

        assertThat(relativeError(fit.logLikelihood(), expected))
            .as("%s, %s", backend, model)
            .isLessThan(TOLERANCE);
        assertThat(fit.bestRestart().largestDecrease())
            .as("%s, %s", backend, model)
            .isLessThan(TOLERANCE * ROWS);
        checkConditions(fit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-150, -120, -85, -77, -40, 0, 40, 77, 85, 120, 140})
  void backends_agreeAtAnyScale(int power) {
    int d = 3;
    Samples unscaled = samples(new Random(power), 3, d, 0, 0);
    Samples samples = samples(new Random(power), 3, d, power, 0);
    for (CovarianceModel model : CovarianceModel.values()) {
      double expected = fit("ejml", model, 3, unscaled).logLikelihood()
          - samples.count() * d * power * Math.log(10);
      for (String backend : BACKENDS) {
        GaussianMixtureFit fit = fit(backend, model, 3, samples);

        assertThat(relativeError(fit.logLikelihood(), expected))
            .as("%s, %s", backend, model)
            .isLessThan(TOLERANCE);
        checkConditions(fit);
      }
    }
  }

  private static double relativeError(double actual, double expected) {
    return Math.abs(actual - expected) / Math.max(ROWS, Math.abs(expected));
  }

  private static void checkConditions(GaussianMixtureFit fit) {
    for (ComponentDiagnostics diagnostics : fit.diagnostics()) {
      assertThat(diagnostics.smallestEigenvalue()).isPositive().isFinite();
      assertThat(diagnostics.conditionNumber()).isGreaterThanOrEqualTo(1).isFinite();
    }
  }

  private static GaussianMixtureFit fit(
      String backend, CovarianceModel model, int components, Samples samples) {
    return GaussianMixtureEstimator.builder()
        .backend(backend)
        .components(components)
        .covariance(model)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .maxIterations(20)
        .tolerance(0)
        .threads(1)
        .build()
        .fit(samples);
  }

  /**
   * Returns groups of correlated features.
   *
   * @param power of 10 that all are multiplied by
   * @param powers of 10 that deviations of features are apart, at most
   */
  private static Samples samples(Random random, int groups, int d, int power, int powers) {
    double[][] mixing = new double[groups * d][];
    for (int i = 0; i < mixing.length; i++) {
      mixing[i] = random.doubles(d, -0.5, 0.5).toArray();
      mixing[i][i % d] += 1;
    }
    double[][] rows = new double[ROWS][d];
    for (int i = 0; i < ROWS; i++) {
      int group = i % groups;
      double[] z = random.doubles(d, -2, 2).toArray();
      for (int j = 0; j < d; j++) {
        rows[i][j] = 9 * ((group + j) % groups);
        for (int l = 0; l < d; l++) {
          rows[i][j] += mixing[group * d + j][l] * z[l];
        }
        // The scales of features are in no order.
        double exponent = powers * (j * 7 % d / (d - 1.0) - 0.5);
        rows[i][j] *= Math.pow(10, power + exponent);
      }
    }
    return Samples.of(rows);
  }
}
