package dev.gmm4j.factor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Search;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits by products with factors of rows of which values are missing. */
class IncompleteFactorTest {
  private static final int FEATURES = 6;
  private static final double[][] ROWS = drawn();
  private static final double[][] HOLED = Holes.in(ROWS, 0.25, 5);

  private static double[][] drawn() {
    Random random = new Random(8);
    double[][] rows = new double[300][FEATURES];
    for (int i = 0; i < rows.length; i++) {
      double factor = random.nextGaussian();
      for (int j = 0; j < FEATURES; j++) {
        rows[i][j] = i % 2 * 3 * (j % 2)
            + factor * (j - 2) * (1 + i % 2)
            + (0.5 + 0.2 * j) * random.nextGaussian();
      }
    }
    return rows;
  }

  private static FactorMixtureEstimator.Builder estimator(FactorModel model) {
    return FactorMixtureEstimator.builder(GaussianMixtureEstimator.builder()
            .components(2)
            .initialization(Initialization.means(new double[][] {ROWS[0], ROWS[1]}))
            .search(Search.NONE)
            .backend(new NaiveBackend())
            .build())
        .model(model)
        .factors(1)
        .statistics(FactorStatistics.FACTORS);
  }

  /** The log-likelihood is that of the full covariances, and both kinds of statistics lead to the same maximum. */
  @ParameterizedTest
  @EnumSource(
      value = FactorModel.class,
      names = {"CCC", "CUU", "UCU", "UUC", "UUU"})
  void missingValues_leadToTheMaximumOfFullCovariances(FactorModel model) {
    Samples samples = Samples.of(HOLED).withMissingValues();
    FactorMixtureEstimator.Builder builder = estimator(model)
        .estimator(e -> e.convergence(ConvergenceCriterion.aitken(1e-12)).maxIterations(10_000));

    FactorMixtureFit factors = builder.build().fit(samples);
    FactorMixtureFit matrices =
        builder.statistics(FactorStatistics.MATRICES).build().fit(samples);

    Expect.close(
        "log-likelihood of the mixture",
        factors.model().toMixture().logLikelihood(samples),
        factors.logLikelihood(),
        1e-10);
    Expect.close("maximum", factors.logLikelihood(), matrices.logLikelihood(), 1e-8);
    List<Double> trace = factors.logLikelihoodTrace();
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThan(trace.get(i - 1) - 1e-10 * Math.abs(trace.get(i)));
    }
  }

  @Test
  void rowsWithoutHoles_haveTheSameBits() {
    FactorMixtureEstimator estimator = estimator(FactorModel.UUU).build();

    FactorMixtureFit plain = estimator.fit(Samples.of(ROWS));
    FactorMixtureFit marked = estimator.fit(Samples.of(ROWS).withMissingValues());

    assertThat(marked.logLikelihoodTrace()).isEqualTo(plain.logLikelihoodTrace());
    assertThat(marked.model()).isEqualTo(plain.model());
  }

  @Test
  void rowsThatAreReadInBlocks_haveTheSameBits() {
    FactorMixtureEstimator.Builder builder = estimator(FactorModel.UCU);

    FactorMixtureFit kept = builder.build().fit(Samples.of(HOLED).withMissingValues());
    FactorMixtureFit streamed = builder.build().fit(Holes.streamed(HOLED));
    FactorMixtureFit ofMatrices = builder
        .statistics(FactorStatistics.MATRICES)
        .build()
        .fit(Samples.of(HOLED).withMissingValues());
    FactorMixtureFit streamedOfMatrices = builder.build().fit(Holes.streamed(HOLED));

    assertThat(streamed.model()).isEqualTo(kept.model());
    assertThat(streamed.logLikelihoodTrace()).isEqualTo(kept.logLikelihoodTrace());
    assertThat(streamedOfMatrices.model()).isEqualTo(ofMatrices.model());
  }

  /** Rows of which nothing is observed change nothing. */
  @Test
  void emptyRows_doNotCount() {
    double[][] more = new double[HOLED.length + 7][];
    for (int i = 0; i < more.length; i++) {
      more[i] = i < HOLED.length ? HOLED[i] : new double[FEATURES];
      if (i >= HOLED.length) {
        Arrays.fill(more[i], Double.NaN);
      }
    }
    FactorMixtureEstimator estimator = estimator(FactorModel.UUU)
        .estimator(e -> e.maxIterations(30).tolerance(0))
        .build();

    FactorMixtureFit without = estimator.fit(Samples.of(HOLED).withMissingValues());
    FactorMixtureFit with = estimator.fit(Samples.of(more).withMissingValues());

    Expect.close("log-likelihood", with.logLikelihood(), without.logLikelihood(), 1e-10);
  }
}
