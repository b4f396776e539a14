package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Default fits, from the initialization to convergence, of the same samples in other units. */
class UnitsTest {
  private static final int ROWS = 240;
  private static final int DIMENSION = 4;
  private static final double[][] DATA =
      rounded(TestData.blobs(ROWS, DIMENSION, 3, 3, 12).rows());

  /** Multiples of 2^-20, so that shifted rows are exact. */
  private static double[][] rounded(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> Math.rint(x * 0x1p20) / 0x1p20).toArray())
        .toArray(double[][]::new);
  }

  private static Samples samples(double[] units, double[] shifts) {
    double[][] rows = new double[ROWS][DIMENSION];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        rows[i][j] = units[j] * (DATA[i][j] + shifts[j]);
      }
    }
    return Samples.of(rows);
  }

  private static GaussianMixtureFit fit(CovarianceModel model, Samples samples) {
    GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
        .components(3)
        .covariance(model)
        .build()
        .fit(samples);
    assertThat(fit.bestRestart().events()).isEmpty();
    return fit;
  }

  private static void expectSame(CovarianceModel model, double[] units, double[] shifts) {
    Samples inOtherUnits = samples(units, shifts);
    GaussianMixtureFit fit = fit(model, Samples.of(DATA));
    GaussianMixtureFit other = fit(model, inOtherUnits);
    double jacobian = 0;
    for (double unit : units) {
      jacobian += ROWS * Math.log(unit);
    }

    Expect.close("ℓ", other.logLikelihood() + jacobian, fit.logLikelihood(), 1e-9);
    assertThat(other.iterations()).isEqualTo(fit.iterations());
    assertThat(other.model().predict(inOtherUnits))
        .isEqualTo(fit.model().predict(Samples.of(DATA)));
  }

  /** The models whose covariances stay in the model if a feature is multiplied by a number. */
  @ParameterizedTest
  @EnumSource(names = {"EEI", "VVI", "EEE", "VVV", "VEI", "EVI", "VEE", "EVV"})
  void unitAndOriginOfEachFeature_changeNothing(CovarianceModel model) {
    expectSame(model, new double[] {1, 0x1p20, 0x1p-20, 0x1p7}, new double[] {0, 1e6, -1e6, 4096});
  }

  @ParameterizedTest
  @EnumSource
  void unitOfAllFeatures_changesNothing(CovarianceModel model) {
    double[] none = {0, 0, 0, 0};
    for (double unit : new double[] {0x1p300, 0x1p-300}) {
      expectSame(model, new double[] {unit, unit, unit, unit}, none);
    }
  }
}
