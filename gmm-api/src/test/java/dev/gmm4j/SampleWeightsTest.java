package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.clustering.KMeansFit;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A weight counts: 2 is the row twice, 0 no row, and a common factor changes no parameter. */
class SampleWeightsTest {
  private static final int ROWS = 1500;
  private static final double[][] DATA =
      TestData.draw(TestData.mixture(3, 2, CovarianceType.DIAGONAL, 5), ROWS, 6);
  private static final double FACTOR = 3.7;

  /** Sums of other blocks in another order: a few hundred roundings a sum, over ten iterations. */
  private static final double TOLERANCE = 1e-11;

  /** Weights 0, 1, 2 and 3 at random. */
  private static double[] counts() {
    Random random = new Random(11);
    double[] counts = new double[ROWS];
    Arrays.setAll(counts, i -> random.nextInt(4));
    return counts;
  }

  /** Each row as often as it counts, copies side by side. */
  private static double[][] repeated(double[][] rows, double[] counts) {
    List<double[]> repeated = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      for (int copy = 0; copy < counts[i]; copy++) {
        repeated.add(rows[i]);
      }
    }
    return repeated.toArray(double[][]::new);
  }

  private static Samples counted() {
    return Samples.of(DATA).weighted(counts());
  }

  private static Samples expanded() {
    return Samples.of(repeated(DATA, counts()));
  }

  private static GaussianMixtureEstimator estimator(
      CovarianceType type, Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(3)
        .covarianceType(type)
        .initialization(initialization)
        .maxIterations(10)
        .tolerance(0)
        .build();
  }

  private static List<Initialization> initializations(CovarianceType type) {
    return List.of(
        Initialization.parameters(TestData.mixture(3, 2, type, 5).model(type)),
        Initialization.kMeansPlusPlus(),
        Initialization.kMeans(),
        Initialization.randomSamples());
  }

  @ParameterizedTest
  @EnumSource
  void countedRows_fitAsRepeatedRows(CovarianceType type) {
    for (Initialization initialization : initializations(type)) {
      if (initialization.label().equals("random-from-data")) {
        // Draws without replacement: copies of a row can be drawn twice, a weighted row cannot.
        continue;
      }
      GaussianMixtureFit counted = estimator(type, initialization).fit(counted());
      GaussianMixtureFit expanded = estimator(type, initialization).fit(expanded());

      Expect.sameMixture(
          NaiveMixture.of(counted.model()), NaiveMixture.of(expanded.model()), TOLERANCE);
      Expect.close("log-likelihood", counted.logLikelihood(), expanded.logLikelihood(), TOLERANCE);
      Expect.close("weight", counted.totalWeight(), expanded.totalWeight(), 1e-15);
      Expect.close("bic", counted.bic(), expanded.bic(), TOLERANCE);
      Expect.close("aic", counted.aic(), expanded.aic(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfWeightZero_fitAsNoRows(CovarianceType type) {
    double[] weights = TestData.weights(ROWS, 2);
    double[] present = new double[ROWS];
    double[][] wild = DATA.clone();
    for (int i = 0; i < ROWS; i++) {
      present[i] = i % 3 == 0 ? 0 : 1;
      if (i % 3 == 0) {
        weights[i] = 0;
        // Far away, so that any trace of it shows.
        wild[i] = new double[] {1e9, -1e9};
      }
    }
    double[] keptWeights = Arrays.stream(weights).filter(w -> w > 0).toArray();
    for (Initialization initialization : initializations(type)) {
      GaussianMixtureFit with =
          estimator(type, initialization).fit(Samples.of(wild).weighted(weights));
      GaussianMixtureFit without = estimator(type, initialization)
          .fit(Samples.of(repeated(DATA, present)).weighted(keptWeights));

      Expect.sameMixture(
          NaiveMixture.of(with.model()), NaiveMixture.of(without.model()), TOLERANCE);
      Expect.close("log-likelihood", with.logLikelihood(), without.logLikelihood(), TOLERANCE);
      Expect.close("bic", with.bic(), without.bic(), TOLERANCE);
      assertThat(with.samples()).isEqualTo(ROWS);
      assertThat(without.samples()).isEqualTo(1000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void commonFactor_changesNoParameter(CovarianceType type) {
    double[] weights = TestData.weights(ROWS, 4);
    Samples samples = Samples.of(DATA).weighted(weights);
    Samples scaled =
        Samples.of(DATA).weighted(Arrays.stream(weights).map(w -> FACTOR * w).toArray());
    for (Initialization initialization : initializations(type)) {
      GaussianMixtureFit fit = estimator(type, initialization).fit(samples);
      GaussianMixtureFit ofScaled = estimator(type, initialization).fit(scaled);

      // The products with the factor are rounded: one more rounding in each term.
      Expect.sameMixture(NaiveMixture.of(ofScaled.model()), NaiveMixture.of(fit.model()), 1e-12);
      Expect.close("log-likelihood", ofScaled.logLikelihood(), FACTOR * fit.logLikelihood(), 1e-12);
      Expect.close("weight", ofScaled.totalWeight(), FACTOR * fit.totalWeight(), 1e-12);
      Expect.close("mean ℓ", ofScaled.meanLogLikelihood(), fit.meanLogLikelihood(), 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalWeights_fitAsNoWeights(CovarianceType type) {
    double[] ones = new double[ROWS];
    Arrays.fill(ones, 1);
    for (Initialization initialization : initializations(type)) {
      assertThat(
              Expect.bits(estimator(type, initialization).fit(Samples.of(DATA).weighted(ones))))
          .isEqualTo(Expect.bits(estimator(type, initialization).fit(Samples.of(DATA))));
    }
  }

  @Test
  void score_countsWeights() {
    NaiveMixture mixture = TestData.mixture(3, 2, CovarianceType.FULL, 5);
    GaussianMixture model = mixture.model(CovarianceType.FULL);
    Score counted = model.score(counted());
    Score expanded = model.score(expanded());

    Expect.close("oracle", counted.logLikelihood(), mixture.logLikelihood(DATA, counts()), 1e-12);
    Expect.close("ℓ", counted.logLikelihood(), expanded.logLikelihood(), 1e-12);
    Expect.close("mean ℓ", counted.meanLogLikelihood(), expanded.meanLogLikelihood(), 1e-12);
    Expect.close("bic", counted.bic(), expanded.bic(), 1e-12);
    Expect.close("aic", counted.aic(), expanded.aic(), 1e-12);
    Expect.close("weight", counted.totalWeight(), Arrays.stream(counts()).sum(), 1e-12);
    assertThat(counted.samples()).isEqualTo(ROWS);
  }

  @Test
  void kMeans_countsWeights() {
    KMeans kMeans = KMeans.builder(3).tolerance(1e-9).build();
    KMeansFit counted = kMeans.fit(counted());
    KMeansFit expanded = kMeans.fit(expanded());
    KMeansFit scaled = kMeans.fit(
        Samples.of(DATA).weighted(Arrays.stream(counts()).map(w -> FACTOR * w).toArray()));

    Expect.close("centres", counted.centres(), expanded.centres(), TOLERANCE);
    Expect.close("inertia", counted.inertia(), expanded.inertia(), TOLERANCE);
    Expect.close("centres", scaled.centres(), counted.centres(), 1e-12);
    Expect.close("inertia", scaled.inertia(), FACTOR * counted.inertia(), 1e-12);
  }
}
