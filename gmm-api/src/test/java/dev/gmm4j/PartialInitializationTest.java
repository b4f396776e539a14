package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.exception.DegenerateComponentException;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import dev.gmm4j.testing.TestData.Blobs;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Starts of which some parameters are given, and the rest comes from the samples. */
class PartialInitializationTest {
  private static final int COMPONENTS = 3;
  private static final Blobs BLOBS = TestData.blobs(601, 2, COMPONENTS, 4, 17);
  private static final double[][] MEANS = {{-3, 1}, {0, 4}, {5, -2}};
  private static final double[] WEIGHTS = {0.5, 0.3, 0.2};
  private static final double[][][] PRECISIONS = {
    {{2, 0.5}, {0.5, 1}}, {{1, 0}, {0, 4}}, {{0.5, -0.1}, {-0.1, 0.25}}
  };

  /** The second feature is in other units, so that it would decide everything if units counted. */
  private static double[][] scaled(double[][] rows, double unit) {
    return Arrays.stream(rows)
        .map(row -> new double[] {row[0], unit * row[1]})
        .toArray(double[][]::new);
  }

  private static GaussianMixtureEstimator.Builder start(Initialization initialization) {
    return GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .initialization(initialization)
        .regularization(1e-6)
        .maxIterations(0);
  }

  /** One step of k-means by the book: for each row the mean that is nearest in deviations of the features. */
  private static double[][] nearest(double[][] rows, double[] sampleWeights, double[][] means) {
    double[] parts = sampleWeights == null ? ones(rows.length) : sampleWeights;
    double total = Arrays.stream(parts).sum();
    double[] centre = NaiveMixture.mean(rows, parts, total);
    double[][] scatter = NaiveMixture.scatter(rows, parts, centre);
    int[] labels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < means.length; k++) {
        double distance = 0;
        for (int j = 0; j < centre.length; j++) {
          double difference = rows[i][j] - means[k][j];
          distance += difference * difference / (scatter[j][j] / total);
        }
        if (distance < least) {
          least = distance;
          labels[i] = k;
        }
      }
    }
    return TestData.oneHot(labels, means.length);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @ParameterizedTest
  @EnumSource
  void meansAlone_giveTheRestByTheNearestSamples(CovarianceType type) {
    for (double unit : new double[] {1, 1e4}) {
      double[][] rows = scaled(BLOBS.rows(), unit);
      double[][] means = scaled(MEANS, unit);
      NaiveMixture clusters =
          NaiveMixture.maximize(rows, null, nearest(rows, null, means), type, 1e-6);
      GaussianMixtureFit fit =
          start(Initialization.means(means)).covarianceType(type).build().fit(Samples.of(rows));

      Expect.sameMixture(
          NaiveMixture.of(fit.model()),
          new NaiveMixture(clusters.weights(), means, clusters.covariances()),
          1e-12);
      assertThat(fit.model().means()).isEqualTo(means);
    }
  }

  @Test
  void unitsOfFeatures_doNotCount() {
    assertThat(nearest(scaled(BLOBS.rows(), 1e4), null, scaled(MEANS, 1e4)))
        .isEqualTo(nearest(BLOBS.rows(), null, MEANS));
    Samples samples = Samples.of(BLOBS.rows());
    Samples other = Samples.of(scaled(BLOBS.rows(), 1024));
    double[] weights =
        start(Initialization.means(MEANS)).build().fit(samples).model().weights();
    double[] same = start(Initialization.means(scaled(MEANS, 1024)))
        .build()
        .fit(other)
        .model()
        .weights();

    assertThat(same).isEqualTo(weights);
  }

  @Test
  void weightsOfSamples_count() {
    double[] sampleWeights = IntStream.range(0, 601).mapToDouble(i -> i % 4).toArray();
    NaiveMixture clusters = NaiveMixture.maximize(
        BLOBS.rows(),
        sampleWeights,
        nearest(BLOBS.rows(), sampleWeights, MEANS),
        CovarianceType.FULL,
        1e-6);
    GaussianMixtureFit fit = start(Initialization.means(MEANS))
        .build()
        .fit(Samples.of(BLOBS.rows()).weighted(sampleWeights));

    Expect.sameMixture(
        NaiveMixture.of(fit.model()),
        new NaiveMixture(clusters.weights(), MEANS, clusters.covariances()),
        1e-12);
  }

  @Test
  void whatIsGivenBesideMeans_isUsedAsItIs() {
    Samples samples = Samples.of(BLOBS.rows());
    NaiveMixture clusters = NaiveMixture.maximize(
        BLOBS.rows(), null, nearest(BLOBS.rows(), null, MEANS), CovarianceType.FULL, 1e-6);
    Covariances covariances = Covariances.ofPrecisions(PRECISIONS);
    Initialization means = Initialization.means(MEANS);

    GaussianMixture weighted =
        start(means.withWeights(WEIGHTS)).build().fit(samples).model();
    assertThat(weighted.weights()).isEqualTo(WEIGHTS);
    Expect.sameMixture(
        NaiveMixture.of(weighted), new NaiveMixture(WEIGHTS, MEANS, clusters.covariances()), 1e-12);

    GaussianMixture shaped =
        start(means.withPrecisions(PRECISIONS)).build().fit(samples).model();
    assertThat(shaped.covariances()).isEqualTo(covariances);
    assertThat(shaped.means()).isEqualTo(MEANS);
    Expect.close("weights", shaped.weights(), clusters.weights(), 1e-14);
    for (int k = 0; k < COMPONENTS; k++) {
      Expect.close("precision", shaped.precision(k), PRECISIONS[k], 1e-14);
    }

    GaussianMixtureFit all =
        start(means.withPrecisions(PRECISIONS).withWeights(WEIGHTS)).build().fit(samples);
    GaussianMixtureFit whole = start(
            Initialization.parameters(GaussianMixture.of(WEIGHTS, MEANS, covariances)))
        .build()
        .fit(samples);
    assertThat(Expect.bits(all)).isEqualTo(Expect.bits(whole));
  }

  @Test
  void weightsOrCovariancesAlone_replaceThoseOfAnyInitialization() {
    Samples samples = Samples.of(BLOBS.rows());
    Covariances covariances = Covariances.spherical(new double[] {1, 2, 3}, 2);
    for (Initialization base : List.of(
        Initialization.kMeans(),
        Initialization.hierarchical(),
        Initialization.shortEm(),
        Initialization.labels(BLOBS.labels()))) {
      GaussianMixture found = start(base).build().fit(samples).model();
      GaussianMixture weighted =
          start(base.withWeights(WEIGHTS)).build().fit(samples).model();
      GaussianMixture both = start(base.withWeights(WEIGHTS).withCovariances(covariances))
          .build()
          .fit(samples)
          .model();

      assertThat(weighted.means()).isEqualTo(found.means());
      assertThat(weighted.covariances()).isEqualTo(found.covariances());
      assertThat(weighted.weights()).isEqualTo(WEIGHTS).isNotEqualTo(found.weights());
      assertThat(both.means()).isEqualTo(found.means());
      assertThat(both.covariances()).isEqualTo(covariances);
      assertThat(both.weights()).isEqualTo(WEIGHTS);
    }
  }

  @Test
  void randomBases_areTriedAgain() {
    GaussianMixtureFit fit = start(Initialization.randomSamples().withWeights(WEIGHTS))
        .maxIterations(20)
        .restarts(4)
        .build()
        .fit(Samples.of(BLOBS.rows()));

    assertThat(fit.restarts().stream().map(RestartReport::trace).distinct().count())
        .isGreaterThan(1);
    assertThat(start(Initialization.means(MEANS))
            .restarts(4)
            .build()
            .fit(Samples.of(BLOBS.rows()))
            .restarts())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void emFromThere_isEmByTheBook(CovarianceType type) {
    NaiveMixture clusters =
        NaiveMixture.maximize(BLOBS.rows(), null, nearest(BLOBS.rows(), null, MEANS), type, 1e-6);
    GaussianMixtureFit fit = start(Initialization.means(MEANS).withWeights(WEIGHTS))
        .covarianceType(type)
        .maxIterations(5)
        .tolerance(0)
        .build()
        .fit(Samples.of(BLOBS.rows()));

    Expect.sameMixture(
        NaiveMixture.of(fit.model()),
        new NaiveMixture(WEIGHTS, MEANS, clusters.covariances())
            .em(BLOBS.rows(), null, type, 1e-6, 5),
        1e-9);
  }

  @Test
  void threadsAndWhereRowsAre_doNotMatter() {
    double[][] rows = TestData.blobs(20_000, 3, 4, 5, 2).rows();
    double[][] means = {rows[0], rows[5], rows[10], rows[15]};
    RowSource source = new RowSource() {
      @Override
      public long rows() {
        return rows.length;
      }

      @Override
      public int columns() {
        return 3;
      }

      @Override
      public void read(long first, int count, double[] destination) {
        for (int i = 0; i < count; i++) {
          System.arraycopy(rows[(int) first + i], 0, destination, i * 3, 3);
        }
      }
    };
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(4)
        .initialization(Initialization.means(means))
        .maxIterations(3)
        .threads(1)
        .build();
    List<Long> bits = Expect.bits(estimator.fit(Samples.of(rows)));

    assertThat(Expect.bits(estimator.toBuilder().threads(3).build().fit(Samples.of(rows))))
        .isEqualTo(bits);
    assertThat(Expect.bits(estimator.fit(Samples.of(source)))).isEqualTo(bits);
  }

  @Test
  void meansFarFromTheirSamples_loseNoPrecision() {
    double[][] rows = BLOBS.rows();
    NaiveMixture all = NaiveMixture.maximize(
        rows, null, TestData.oneHot(new int[rows.length], 1), CovarianceType.FULL, 0);
    GaussianMixtureFit one = GaussianMixtureEstimator.builder()
        .components(1)
        .regularization(0)
        .initialization(Initialization.means(new double[][] {{1e9, -3e9}}))
        .maxIterations(0)
        .build()
        .fit(Samples.of(rows));

    Expect.close("covariance", one.model().covariances().matrix(0), all.covariances()[0], 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void meanWithoutSamples_beginsWithTheWeightOfOne(MixingProportions proportions) {
    double[][] rows = {{0, 0}, {1, 0}, {0, 1}, {2, 2}, {9, 9}, {8, 9}, {9, 8}, {7, 7}};
    // Nothing is nearest to the second.
    double[][] means = {{0, 0}, {30, -30}, {9, 9}};
    GaussianMixtureFit fit = start(Initialization.means(means))
        .proportions(proportions)
        .degeneracy(DegeneracyPolicy.FAIL)
        .build()
        .fit(Samples.of(rows));
    double[] weights = fit.model().weights();

    if (proportions == MixingProportions.EQUAL) {
      Expect.close("weights", weights, new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, 1e-15);
    } else {
      Expect.close("weights", weights, new double[] {4.0 / 9, 1.0 / 9, 4.0 / 9}, 1e-15);
    }
    NaiveMixture pooled = NaiveMixture.maximize(
        rows,
        null,
        TestData.oneHot(new int[] {0, 0, 0, 0, 1, 1, 1, 1}, 2),
        CovarianceType.TIED,
        1e-6);
    Expect.close("pooled", fit.model().covariances().matrix(1), pooled.covariances()[0], 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void everyModel_startsFromMeans(CovarianceModel model) {
    GaussianMixtureFit fit = start(Initialization.means(MEANS))
        .covariance(model)
        .maxIterations(30)
        .build()
        .fit(Samples.of(BLOBS.rows()));
    List<Double> trace = fit.bestRestart().trace();

    assertThat(trace).hasSizeGreaterThan(2);
    for (int i = 1; i < trace.size(); i++) {
      assertThat(trace.get(i)).isGreaterThanOrEqualTo(trace.get(i - 1) - 1e-6);
    }
  }

  @Test
  void noise_leavesRoomForItself() {
    NoiseRegion region = NoiseRegion.of(new double[] {-20, -20}, new double[] {20, 20});
    GaussianMixtureEstimator.Builder builder =
        start(Initialization.means(MEANS)).noise(InitialNoise.share(0.2).withRegion(region));
    Samples samples = Samples.of(BLOBS.rows());
    NaiveMixture clusters = NaiveMixture.maximize(
        BLOBS.rows(), null, nearest(BLOBS.rows(), null, MEANS), CovarianceType.FULL, 1e-6);
    double[] expected = Arrays.stream(clusters.weights()).map(w -> 0.8 * w).toArray();

    Expect.close("found", builder.build().fit(samples).model().weights(), expected, 1e-13);
    for (Initialization given : List.of(
        Initialization.means(MEANS).withWeights(WEIGHTS),
        Initialization.means(MEANS).withWeights(WEIGHTS).withPrecisions(PRECISIONS),
        Initialization.kMeans().withWeights(WEIGHTS))) {
      GaussianMixture model = builder.initialization(given).build().fit(samples).model();
      Expect.close("given", model.weights(), new double[] {0.4, 0.24, 0.16}, 1e-15);
      assertThat(model.noise().weight()).isCloseTo(0.2, within(1e-15));
    }
  }

  @Test
  void streams_startFromMeans() {
    GaussianMixtureEstimator estimator = GaussianMixtureEstimator.builder()
        .components(COMPONENTS)
        .initialization(Initialization.means(MEANS))
        .build();
    Samples samples = Samples.of(BLOBS.rows());

    assertThat(StreamingEstimator.builder(estimator)
            .batchSize(100)
            .build()
            .fit(samples)
            .model()
            .logLikelihood(samples))
        .isGreaterThan(estimator.toBuilder()
            .maxIterations(0)
            .build()
            .fit(samples)
            .model()
            .logLikelihood(samples));
  }

  @Test
  void weightsOfSinglePrecision_areDividedByTheirSum() {
    double[] single = {0.5, 0.3 + 4e-7, 0.2};
    double[] weights = start(Initialization.means(MEANS).withWeights(single))
        .build()
        .fit(Samples.of(BLOBS.rows()))
        .model()
        .weights();

    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-15));
    Expect.close("weights", weights, WEIGHTS, 1e-6);
  }

  @Test
  void whatIsGiven_isCopied() {
    double[][] means = scaled(MEANS, 1);
    double[] weights = WEIGHTS.clone();
    Initialization initialization = Initialization.means(means).withWeights(weights);
    String identity = initialization.identity();
    means[0][0] = 77;
    weights[0] = 77;
    GaussianMixture model =
        start(initialization).build().fit(Samples.of(BLOBS.rows())).model();

    assertThat(model.means()).isEqualTo(MEANS);
    assertThat(model.weights()).isEqualTo(WEIGHTS);
    assertThat(initialization.identity()).isEqualTo(identity);
  }

  @Test
  void clusterOfOneRow_hasThePooledCovariance() {
    double[][] rows = {{0, 0}, {1, 0}, {0, 1}, {2, 2}, {9, 9}};
    double[][] means = {{0, 0}, {9, 9}};
    GaussianMixture model = GaussianMixtureEstimator.builder()
        .components(2)
        .regularization(0)
        .initialization(Initialization.means(means))
        .degeneracy(DegeneracyPolicy.PRUNE)
        .maxIterations(0)
        .build()
        .fit(Samples.of(rows))
        .model();
    NaiveMixture pooled = NaiveMixture.maximize(
        rows, null, TestData.oneHot(new int[] {0, 0, 0, 0, 1}, 2), CovarianceType.TIED, 0);

    assertThat(model.means()).isEqualTo(means);
    Expect.close("pooled", model.covariances().matrix(1), pooled.covariances()[0], 1e-14);
  }

  @Test
  void baseThatLosesAComponent_isNoStartForGivenWeights() {
    // Two different rows are no three clusters, and what is pruned has a weight.
    double[][] rows = {{0, 0}, {0, 0}, {5, 5}, {5, 5}, {0, 1}, {1, 0}, {5, 6}, {6, 5}};
    int[] labels = {0, 0, 1, 1, 0, 0, 1, 1};
    GaussianMixtureEstimator estimator = start(Initialization.labels(labels).withWeights(WEIGHTS))
        .degeneracy(DegeneracyPolicy.PRUNE)
        .build();

    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> estimator.fit(Samples.of(rows)))
        .withMessage(
            "the initialization left 2 components, but weights or covariances were given for 3");
    assertThatExceptionOfType(DegenerateComponentException.class)
        .isThrownBy(() ->
            estimator.toBuilder().degeneracy(DegeneracyPolicy.FAIL).build().fit(Samples.of(rows)));
  }
}
