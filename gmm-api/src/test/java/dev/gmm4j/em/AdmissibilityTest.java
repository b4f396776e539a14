package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.testing.NaiveBackend;
import org.junit.jupiter.api.Test;

class AdmissibilityTest {
  @Test
  void of_componentWithFewSamples_isNotAdmissible() {
    assertThat(verdict(30, 10, 20).isAdmissible()).isTrue();
    assertThat(verdict(30, 4, 26).reasons())
        .containsExactly("component 1 has 4.0 samples, but its parameters need 5.0");
  }

  private static Admissibility verdict(long samples, double... counts) {
    double[][] unit = {{1, 0}, {0, 1}};
    MixtureParameters parameters = MixtureParameters.of(
        new double[] {0.5, 0.5},
        new double[4],
        Covariances.full(new double[][][] {unit, unit}),
        new NaiveBackend());
    return Admissibility.of(
        parameters,
        counts,
        ModelFamily.of(CovarianceType.FULL),
        new SampleScale(samples, samples, new double[2], new double[] {1, 1}));
  }
}
