package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissibilityTest {
  private static final ModelFamily FULL = ModelFamily.of(CovarianceType.FULL);

  @Test
  void of_componentWithFewSamples_isNotAdmissible() {
    assertThat(verdict(FULL, 30, 10, 20).isAdmissible()).isTrue();
    assertThat(verdict(FULL, 30, 4, 26).reasons())
        .containsExactly("component 0 has 4.0 samples, but its own parameters need 10.0");
    assertThat(verdict(FULL, 30, 21, 6, 3).reasons())
        .containsExactly("component 2 has 3.0 samples, but its own parameters need 10.0;"
            + " 2 components have too few");
  }

  /** One component of two features has five parameters, which need 7.5 samples. */
  @Test
  void of_fewSamplesForAllParameters_isNotAdmissible() {
    ModelFamily shared = new ModelFamily(CovarianceModel.EEE, MixingProportions.FREE);

    assertThat(verdict(shared, 8, 8).isAdmissible()).isTrue();
    assertThat(verdict(shared, 7, 7).reasons())
        .containsExactly("its 5 free parameters need 8 samples, but there are 7");
  }

  /** Four numbers for each parameter of its own, of which a sample of two features tells two. */
  @ParameterizedTest
  @CsvSource({"EII,4", "VII,6", "EVI,6", "VVI,8", "EEE,4", "EEV,6", "VVV,10"})
  void of_needsTwoSamplesForEachOwnParameter(CovarianceModel model, int needed) {
    ModelFamily family = new ModelFamily(model, MixingProportions.FREE);

    assertThat(verdict(family, 100, needed, 100 - needed).isAdmissible()).isTrue();
    assertThat(verdict(family, 100, needed - 0.1, 100.1 - needed).isAdmissible())
        .isFalse();
  }

  @Test
  void of_weightsInAnyUnit_areTheSame() {
    for (double unit : new double[] {1e-300, 1e-3, 1, 7, 1e300}) {
      assertThat(weighted(FULL, 30, 30 * unit, 10 * unit, 20 * unit).isAdmissible())
          .isTrue();
      assertThat(weighted(FULL, 30, 30 * unit, 9 * unit, 21 * unit).reasons())
          .containsExactly("component 0 has 9.0 samples, but its own parameters need 10.0");
    }
  }

  /** Behind the components' counts there may be that of the noise. */
  @Test
  void of_noise_isNotJudged() {
    double[][] unit = {{1, 0}, {0, 1}};
    MixtureParameters parameters = MixtureParameters.of(
        new double[] {1},
        new double[2],
        Covariances.full(new double[][][] {unit}),
        new NaiveBackend());
    double[] counts = {29, 1};

    assertThat(Admissibility.of(parameters, counts, FULL, scale(30, 30), SampleResolution.none(2))
            .isAdmissible())
        .isTrue();
  }

  /** Rounding to steps of 1 gives a variance of 1/12; only less than half of it is refused. */
  @ParameterizedTest
  @CsvSource({"0.05, true", "0.0417, true", "0.0416, false", "1e-9, false"})
  void of_componentNarrowerThanRounding_isNotAdmissible(double variance, boolean believed) {
    double[][] narrow = {{1, 0}, {0, variance}};

    Admissibility verdict = rounded(new double[] {1, 1}, narrow, new double[][] {{1, 0}, {0, 1}});

    assertThat(verdict.isAdmissible()).isEqualTo(believed);
  }

  @Test
  void of_componentNarrowerThanRounding_saysWhere() {
    double[][] narrow = {{1, 0}, {0, 1e-4}};
    double[][] unit = {{1, 0}, {0, 1}};

    assertThat(rounded(new double[] {0, 0.5}, unit, narrow).reasons())
        .containsExactly(
            "component 1 has a standard deviation of 0.0100 in feature 1, the others given,"
                + " less than rounding to steps of 0.500 makes");
    assertThat(rounded(new double[] {0.5, 0}, unit, narrow).isAdmissible()).isTrue();
  }

  /** Samples on a slanting line of the grid: each feature varies, but not where the other one is given. */
  @Test
  void of_componentOnALineOfTheGrid_isNotAdmissible() {
    double[][] line = {{1, 1 - 1e-6}, {1 - 1e-6, 1}};
    double[][] unit = {{1, 0}, {0, 1}};

    assertThat(rounded(new double[] {1, 1}, line, unit).isAdmissible()).isFalse();
    assertThat(rounded(new double[] {1, 1}, unit, unit).isAdmissible()).isTrue();
  }

  /** A feature that is the other one in all components is that in the data, not in a component. */
  @Test
  void of_dependentFeatures_areNotJudged() {
    double[][] line = {{1, 1 - 1e-6}, {1 - 1e-6, 1}};

    assertThat(rounded(new double[] {1, 1}, line, line).isAdmissible()).isTrue();
  }

  /** In another unit of a feature the verdict is the same. */
  @Test
  void of_otherUnits_judgeAlike() {
    for (double unit : new double[] {1e-6, 1, 1e9}) {
      double[][] narrow = {{1, 0}, {0, 0.0417 * unit * unit}};
      double[][] narrower = {{1, 0}, {0, 0.0416 * unit * unit}};
      double[][] wide = {{1, 0}, {0, unit * unit}};

      assertThat(rounded(new double[] {1, unit}, narrow, wide).isAdmissible()).isTrue();
      assertThat(rounded(new double[] {1, unit}, narrower, wide).isAdmissible()).isFalse();
    }
  }

  private static Admissibility rounded(double[] steps, double[][]... covariances) {
    MixtureParameters parameters = MixtureParameters.of(
        new double[] {0.5, 0.5}, new double[4], Covariances.full(covariances), new NaiveBackend());
    return Admissibility.of(
        parameters, new double[] {50, 50}, FULL, scale(100, 100), new SampleResolution(steps));
  }

  private static Admissibility verdict(ModelFamily family, long samples, double... counts) {
    return weighted(family, samples, (double) samples, counts);
  }

  private static Admissibility weighted(
      ModelFamily family, long samples, double totalWeight, double... counts) {
    double[][] unit = {{1, 0}, {0, 1}};
    double[][][] covariances = new double[counts.length][][];
    Arrays.fill(covariances, unit);
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1.0 / counts.length);
    MixtureParameters parameters = MixtureParameters.of(
        weights, new double[2 * counts.length], Covariances.full(covariances), new NaiveBackend());
    return Admissibility.of(
        parameters, counts, family, scale(samples, totalWeight), SampleResolution.none(2));
  }

  private static SampleScale scale(long samples, double totalWeight) {
    return new SampleScale(samples, totalWeight, new double[2], new double[] {1, 1});
  }
}
