package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.Published;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches for better optima, and what selections share. */
class FactorSearchTest {
  private static FactorMixtureEstimator.Builder estimator(int components) {
    return FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
        .components(components)
        .threads(1)
        .backend(new NaiveBackend())
        .build());
  }

  /** HDclassif 2.2.2 reaches this from the species. */
  @Test
  void iris_isTheBestKnownFromEverySeed() {
    Samples iris = Samples.of(Published.rows("iris", 4));
    for (int seed = 0; seed < 10; seed++) {
      int own = seed;
      FactorMixtureFit fit = estimator(3)
          .estimator(e -> e.seed(own))
          .model(FactorModel.UUC)
          .factors(1)
          .build()
          .fit(iris);

      Expect.close("seed " + seed, fit.logLikelihood(), -218.847643336, 1e-5);
    }
  }

  private static double[][] fourGroups() {
    Random random = new Random(1);
    double[][] rows = new double[240][5];
    for (int i = 0; i < rows.length; i++) {
      double factor = random.nextGaussian();
      for (int j = 0; j < 5; j++) {
        rows[i][j] = (j == 0 ? 40 * (i % 2) : j == 1 ? 40 * (i % 4 / 2) : 0)
            + factor
            + 0.5 * random.nextGaussian();
      }
    }
    return rows;
  }

  /** Two components share a group, and another one has two, which EM does not leave. */
  @ParameterizedTest
  @EnumSource(
      value = FactorStatistics.class,
      names = {"MATRICES", "FACTORS"})
  void moves_leaveABadOptimum(FactorStatistics statistics) {
    double[][] rows = fourGroups();
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = i % 4 == 0 ? rows[i][0] > 0 ? 0 : 1 : i % 4 == 1 ? 2 : 3;
    }
    FactorMixtureEstimator.Builder builder = estimator(4)
        .model(FactorModel.UUU)
        .factors(1)
        .statistics(statistics)
        .estimator(e -> e.initialization(Initialization.labels(labels)));

    FactorMixtureFit without =
        builder.estimator(e -> e.search(Search.NONE)).build().fit(Samples.of(rows));
    FactorMixtureFit with =
        builder.estimator(e -> e.search(Search.MOVES)).build().fit(Samples.of(rows));

    assertThat(with.logLikelihood()).isGreaterThan(without.logLikelihood() + 100);
    for (double weight : with.model().weights()) {
      assertThat(weight).isBetween(0.24, 0.26);
    }
    for (int i = 1; i < with.logLikelihoodTrace().size(); i++) {
      assertThat(with.logLikelihoodTrace().get(i))
          .isGreaterThanOrEqualTo(with.logLikelihoodTrace().get(i - 1) - 1e-8);
    }
  }

  /** What candidates share makes no difference, in whatever order they come. */
  @Test
  void selection_hasTheBitsOfFitsByThemselves() {
    Samples samples = Samples.of(fourGroups());
    FactorMixtureEstimator estimator = estimator(1).build();
    List<FactorSelection.Candidate> candidates = FactorSelection.of(
            estimator, List.of(FactorModel.UUC, FactorModel.UCU), List.of(3, 2), List.of(2, 1))
        .select(samples)
        .candidates();

    assertThat(candidates).hasSize(8);
    for (FactorSelection.Candidate candidate : candidates) {
      FactorMixtureFit alone = estimator.toBuilder()
          .estimator(e -> e.components(candidate.components()))
          .model(candidate.model())
          .factors(candidate.factors())
          .build()
          .fit(samples);
      assertThat(candidate.fit()).isNotNull();
      assertThat(candidate.fit().model()).isEqualTo(alone.model());
    }
  }
}
