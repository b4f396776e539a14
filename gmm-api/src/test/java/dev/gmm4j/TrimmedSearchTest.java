package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.em.Trimming;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Merges, splits and swaps of components in fits that trim. */
class TrimmedSearchTest {
  private static final double[][] CENTRES = {{0, 0}, {10, 0}, {0, 10}, {10, 10}};
  private static final double[][] ROWS = rows();

  /** Returns four clusters of 100 rows each, and 20 gross outliers. */
  private static double[][] rows() {
    Random random = new Random(8);
    double[][] rows = new double[420][2];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 2; j++) {
        rows[i][j] =
            i < 400 ? CENTRES[i % 4][j] + random.nextGaussian() : 300 * (random.nextDouble() - 0.5);
      }
    }
    return rows;
  }

  /** Two components in one cluster, one for two others: EM does not get away from there. */
  private static GaussianMixtureEstimator.Builder poorlyStarted(Trimming.Form form) {
    double[][] means = {{-0.5, 0}, {0.5, 0}, {10, 5}, {0, 10}};
    double[] variances = {1, 1, 9, 1};
    double[][][] matrices = new double[4][][];
    Arrays.setAll(matrices, k -> new double[][] {{variances[k], 0}, {0, variances[k]}});
    return GaussianMixtureEstimator.builder()
        .components(4)
        .trimming(new Trimming(20 / 420.0, form))
        .maxEigenvalueRatio(50)
        .regularization(0)
        .initialization(Initialization.parameters(GaussianMixture.of(
            new double[] {0.125, 0.125, 0.5, 0.25}, means, Covariances.full(matrices))));
  }

  @ParameterizedTest
  @EnumSource
  void moves_raiseTheLikelihoodOfTheKeptSamples(Trimming.Form form) {
    Samples samples = Samples.of(ROWS);
    GaussianMixtureFit stuck = poorlyStarted(form).build().fit(samples);
    GaussianMixtureFit moved = poorlyStarted(form).search(Search.MOVES).build().fit(samples);

    assertThat(stuck.bestRestart().moves()).isEmpty();
    assertThat(moved.bestRestart().moves()).anyMatch(SearchMove::accepted);
    for (SearchMove move : moved.bestRestart().moves()) {
      assertThat(move.accepted()).isEqualTo(move.after() > move.before() + 1e-4);
    }
    assertThat(moved.logLikelihood()).isGreaterThan(stuck.logLikelihood() + 100);
    assertThat(moved.trimmed().rows()).containsExactly(IntStream.range(400, 420).toArray());
    assertThat(moved.bestRestart().largestDecrease())
        .isLessThanOrEqualTo(1e-9 * Math.abs(moved.logLikelihood()));
    // What the move comes to is the trimmed log-likelihood of the model, row by row.
    double[] scores = Arrays.stream(ROWS)
        .mapToDouble(row -> moved.model().logDensity(row)
            + (form == Trimming.Form.MIXTURE
                ? 0
                : Math.log(
                    Arrays.stream(moved.model().responsibilities(row)).max().orElseThrow())))
        .sorted()
        .toArray();
    assertThat(moved.logLikelihood())
        .isCloseTo(
            Arrays.stream(scores).skip(20).sum(), within(1e-9 * Math.abs(moved.logLikelihood())));
  }

  /** Rows of weight 0 are left out of the search before it begins. */
  @Test
  void moves_areTriedAmongRowsOfWeight() {
    double[] weights = new double[ROWS.length];
    Arrays.setAll(weights, i -> i % 8 == 0 ? 0 : 2);
    GaussianMixtureFit moved = poorlyStarted(Trimming.Form.MIXTURE)
        .search(Search.MOVES)
        .build()
        .fit(Samples.of(ROWS).weighted(weights));
    assertThat(moved.bestRestart().moves()).anyMatch(SearchMove::accepted);
    assertThat(Arrays.stream(moved.trimmed().rows())).allMatch(row -> row >= 400 && row % 8 != 0);
  }

  /** Of many samples some are searched, which are trimmed by the same share, before EM begins. */
  @Test
  void moves_areTriedAmongSomeOfManySamples() {
    int copies = 79;
    Random random = new Random(1);
    double[][] many = new double[copies * ROWS.length][2];
    for (int i = 0; i < many.length; i++) {
      for (int j = 0; j < 2; j++) {
        many[i][j] = ROWS[i % ROWS.length][j] + 0.1 * random.nextGaussian();
      }
    }
    GaussianMixtureFit moved = poorlyStarted(Trimming.Form.MIXTURE)
        .search(Search.MOVES)
        .maxIterations(8)
        .build()
        .fit(Samples.of(many));
    assertThat(moved.bestRestart().moves()).anyMatch(SearchMove::accepted);
    assertThat(Arrays.stream(moved.trimmed().rows())).allMatch(row -> row % ROWS.length >= 400);
  }
}
