package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.preprocessing.PrincipalComponents;
import dev.gmm4j.testing.NaiveBackend;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features whose standard deviations differ by many powers of ten. */
class GradedFeaturesTest {
  /** Models that choose axes by eigenvalues, or scale whole matrices. */
  private static final List<CovarianceModel> MODELS = List.of(
      CovarianceModel.EEV,
      CovarianceModel.VEV,
      CovarianceModel.EVV,
      CovarianceModel.EEE,
      CovarianceModel.VEE,
      CovarianceModel.EVE,
      CovarianceModel.VVE);

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 5, 7, 8, 10, 12, 13, 15})
  void oneComponent_hasTheSameLikelihoodUnderAllFullModels(int powers) {
    for (int d = 2; d <= 5; d++) {
      Samples samples = samples(new Random(powers), 1, d, powers);
      double full = fit(CovarianceModel.VVV, 1, samples).logLikelihood();
      // That of the features without their scales, less the logarithms of those.
      double unscaled =
          fit(CovarianceModel.VVV, 1, samples(new Random(powers), 1, d, 0)).logLikelihood();

      assertThat(full)
          .isCloseTo(
              unscaled - samples.count() * logScales(d, powers),
              within(1e-11 * samples.count() * d * (1 + powers)));
      for (CovarianceModel model : MODELS) {
        GaussianMixtureFit fit = fit(model, 1, samples);
        // Rounding: each covariance errs by some units in the last place of its features.
        assertThat(fit.logLikelihood())
            .as("%s, %d features", model, d)
            .isCloseTo(full, within(1e-12 * Math.abs(full) + 1e-10));
        checkConditions(fit);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 8, 10, 12, 15})
  void threeComponents_neverLoseLikelihood(int powers) {
    for (int d = 2; d <= 4; d++) {
      Samples samples = samples(new Random(100 + powers), 3, d, powers);
      for (CovarianceModel model : MODELS) {
        GaussianMixtureFit fit = fit(model, 3, samples);

        assertThat(fit.bestRestart().largestDecrease())
            .as("%s, %d features", model, d)
            .isLessThanOrEqualTo(1e-12 * Math.abs(fit.logLikelihood()));
        assertThat(fit.bestRestart().events()).isEmpty();
        checkConditions(fit);
      }
    }
  }

  @Test
  void conditionOfTwoFeatures_isThatOfTheirScales() {
    Samples samples = samples(new Random(1), 1, 2, 13);
    GaussianMixtureFit fit = fit(CovarianceModel.VVV, 1, samples);
    double[][] covariance = fit.model().covariances().matrix(0);

    ComponentDiagnostics diagnostics = fit.diagnostics().get(0);

    // λ1 = a + c²/a and λ2 = b - c²/a, but for squares of 1e-26.
    int large = covariance[0][0] > covariance[1][1] ? 0 : 1;
    double a = covariance[large][large];
    double smallest = covariance[1 - large][1 - large] - covariance[0][1] / a * covariance[0][1];
    assertThat(diagnostics.smallestEigenvalue()).isCloseTo(smallest, within(1e-12 * smallest));
    assertThat(diagnostics.conditionNumber()).isCloseTo(a / smallest, within(1e-12 * a / smallest));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6, 10, 15})
  void principalComponents_keepAndWhitenAllFeatures(int powers) {
    Samples samples = samples(new Random(5), 1, 4, powers);

    PrincipalComponents components =
        PrincipalComponents.builder().whitened().backend(new NaiveBackend()).fit(samples);
    RowBlock whitened = components.transform(samples).block(0, (int) samples.count());

    assertThat(components.components()).isEqualTo(4);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double sum = 0;
        for (int r = 0; r < whitened.rows(); r++) {
          int row = whitened.rowOffset(r);
          sum += whitened.values()[row + i] * whitened.values()[row + j] / whitened.rows();
        }
        // With small powers the backend's eigenvectors, which do not know of scales.
        assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-8));
      }
    }
  }

  private static void checkConditions(GaussianMixtureFit fit) {
    for (ComponentDiagnostics diagnostics : fit.diagnostics()) {
      assertThat(diagnostics.smallestEigenvalue()).isPositive();
      assertThat(diagnostics.conditionNumber()).isGreaterThanOrEqualTo(1).isFinite();
    }
  }

  private static GaussianMixtureFit fit(CovarianceModel model, int components, Samples samples) {
    return GaussianMixtureEstimator.builder()
        .backend(new NaiveBackend())
        .components(components)
        .covariance(model)
        .regularization(0)
        .degeneracy(DegeneracyPolicy.FAIL)
        .maxIterations(30)
        .build()
        .fit(samples);
  }

  /** Returns groups of correlated features, each multiplied by its scale. */
  private static Samples samples(Random random, int groups, int d, int powers) {
    double[][][] mixing = new double[groups][d][d];
    double[][] means = new double[groups][d];
    for (int k = 0; k < groups; k++) {
      for (int j = 0; j < d; j++) {
        means[k][j] = groups == 1 ? 0 : 8 * (k + random.nextDouble() / 2) * (j % 2 == 0 ? 1 : -1);
        for (int l = 0; l < d; l++) {
          mixing[k][j][l] = random.nextGaussian() / 2;
        }
        mixing[k][j][j] += 1;
      }
    }
    double[][] rows = new double[60 * groups][d];
    for (int i = 0; i < rows.length; i++) {
      int k = i % groups;
      double[] z = random.doubles(d, -2, 2).toArray();
      for (int j = 0; j < d; j++) {
        rows[i][j] = means[k][j];
        for (int l = 0; l < d; l++) {
          rows[i][j] += mixing[k][j][l] * z[l];
        }
        rows[i][j] *= Math.pow(10, exponent(j, d, powers));
      }
    }
    return Samples.of(rows);
  }

  private static double logScales(int d, int powers) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += exponent(j, d, powers) * Math.log(10);
    }
    return sum;
  }

  /** The scales are in no order. */
  private static double exponent(int j, int d, int powers) {
    return powers * (j * 7 % d / (d - 1.0) - 0.5);
  }
}
