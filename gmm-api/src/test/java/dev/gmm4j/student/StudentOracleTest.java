package dev.gmm4j.student;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.testing.Expect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Optima of t mixtures from hard labels as plain EM of another implementation (NumPy) reaches them after up to 50 000
 * iterations, and as teigen 2.2.2 does with its tolerance tightened. Log-likelihoods are flat in the degrees of freedom.
 */
class StudentOracleTest {
  @ParameterizedTest
  @CsvSource({
    "iris, VVV, 4, -190.98975122",
    "iris, EEE, 4, -253.91479097",
    "faithful, VVV, 4, -1140.53300354",
    "faithful, EEE, 4, -1150.72251309",
  })
  void given_reachesTheOptimum(String data, CovarianceModel model, double nu, double expected) {
    StudentMixtureFit fit = fit(data, model, DegreesOfFreedom.fixed(nu));

    assertThat(fit.converged()).isTrue();
    Expect.close("log-likelihood", fit.logLikelihood(), expected, 1e-8);
    assertThat(fit.model().degreesOfFreedom()).containsOnly(nu);
  }

  @ParameterizedTest
  @CsvSource({
    "iris, VVV, -179.96280859, 45.9387",
    "iris, EEE, -250.10338017, 8.8289772892",
    "faithful, VVV, -1130.17891853, 59.7011",
  })
  void common_reachesTheOptimumInFewIterations(
      String data, CovarianceModel model, double expected, double nu) {
    StudentMixtureFit fit = fit(data, model, DegreesOfFreedom.common());

    assertThat(fit.converged()).isTrue();
    Expect.close("log-likelihood", fit.logLikelihood(), expected, 1e-8);
    assertThat(fit.iterations()).isLessThan(300);
    Expect.close("degrees of freedom", fit.model().degreesOfFreedom()[0], nu, 2e-3);
  }

  @Test
  void free_iris_agreesWithTeigen() {
    StudentMixtureFit fit = fit("iris", CovarianceModel.VVV, DegreesOfFreedom.free());

    Expect.close("log-likelihood", fit.logLikelihood(), -178.985617204, 1e-6);
    Expect.close(
        "degrees of freedom",
        fit.model().degreesOfFreedom(),
        new double[] {10.757, 200, 68.84},
        5e-3);
  }

  @Test
  void bic_iris_isThatOfTeigen() {
    StudentMixtureFit fit = fit("iris", CovarianceModel.VVV, DegreesOfFreedom.common());

    Expect.close("BIC", fit.bic(), 585.4042, 1e-6);
    assertThat(fit.model().freeParameters()).isEqualTo(45);
  }

  @Test
  void one_component_iris() {
    StudentMixtureFit fit = StudentMixtureEstimator.builder(
            Students.settings(CovarianceModel.VVV, 1).build())
        .degreesOfFreedom(DegreesOfFreedom.fixed(4))
        .build()
        .fit(Students.IRIS);

    Expect.close("log-likelihood", fit.logLikelihood(), -398.88438279, 1e-8);
  }

  private static StudentMixtureFit fit(String data, CovarianceModel model, DegreesOfFreedom tails) {
    boolean iris = data.equals("iris");
    Samples samples = iris ? Students.IRIS : Students.FAITHFUL;
    return Students.estimator(
            model, iris ? 3 : 2, iris ? Students.species() : Students.longWaits(), tails)
        .fit(samples);
  }
}
