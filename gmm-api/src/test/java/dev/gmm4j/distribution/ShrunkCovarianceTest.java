package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;

/** Oracle approximating shrinkage. */
class ShrunkCovarianceTest {
  private static final int ROWS = 12;

  /** Expected: equation 23 of Chen et al. (2010) in NumPy. */
  @Test
  void shrinkage_isThatOfTheArticle() {
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = new double[] {i * i % 7 + i, i * 3 % 5 + 0.5 * i, (i * i + 3 * i) % 11 / 2.0};
    }
    ShrunkCovariance shrunk = ShrunkCovariance.oracleApproximating(Samples.of(rows));

    Expect.close("shrinkage", shrunk.shrinkage(), 0.3415899779994106, 1e-13);
    Expect.close(
        "covariance",
        shrunk.covariance(),
        new double[][] {
          {12.800529069351434, 4.288809726642727, 0.9738981575425388},
          {4.288809726642727, 6.449615732137418, -0.34292188645864025},
          {0.9738981575425388, -0.34292188645864025, 5.027632976288922}
        },
        1e-13);
    assertThat(shrunk.model().covariances())
        .isEqualTo(Covariances.full(new double[][][] {shrunk.covariance()}));
    assertThat(shrunk.model().mean(0)).containsExactly(shrunk.mean());
  }

  /** The closed form is the limit of shrinking by the oracle's formula for the covariance found before (equations 21, 22). */
  @Test
  void shrinkage_isTheLimitOfItsIteration() {
    int d = 5;
    double[][] rows = TestData.mixture(1, d, CovarianceType.FULL, 6)
        .model(CovarianceType.FULL)
        .sample(20, 4)
        .rows();
    double[][] sample = covariance(rows);
    double trace = trace(sample);
    double n = rows.length;
    double rho = 0.5;
    for (int iteration = 0; iteration < 2000; iteration++) {
      double product = 0;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double shrunk = (1 - rho) * sample[i][j] + (i == j ? rho * trace / d : 0);
          product += shrunk * sample[i][j];
        }
      }
      // Shrinking keeps the trace.
      rho = ((1 - 2.0 / d) * product + trace * trace)
          / ((n + 1 - 2.0 / d) * product + (1 - n / d) * trace * trace);
    }

    ShrunkCovariance shrunk = ShrunkCovariance.oracleApproximating(Samples.of(rows));
    assertThat(rho).isBetween(0.05, 0.95);
    Expect.close("shrinkage", shrunk.shrinkage(), rho, 1e-10);
  }

  @Test
  void weights_areFrequencies_andUnitsDoNotMatter() {
    double[][] rows = TestData.normal(9, 4, 3);
    double[][] twice = new double[18][];
    double[][] scaled = new double[9][4];
    for (int i = 0; i < 18; i++) {
      twice[i] = rows[i / 2];
    }
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 4; j++) {
        scaled[i][j] = 1e-100 * rows[i][j];
      }
    }
    double[] weights = {2, 2, 2, 2, 2, 2, 2, 2, 2};
    double shrinkage = ShrunkCovariance.oracleApproximating(Samples.of(twice)).shrinkage();

    assertThat(shrinkage).isLessThan(1);
    Expect.close(
        "weighted",
        ShrunkCovariance.oracleApproximating(Samples.of(rows).weighted(weights)).shrinkage(),
        shrinkage,
        1e-12);
    Expect.close(
        "scaled",
        ShrunkCovariance.oracleApproximating(Samples.of(scaled)).shrinkage(),
        ShrunkCovariance.oracleApproximating(Samples.of(rows)).shrinkage(),
        1e-12);
  }

  /** Fewer samples than features: their covariance is singular. */
  @Test
  void shrunkCovariance_ofFewSamples_isADistribution() {
    ShrunkCovariance shrunk =
        ShrunkCovariance.oracleApproximating(Samples.of(TestData.normal(5, 20, 1)));
    assertThat(shrunk.shrinkage()).isGreaterThan(0.5);
    assertThat(shrunk.model().logDensity(new double[20])).isFinite();

    assertThat(ShrunkCovariance.oracleApproximating(Samples.of(new double[][] {{1}, {3}}))
            .covariance())
        .isDeepEqualTo(new double[][] {{1}});
    assertThatThrownBy(() ->
            ShrunkCovariance.oracleApproximating(Samples.of(new double[][] {{1, 2}, {1, 2}})))
        .isInstanceOf(InvalidSamplesException.class)
        .hasMessage("samples must not all be equal");
  }

  private static double trace(double[][] matrix) {
    double trace = 0;
    for (int j = 0; j < matrix.length; j++) {
      trace += matrix[j][j];
    }
    return trace;
  }

  private static double[][] covariance(double[][] rows) {
    int d = rows[0].length;
    double n = rows.length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / n;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / n;
        }
      }
    }
    return covariance;
  }
}
