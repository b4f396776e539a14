package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Missing values are integrated out, in the bound as in the posterior. */
class MissingValuesBoundTest {
  /** Of so many rows each third lacks its first feature and each fourth its second, never both. */
  private static final int ROWS = 60;

  private static double[][] rows() {
    double[][] rows = new double[ROWS][];
    double[][] all = Published.rows("faithful", 2);
    for (int i = 0; i < ROWS; i++) {
      rows[i] = all[i].clone();
      if (i % 3 == 1) {
        rows[i][0] = Double.NaN;
      } else if (i % 4 == 2) {
        rows[i][1] = Double.NaN;
      }
    }
    return rows;
  }

  private static int[] labels() {
    int[] labels = new int[ROWS];
    System.arraycopy(Bayes.longWaits(), 0, labels, 0, ROWS);
    return labels;
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void bound_isThatOfTheIntegral_andNeverFalls(CovarianceType type) {
    BayesianMixtureFit fit =
        Bayes.estimator(type, 2, labels(), 30).build().fit(Samples.of(rows()).withMissingValues());
    ExpectedParameters expected = ExpectedParameters.of(fit.posterior(), new NaiveBackend());

    double bound = -expected.divergence();
    for (double[] row : rows()) {
      bound += Math.log(integral(expected.kernelParameters(), row));
    }
    Expect.close("bound", fit.elbo(), bound, 1e-11);
    assertThat(fit.restarts().get(0).largestDecrease()).isLessThan(1e-11 * Math.abs(fit.elbo()));
  }

  /** The integral of {@code Σ_k exp(c_k - ½‖W_k(x - m_k)‖²)} over what is missing of a row, by the trapezoidal rule. */
  private static double integral(KernelParameters parameters, double[] row) {
    int missing = Double.isNaN(row[0]) ? 0 : Double.isNaN(row[1]) ? 1 : -1;
    if (missing < 0) {
      return sum(parameters, row);
    }
    double[] x = row.clone();
    // Spherical covariances have a deviation for both features that the second one needs.
    double from = missing == 0 ? -100 : -150;
    double to = missing == 0 ? 100 : 300;
    int nodes = 8000;
    double total = 0;
    for (int i = 0; i <= nodes; i++) {
      x[missing] = from + (to - from) * i / nodes;
      total += sum(parameters, x);
    }
    return total * (to - from) / nodes;
  }

  private static double sum(KernelParameters parameters, double[] x) {
    double sum = 0;
    double[] offset = new double[2];
    double[] whitened = new double[2];
    for (int k = 0; k < parameters.components(); k++) {
      for (int j = 0; j < 2; j++) {
        offset[j] = x[j] - parameters.means()[2 * k + j];
      }
      parameters.factors().whiten(k, offset, whitened, 0);
      sum += Math.exp(parameters.logCoefficient(k)
          - 0.5 * (whitened[0] * whitened[0] + whitened[1] * whitened[1]));
    }
    return sum;
  }

  @Test
  void nothingMissing_isTheSameToTheBit() {
    BayesianMixtureEstimator estimator =
        Bayes.estimator(CovarianceType.FULL, 2, Bayes.longWaits(), 5).build();

    assertThat(estimator.fit(Bayes.FAITHFUL.withMissingValues()).posterior())
        .isEqualTo(estimator.fit(Bayes.FAITHFUL).posterior());
  }

  @Test
  void responsibilities_areThoseOfWhatIsObserved() {
    Samples samples = Samples.of(rows()).withMissingValues();
    MixturePosterior posterior = Bayes.estimator(CovarianceType.FULL, 2, labels(), 5)
        .build()
        .fit(samples)
        .posterior();
    double[][] responsibilities = posterior.responsibilities(samples, new NaiveBackend());
    KernelParameters parameters =
        ExpectedParameters.of(posterior, new NaiveBackend()).kernelParameters();

    double[] row = rows()[1];
    double[] x = row.clone();
    double[] parts = new double[2];
    for (int i = 0; i <= 4000; i++) {
      x[0] = -15 + 40.0 * i / 4000;
      for (int k = 0; k < 2; k++) {
        double[] offset = {x[0] - parameters.means()[2 * k], x[1] - parameters.means()[2 * k + 1]};
        double[] whitened = new double[2];
        parameters.factors().whiten(k, offset, whitened, 0);
        parts[k] += Math.exp(parameters.logCoefficient(k)
            - 0.5 * (whitened[0] * whitened[0] + whitened[1] * whitened[1]));
      }
    }
    Expect.close("responsibility", responsibilities[1][0], parts[0] / (parts[0] + parts[1]), 1e-10);
  }
}
