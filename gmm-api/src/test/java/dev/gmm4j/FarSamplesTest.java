package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.clustering.ComponentMerging;
import dev.gmm4j.clustering.KMeans;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.testing.ExactDensities;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples far from all components, up to the largest doubles, against decimal numbers of 680 digits. */
class FarSamplesTest {
  /** Rounding of d products, times a condition number of about 50. */
  private static final double TOLERANCE = 1e-12;

  private static final double[][] DIAGONAL_ROWS = {
    {1e3, 1e3},
    {1e8, 1e8},
    {-1e8, -1e8},
    {1e16, 1e16},
    {1e100, 1e100},
    {1e154, 1e154},
    {1e155, 1e155},
    {1e200, 1e200},
    {1e307, 1e307},
    {-1.7e308, -1.7e308}
  };

  private static GaussianMixture model(
      double[] weights, double[][] means, Covariances covariances) {
    return GaussianMixture.of(weights, means, covariances, new NaiveBackend());
  }

  @Test
  void wideComponent_isLikeliestAtAnyDistance() {
    GaussianMixture model = model(
        new double[] {0.3, 0.7},
        new double[][] {{0, 0}, {5, 5}},
        Covariances.full(new double[][][] {{{1, 0.2}, {0.2, 1}}, {{4, 0}, {0, 4}}}));
    Samples samples = Samples.of(DIAGONAL_ROWS);

    assertThat(model.predict(samples)).containsOnly(1);
    double[] batch = model.logDensities(samples);
    for (int i = 0; i < DIAGONAL_ROWS.length; i++) {
      double x = DIAGONAL_ROWS[i][0];
      double expected = Math.log(0.7 / (2 * Math.PI * 4)) - 0.25 * (x - 5) * (x - 5);

      assertThat(model.predict(DIAGONAL_ROWS[i])).isEqualTo(1);
      assertThat(model.responsibilities(DIAGONAL_ROWS[i])).containsExactly(0, 1);
      assertThat(model.responsibilities(samples)[i]).containsExactly(0, 1);
      assertThat(model.logDensity(DIAGONAL_ROWS[i])).isEqualTo(batch[i]);
      if (expected == Double.NEGATIVE_INFINITY) {
        assertThat(batch[i]).isEqualTo(expected);
      } else {
        Expect.close("log-density", batch[i], expected, TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyDistance_isAsDecimalNumbersSay(CovarianceType type) {
    Random random = new Random(3);
    for (int d = 1; d <= 4; d++) {
      NaiveMixture mixture = TestData.mixture(3, d, type, d);
      ExactDensities exact = new ExactDensities(mixture);
      GaussianMixture model = mixture.model(type);
      double[][] rows = new double[50][d];
      for (int i = 0; i < rows.length; i++) {
        double size = Math.pow(10, i * 308.0 / (rows.length - 1));
        for (int j = 0; j < d; j++) {
          rows[i][j] = size * (2 * random.nextDouble() - 1);
        }
      }
      Samples samples = Samples.of(rows);
      int[] labels = model.predict(samples);
      double[] logDensities = model.logDensities(samples);
      double[][] responsibilities = model.responsibilities(samples);
      for (int i = 0; i < rows.length; i++) {
        String row = "d=" + d + ", " + Arrays.toString(rows[i]);
        ExactDensities.Evaluation evaluation = exact.at(rows[i]);
        assertThat(labels[i]).as(row).isEqualTo(evaluation.label());
        assertThat(model.predict(rows[i])).as(row).isEqualTo(labels[i]);
        double expected = evaluation.logDensity();
        checkLogDensity(row, logDensities[i], expected);
        checkLogDensity(row, model.logDensity(rows[i]), expected);
        // Near boundaries an error of a log-density is one of the logarithm of a responsibility.
        double tolerance = TOLERANCE * Math.max(1, Math.min(1e10, Math.abs(expected)));
        double[] posterior = evaluation.responsibilities();
        assertThat(responsibilities[i]).as(row).containsExactly(posterior, within(tolerance));
        assertThat(model.responsibilities(rows[i]))
            .as(row)
            .containsExactly(posterior, within(tolerance));
      }
    }
  }

  private static void checkLogDensity(String what, double actual, double expected) {
    if (expected == Double.NEGATIVE_INFINITY) {
      assertThat(actual).as(what).isEqualTo(expected);
    } else {
      Expect.close(what, actual, expected, TOLERANCE, 5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void logDensities_fallWithDistanceAsFarAsDoublesReach(CovarianceType type) {
    GaussianMixture model = TestData.mixture(3, 2, type, 5).model(type);
    double[][] rows = new double[4000][];
    for (int i = 0; i < rows.length; i++) {
      double distance = 20 * Math.pow(1.08, i);
      rows[i] = new double[] {distance, -0.5 * distance};
      rows = distance < 1e154 ? rows : Arrays.copyOf(rows, i + 1);
    }
    double[] batch = model.logDensities(Samples.of(rows));
    for (int i = 1; i < rows.length; i++) {
      double distance = rows[i][0];
      double single = model.logDensity(rows[i]);
      if (distance < 1e153) {
        assertThat(batch[i]).as("%s", distance).isFinite().isLessThan(batch[i - 1]);
        assertThat(single).as("%s", distance).isLessThan(model.logDensity(rows[i - 1]));
      } else {
        assertThat(batch[i]).as("%s", distance).isLessThanOrEqualTo(batch[i - 1]);
      }
    }
    assertThat(model.logDensities(Samples.of(new double[][] {{1e160, -1e300}, {1e308, 1e308}})))
        .containsOnly(Double.NEGATIVE_INFINITY);
    assertThat(model.squaredMahalanobis(new double[] {1e160, -1e300}))
        .containsOnly(Double.POSITIVE_INFINITY);
  }

  /** Half a squared distance can be a double where the squared distance is none. */
  @Test
  void halfOfADistanceThatOverflows_isALogDensity() {
    GaussianMixture model =
        model(new double[] {1}, new double[][] {{0}}, Covariances.spherical(new double[] {1}, 1));
    double[] x = {1.5e154};
    double expected = -0.5 * 1.5e154 * 1.5e154;

    Expect.close("log-density", model.logDensity(x), expected, 1e-15);
    Expect.close("component", model.componentLogDensities(x)[0], expected, 1e-15);
    Expect.close("batch", model.logDensities(Samples.of(x, 1))[0], expected, 1e-15);
    assertThat(model.squaredMahalanobis(x)).containsExactly(Double.POSITIVE_INFINITY);
  }

  /** What tells components of one covariance apart is far below the rounding of their distances. */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e9, 1e17, 1e40, 1e150, 1e154, 1e155, 1e200, 1.7e308})
  void componentsOfEqualCovariances_areToldApartByTheirMeans(double size) {
    double[] weights = {0.9, 0.1};
    double[][] means = {{0, 0}, {3, -1}};
    double[][] matrix = {{2, 0.5}, {0.5, 1}};
    for (Covariances covariances : new Covariances[] {
      Covariances.tied(matrix, 2),
      Covariances.full(new double[][][] {matrix, matrix}),
      Covariances.diagonal(new double[][] {{2, 1}, {2, 1}}),
      Covariances.spherical(new double[] {2, 2}, 2)
    }) {
      GaussianMixture model = model(weights, means, covariances);
      double[][] rows = {{size, 0}, {-size, 0}, {0, size}, {0, -size}, {size, -size}, {-size, size}
      };
      ExactDensities exact = new ExactDensities(NaiveMixture.of(model));
      int[] labels = model.predict(Samples.of(rows));
      for (int i = 0; i < rows.length; i++) {
        String row = covariances.type() + Arrays.toString(rows[i]);
        assertThat(labels[i]).as(row).isEqualTo(exact.at(rows[i]).label());
        assertThat(model.predict(rows[i])).as(row).isEqualTo(labels[i]);
        assertThat(model.responsibilities(rows[i])[labels[i]]).as(row).isEqualTo(1);
      }
    }
  }

  /** Squared distances are equal but for what is linear in the sample, though the covariances are not. */
  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e9, 1e17, 1e40, 1e154, 1e155, 1e200, 1.7e308})
  void covariancesThatAreAlikeInADirection_leaveItToTheMeans(double size) {
    Covariances swapped = Covariances.diagonal(new double[][] {{1, 4}, {4, 1}});
    Covariances mirrored =
        Covariances.full(new double[][][] {{{1, 0.5}, {0.5, 1}}, {{1, -0.5}, {-0.5, 1}}});
    for (double shift : new double[] {-1, 1}) {
      double[][] means = {{0, 0}, {shift, 0}};
      int expected = shift > 0 ? 1 : 0;

      assertThat(model(new double[] {0.5, 0.5}, means, swapped).predict(new double[] {size, size}))
          .isEqualTo(expected);
      assertThat(model(new double[] {0.5, 0.5}, means, mirrored).predict(new double[] {size, 0}))
          .isEqualTo(expected);
    }
  }

  @Test
  void componentsThatAreEquallyFar_areToldApartByTheirWeights() {
    double[][] means = {{1, 0}, {-1, 0}, {1, 0}};
    GaussianMixture model = model(
        new double[] {0.2, 0.5, 0.3}, means, Covariances.spherical(new double[] {1, 1, 1}, 2));
    for (double size : new double[] {1e3, 1e20, 1e160, 1.7e308}) {
      Samples samples = Samples.of(new double[][] {{0, size}, {size, 0}});
      // Near enough for log-densities to be subtracted, which then err by some 1e-10.
      double tolerance = size < 1e5 ? 1e-10 : 1e-15;

      assertThat(model.predict(samples)).containsExactly(1, 2);
      assertThat(model.responsibilities(samples)[0])
          .containsExactly(new double[] {0.2, 0.5, 0.3}, within(tolerance));
      assertThat(model.responsibilities(samples)[1])
          .containsExactly(new double[] {0.4, 0, 0.6}, within(tolerance));
    }
  }

  @Test
  void componentsWithoutWeight_areNeverLabels() {
    GaussianMixture model = model(
        new double[] {0, 0.5, 0.5},
        new double[][] {{1e300, 0}, {0, 0}, {1, 0}},
        Covariances.spherical(new double[] {9, 1, 1}, 2));
    Samples samples = Samples.of(new double[][] {{1e300, 0}, {-1e300, 0}, {0.1, 0}});

    assertThat(model.predict(samples)).containsExactly(2, 1, 1);
    assertThat(model.responsibilities(samples)[0]).containsExactly(0, 0, 1);
    assertThat(model.predict(new double[] {1e300, 0})).isEqualTo(2);
    assertThat(model.logDensity(new double[] {1e300, 0})).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void noise_hasAllThatIsFar() {
    UniformNoise noise =
        new UniformNoise(0.1, NoiseRegion.of(new double[] {-10, -10}, new double[] {10, 10}));
    GaussianMixture model = GaussianMixture.of(
        new double[] {0.9},
        new double[][] {{0, 0}},
        Covariances.spherical(new double[] {1}, 2),
        noise,
        new NaiveBackend());
    Samples samples = Samples.of(DIAGONAL_ROWS);

    assertThat(model.predict(samples)).containsOnly(UniformNoise.LABEL);
    assertThat(model.noiseProbabilities(samples)).containsOnly(1);
    for (int i = 0; i < DIAGONAL_ROWS.length; i++) {
      Expect.close("noise", model.logDensities(samples)[i], Math.log(0.1 / 400), 1e-15);
      Expect.close("noise", model.logDensity(DIAGONAL_ROWS[i]), Math.log(0.1 / 400), 1e-15);
      assertThat(model.predict(DIAGONAL_ROWS[i])).isEqualTo(UniformNoise.LABEL);
    }
  }

  @Test
  void scoresOfFarSamples_areInfinite_unlessTheyWeighNothing() {
    GaussianMixture model =
        TestData.mixture(2, 2, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    double[][] rows = {{0, 1}, {1e200, 0}, {1, 1}};
    Samples samples = Samples.of(rows);
    Score infinite = model.score(samples);

    assertThat(infinite.logLikelihood()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(infinite.meanLogLikelihood()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(infinite.bic()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(infinite.aic()).isEqualTo(Double.POSITIVE_INFINITY);
    Score finite = model.score(samples.weighted(new double[] {2, 0, 1}));
    Expect.close(
        "log-likelihood",
        finite.logLikelihood(),
        2 * model.logDensity(rows[0]) + model.logDensity(rows[2]),
        TOLERANCE);
    assertThat(finite.totalWeight()).isEqualTo(3);
    assertThat(finite.bic()).isFinite();
  }

  /** Log-densities of single samples are exact to rounding; those of batches had lost half of their digits. */
  @ParameterizedTest
  @EnumSource
  void tightComponentsFarFromTheMixturesMean_haveTheSameDensitiesInBatches(CovarianceType type) {
    double variance = 1e-18;
    double[][] covariance = {{variance, 0}, {0, variance}};
    if (type == CovarianceType.FULL || type == CovarianceType.TIED) {
      covariance[0][1] = 0.5 * variance;
      covariance[1][0] = 0.5 * variance;
    }
    double[][] means = {{1, 1}, {1 + 3e-9, 1 - 1e-9}, {2, 3}};
    NaiveMixture mixture = new NaiveMixture(
        new double[] {0.3, 0.3, 0.4}, means, new double[][][] {covariance, covariance, covariance});
    GaussianMixture model = mixture.model(type);
    ExactDensities exact = new ExactDensities(mixture);
    double[][] rows = TestData.normal(700, 2, 1);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 2; j++) {
        rows[i][j] = means[i % 3][j] + 1e-9 * rows[i][j];
      }
    }
    Samples samples = Samples.of(rows);
    double[] batch = model.logDensities(samples);
    double[][] responsibilities = model.responsibilities(samples);
    for (int i = 0; i < rows.length; i++) {
      assertThat(batch[i]).isEqualTo(model.logDensity(rows[i]));
      assertThat(responsibilities[i]).isEqualTo(model.responsibilities(rows[i]));
      if (i < 50) {
        // Differences are exact; a log-density of about 40 has a few roundings.
        ExactDensities.Evaluation evaluation = exact.at(rows[i]);
        Expect.close("log-density", batch[i], evaluation.logDensity(), 1e-14, 40);
        assertThat(responsibilities[i])
            .containsExactly(evaluation.responsibilities(), within(1e-13));
      }
    }
    double sum = Arrays.stream(batch).sum();
    Expect.close("score", model.logLikelihood(samples), sum, 1e-14);
  }

  @Test
  void severalThreads_giveTheSameBits() {
    GaussianMixture model =
        TestData.mixture(3, 2, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    double[][] rows = TestData.normal(5000, 2, 1);
    for (int i = 0; i < rows.length; i += 700) {
      rows[i][i % 2] *= 1e180;
    }
    Samples samples = Samples.of(rows);
    GaussianMixture alone = model.using(model.backend(), 1);

    assertThat(model.using(model.backend(), 5).logDensities(samples))
        .isEqualTo(alone.logDensities(samples));
    assertThat(model.using(model.backend(), 5).predict(samples)).isEqualTo(alone.predict(samples));
  }

  @Test
  void mergedClusters_ofFarSamples() {
    GaussianMixture model =
        TestData.mixture(3, 2, CovarianceType.TIED, 5).model(CovarianceType.TIED);
    double[][] rows = TestData.normal(300, 2, 1);
    rows[7][0] = 1e200;
    rows[8][1] = -1.7e308;
    Samples samples = Samples.of(rows);
    ComponentMerging merging = ComponentMerging.of(model, samples);

    assertThat(merging.entropy(3)).isFinite();
    assertThat(merging.predict(samples, 3)).isEqualTo(model.predict(samples));
    assertThat(merging.responsibilities(samples, 2)[7]).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void nearestCentre_isFoundFromAnywhere() {
    double[][] rows = TestData.normal(200, 2, 1);
    for (int i = 100; i < 200; i++) {
      rows[i][0] += 20;
    }
    var fit = KMeans.builder(2).build().fit(Samples.of(rows));
    int right = fit.centres()[0][0] > fit.centres()[1][0] ? 0 : 1;
    for (double size : new double[] {1e3, 1e17, 1e155, 1.7e308}) {
      assertThat(fit.predict(Samples.of(new double[][] {{size, 1}, {-size, 1}})))
          .containsExactly(right, 1 - right);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradients_pointBackAsFarAsDoublesReach(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(2, 2, type, 5);
    GaussianMixture model = mixture.model(type);
    for (double size : new double[] {1e3, 1e100, 1e154, 1e155, 1e300, 1e307}) {
      double[] x = {size, -0.25 * size};
      int k = model.predict(x);
      double[][] precision = model.precision(k);
      double[] gradient = model.logDensityGradient(x);
      for (int j = 0; j < 2; j++) {
        double expected = 0;
        for (int l = 0; l < 2; l++) {
          expected += precision[j][l] * (mixture.means()[k][l] - x[l]);
        }
        Expect.close("gradient", gradient[j], expected, TOLERANCE, size);
      }
    }
  }

  /** Numbers overflow on the way to a gradient that is a double: {@code W x} is 1e313, and a second factor 1e-5. */
  @Test
  void gradientsWithinDoubles_areFinite() {
    GaussianMixture model =
        model(new double[] {1}, new double[][] {{-1e308, 1}}, Covariances.diagonal(new double[][] {
          {1e300, 1e-10}
        }));
    double[] gradient = model.logDensityGradient(new double[] {1e308, 1e298});

    Expect.close("gradient", gradient[0], -2e8, TOLERANCE);
    assertThat(gradient[1]).isEqualTo(-1e308, within(1e296));
  }

  @Test
  void exactDistances_agreeWithSquaredMahalanobis() {
    NaiveMixture mixture = TestData.mixture(2, 3, CovarianceType.FULL, 5);
    double[] x = {1e120, -3e120, 2e119};
    BigDecimal expected = new ExactDensities(mixture).squaredDistance(1, x);

    Expect.close(
        "distance",
        mixture.model(CovarianceType.FULL).squaredMahalanobis(x)[1],
        expected.doubleValue(),
        TOLERANCE);
  }
}
