package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The best of short runs: what ends them, and how good it is. */
class ShortEmTest {

  private static GaussianMixtureEstimator.Builder shortEm(int components, long seed) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .initialization(Initialization.shortEm())
        .seed(seed);
  }

  /** Each row twice, the copy behind it: sums and draws are the same but for rounding, and so is each run's end. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void rowsGivenTwice_startAlike(long seed) {
    double[][] rows = TestData.blobs(240, 3, 4, 1.5, 3).rows();
    double[][] twice = new double[2 * rows.length][];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = rows[i / 2];
    }
    GaussianMixtureEstimator estimator = shortEm(4, seed).maxIterations(0).build();

    Expect.sameMixture(
        NaiveMixture.of(estimator.fit(Samples.of(twice)).model()),
        NaiveMixture.of(estimator.fit(Samples.of(rows)).model()),
        1e-7);
  }

  /**
   * Six elongated groups across each other. The best of ten runs of ten iterations leads to optima 95 and 107 nats below
   * for two of these seeds, k-means for all but one.
   */
  @Test
  void groupsAcrossEachOther_areFoundFromAllSeeds() {
    Samples samples = Samples.of(elongated(2000, 3, 6));
    double best = -9557.698;
    for (int seed = 0; seed < 8; seed++) {
      assertThat(shortEm(6, seed).build().fit(samples).logLikelihood())
          .as("seed %d", seed)
          .isGreaterThan(best - 1);
    }
  }

  private static double[][] elongated(int n, int d, int groups) {
    Random random = new Random(4);
    double[][] means = new double[groups][d];
    double[][][] factors = new double[groups][d][d];
    double[] weights = new double[groups];
    double total = 0;
    for (int k = 0; k < groups; k++) {
      for (int a = 0; a < d; a++) {
        means[k][a] = 2 * random.nextGaussian();
        for (int b = 0; b < d; b++) {
          factors[k][a][b] = random.nextGaussian() * (b == 0 ? 6 : 1) / Math.sqrt(d);
        }
      }
      weights[k] = Math.exp(1.2 * random.nextGaussian());
      total += weights[k];
    }
    double[][] rows = new double[n][d];
    for (double[] row : rows) {
      double left = random.nextDouble() * total;
      int k = 0;
      while (k < groups - 1 && (left -= weights[k]) > 0) {
        k++;
      }
      double[] z = new double[d];
      for (int a = 0; a < d; a++) {
        z[a] = random.nextGaussian();
      }
      for (int a = 0; a < d; a++) {
        row[a] = means[k][a];
        for (int b = 0; b < d; b++) {
          row[a] += factors[k][a][b] * z[b];
        }
      }
    }
    return rows;
  }
}
