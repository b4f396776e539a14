package dev.gmm4j.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import dev.gmm4j.testing.TestData.Blobs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KMeansTest {
  /** Sums of n products. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({"1,1,1", "13,1,3", "64,2,1", "513,2,7", "1025,3,4", "3000,5,5", "700,20,2"})
  void inertia_isTheSumOfSquaredDistancesToTheNearestCentre(int n, int d, int clusters) {
    double[][] rows = TestData.normal(n, d, n);
    double[] weights = TestData.weights(n, 1);
    KMeansFit fit = KMeans.builder(clusters).build().fit(Samples.of(rows).weighted(weights));
    double[][] centres = fit.centres();
    NaiveMixture.Sum inertia = new NaiveMixture.Sum();
    for (int i = 0; i < n; i++) {
      inertia.add(weights[i] * squaredDistance(rows[i], centres[nearest(rows[i], centres)]));
    }

    assertThat(centres.length).isEqualTo(clusters);
    Expect.close("inertia", fit.inertia(), inertia.value(), TOLERANCE, n * 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"13,1,3", "513,2,7", "3000,5,5"})
  void centresAtToleranceZero_areTheWeightedMeansOfTheirClusters(int n, int d, int clusters) {
    double[][] rows = TestData.normal(n, d, n);
    double[] weights = TestData.weights(n, 1);
    KMeansFit fit =
        KMeans.builder(clusters).tolerance(0).build().fit(Samples.of(rows).weighted(weights));
    int[] labels = fit.predict(Samples.of(rows));
    for (int k = 0; k < clusters; k++) {
      double[] parts = new double[n];
      for (int i = 0; i < n; i++) {
        parts[i] = labels[i] == k ? weights[i] : 0;
      }
      double mass = Arrays.stream(parts).sum();

      assertThat(mass).isPositive();
      Expect.close(
          "centre " + k, fit.centres()[k], NaiveMixture.mean(rows, parts, mass), TOLERANCE);
    }
  }

  @Test
  void toleranceZero_stopsWhenNoCentreMoves() {
    for (int seed = 0; seed < 10; seed++) {
      KMeansFit fit = KMeans.builder(3)
          .tolerance(0)
          .seed(seed)
          .build()
          .fit(Samples.of(TestData.blobs(500, 2, 3, 8, seed).rows()));

      assertThat(fit.converged()).isTrue();
      assertThat(fit.iterations()).isLessThan(100);
    }
  }

  @Test
  void prediction_isTheNearestCentre() {
    double[][] rows = TestData.normal(2000, 3, 1);
    KMeansFit fit = KMeans.builder(6).build().fit(Samples.of(rows));
    double[][] others = TestData.normal(1500, 3, 2);
    int[] labels = fit.predict(Samples.of(others));
    double[][] centres = fit.centres();
    for (int i = 0; i < others.length; i++) {
      double best = squaredDistance(others[i], centres[nearest(others[i], centres)]);

      // Rounding may decide between centres that are equally near up to rounding.
      assertThat(squaredDistance(others[i], centres[labels[i]]))
          .isLessThanOrEqualTo(best * (1 + TOLERANCE));
    }
  }

  @Test
  void separatedBlobs_areRecovered() {
    Blobs blobs = TestData.blobs(900, 2, 3, 20, 5);
    KMeansFit fit = KMeans.builder(3).build().fit(Samples.of(blobs.rows()));
    int[] labels = fit.predict(Samples.of(blobs.rows()));
    for (int k = 0; k < 3; k++) {
      double[] parts = new double[900];
      int blob = k;
      Arrays.setAll(parts, i -> blobs.labels()[i] == blob ? 1 : 0);
      double[] mean =
          NaiveMixture.mean(blobs.rows(), parts, Arrays.stream(parts).sum());
      double[][] centres = fit.centres();

      Expect.close("centre", centres[nearest(mean, centres)], mean, TOLERANCE);
    }
    for (int i = 3; i < 900; i++) {
      assertThat(labels[i]).isEqualTo(labels[blobs.labels()[i]]);
    }
    assertThat(fit.converged()).isTrue();
    assertThat(fit.iterations()).isBetween(1, 20);
  }

  @Test
  void moreRestarts_areNeverWorse() {
    Samples samples = Samples.of(TestData.blobs(600, 2, 9, 4, 5).rows());
    double[] inertias = new double[12];
    for (int restarts = 1; restarts <= 12; restarts++) {
      inertias[restarts - 1] =
          KMeans.builder(9).restarts(restarts).build().fit(samples).inertia();
    }
    for (int i = 1; i < 12; i++) {
      assertThat(inertias[i]).isLessThanOrEqualTo(inertias[i - 1]);
    }
    // Otherwise restarts change nothing, and nothing was tested.
    assertThat(inertias[11]).isLessThan(inertias[0]);
  }

  @Test
  void moreIterations_areNeverWorse() {
    Samples samples = Samples.of(TestData.normal(600, 3, 5));
    double previous = Double.POSITIVE_INFINITY;
    for (int iterations = 1; iterations <= 15; iterations++) {
      KMeansFit fit =
          KMeans.builder(5).maxIterations(iterations).tolerance(0).build().fit(samples);

      assertThat(fit.iterations()).isLessThanOrEqualTo(iterations);
      assertThat(fit.inertia()).isLessThanOrEqualTo(previous * (1 + TOLERANCE));
      previous = fit.inertia();
    }
  }

  @Test
  void oneCluster_isTheMean() {
    double[][] rows = TestData.normal(333, 4, 5);
    double[] ones = new double[333];
    Arrays.fill(ones, 1);
    KMeansFit fit = KMeans.builder(1).build().fit(Samples.of(rows));

    Expect.close("mean", fit.centres()[0], NaiveMixture.mean(rows, ones, 333), TOLERANCE);
  }

  @Test
  void fewerDistinctPointsThanClusters_areMetExactly() {
    double[][] rows = new double[30][];
    Arrays.setAll(rows, i -> new double[] {i % 3, 2 * (i % 3)});
    KMeansFit fit = KMeans.builder(5).build().fit(Samples.of(rows));

    assertThat(fit.inertia()).isZero();
    assertThat(Arrays.stream(fit.centres()))
        .allMatch(c -> c[1] == 2 * c[0] && c[0] == Math.rint(c[0]));
    assertThat(fit.converged()).isTrue();
  }

  @Test
  void equalPoints_areOneCentre() {
    double[][] rows = new double[10][];
    Arrays.setAll(rows, i -> new double[] {0.1, -3});
    KMeansFit fit = KMeans.builder(2).build().fit(Samples.of(rows));

    // A mean of equal numbers is off by no more than a few units in the last place.
    Expect.close("inertia", fit.inertia(), 0, 1, 1e-29);
    Expect.close("centre", fit.centres()[0], rows[0], 1e-15);
  }

  @Test
  void centres_areCopies() {
    KMeansFit fit = KMeans.builder(2).build().fit(Samples.of(TestData.normal(50, 2, 1)));
    double before = fit.centres()[0][0];
    fit.centres()[0][0] = 99;

    assertThat(fit.centres()[0][0]).isEqualTo(before);
  }

  @Test
  void seeds_giveDifferentInitializations() {
    Samples samples = Samples.of(TestData.normal(500, 3, 5));
    double[] inertias = new double[8];
    Arrays.setAll(
        inertias,
        seed ->
            KMeans.builder(6).seed(seed).maxIterations(1).build().fit(samples).inertia());

    assertThat(Arrays.stream(inertias).distinct().count()).isEqualTo(8);
  }

  @Test
  void fewerSamplesThanClusters_areRefused() {
    Samples samples = Samples.of(TestData.normal(3, 2, 1)).weighted(new double[] {1, 0, 1});

    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> KMeans.builder(3).build().fit(samples))
        .withMessage("samples of positive weight must be at least clusters = 3, but were 2");
  }

  private static int nearest(double[] x, double[][] centres) {
    int best = 0;
    for (int k = 1; k < centres.length; k++) {
      best = squaredDistance(x, centres[k]) < squaredDistance(x, centres[best]) ? k : best;
    }
    return best;
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += (x[j] - y[j]) * (x[j] - y[j]);
    }
    return sum;
  }
}
