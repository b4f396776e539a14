package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SubspaceModelTest {
  private static final Samples IRIS = Samples.of(Published.rows("iris", 4));

  private static FactorMixtureEstimator.Builder iris(LowRankModel model) {
    int[] labels = new int[150];
    Arrays.setAll(labels, i -> i / 50);
    return FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(3)
            .initialization(Initialization.labels(labels))
            .tolerance(1e-12)
            .maxIterations(5000)
            .backend(new NaiveBackend())
            .threads(1)
            .build())
        .model(model);
  }

  /** HDclassif 2.2.2, one axis for each component, from the species. Its own end is where it rises by less than 1e-3. */
  @ParameterizedTest
  @CsvSource({"AKJBKQKDK, -218.847643336", "AKJBQKDK, -238.372588545", "ABQKDK, -246.262863096"})
  void iris_fromSpecies_isNotBelowHdclassif(SubspaceModel model, double logLikelihood) {
    FactorMixtureFit fit = iris(model).factors(1).build().fit(IRIS);

    assertThat(fit.logLikelihood()).isBetween(logLikelihood - 1e-7, logLikelihood + 0.05);
  }

  @Test
  void modelsOfBothLiteratures_areTheSame() {
    FactorModel[] factorModels = {FactorModel.UUC, FactorModel.UCC, FactorModel.CCC};
    SubspaceModel[] subspaceModels = {
      SubspaceModel.AKJBKQKD, SubspaceModel.AKJBQKD, SubspaceModel.AJBQD
    };
    for (int i = 0; i < factorModels.length; i++) {
      FactorMixtureFit one = iris(factorModels[i]).factors(2).build().fit(IRIS);
      FactorMixtureFit other = iris(subspaceModels[i]).factors(2).build().fit(IRIS);

      assertThat(other.logLikelihoodTrace()).isEqualTo(one.logLikelihoodTrace());
      assertThat(other.model().freeParameters()).isEqualTo(one.model().freeParameters());
    }
  }

  @ParameterizedTest
  @EnumSource(SubspaceModel.class)
  void logLikelihood_neverFalls_andIsThatOfTheMixture(SubspaceModel model) {
    FactorMixtureFit fit = iris(model).factors(2).build().fit(IRIS);

    List<Double> trace = fit.logLikelihoodTrace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-9 * Math.abs(trace.get(i)));
    }
    Expect.close(
        "log-likelihood", fit.model().toMixture().logLikelihood(IRIS), fit.logLikelihood(), 1e-12);
  }

  /** The first two differences of versicolor's and virginica's eigenvalues are large; of setosa's only the first. */
  @Test
  void ownDimensions_areThoseOfTheScreeTest() {
    FactorMixtureFit fit = iris(SubspaceModel.AKJBKQKDK).build().fit(IRIS);

    for (int k = 0; k < 3; k++) {
      assertThat(fit.model().factors(k)).isBetween(1, 3);
    }
    FactorMixtureFit strict = iris(SubspaceModel.AKJBKQKDK).scree(1).build().fit(IRIS);
    assertThat(new int[] {
          strict.model().factors(0), strict.model().factors(1), strict.model().factors(2)
        })
        .containsOnly(1);
    assertThat(fit.logLikelihood()).isGreaterThanOrEqualTo(strict.logLikelihood());
  }

  /**
   * Bouveyron, Girard and Schmid (2007, table 1), with K = 4, d = 100 and q = 10 of each: 4231, 4195, 4192 and so on, less 400 of
   * means, 3 of weights, and the numbers of axes where these are counted.
   */
  @Test
  void freeParameters_areThoseOfTheTable() {
    int[] factors = {10, 10, 10, 10};
    long axes = 4 * (10 * 100 - 55);

    assertThat(SubspaceModel.AKJBKQKDK.covarianceParameters(100, factors)).isEqualTo(axes + 44);
    assertThat(SubspaceModel.AKBKQKDK.covarianceParameters(100, factors)).isEqualTo(axes + 8);
    assertThat(SubspaceModel.ABKQKDK.covarianceParameters(100, factors)).isEqualTo(axes + 5);
    assertThat(SubspaceModel.AKJBQKDK.covarianceParameters(100, factors)).isEqualTo(axes + 41);
    assertThat(SubspaceModel.AKBQKDK.covarianceParameters(100, factors)).isEqualTo(axes + 5);
    assertThat(SubspaceModel.ABQKDK.covarianceParameters(100, factors)).isEqualTo(axes + 2);
    assertThat(SubspaceModel.AJBQD.covarianceParameters(100, factors)).isEqualTo(axes / 4 + 11);
    assertThat(SubspaceModel.ABQD.covarianceParameters(100, factors)).isEqualTo(axes / 4 + 2);
  }
}
