package dev.gmm4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions far from all components, and of components far from each other: backends say the same. */
class FarSamplesTest {
  private static final String[] BACKENDS = {"vector", "ejml", "commonsmath", "nd4j"};

  /** Rounding of the factors of matrices of a condition of some tens, squared. */
  private static final double TOLERANCE = 1e-12;

  private static final double[] SIZES = {
    1e3, 1e5, 1e8, 1e16, 1e30, 1e77, 1e100, 1e145, 1e150, 1e154, 1e155, 1e200, 1e300, 1.7e308
  };

  @ParameterizedTest
  @EnumSource
  void backends_agreeAtAnyDistance(CovarianceType type) {
    Random random = new Random(11);
    for (int d : new int[] {1, 2, 5, 17, 40}) {
      double[][] means = new double[4][];
      for (int k = 0; k < means.length; k++) {
        means[k] = random.doubles(d, -3, 3).toArray();
      }
      double[] weights = {0.1, 0.2, 0.3, 0.4};
      Covariances covariances = covariances(type, means.length, d, 1, random);
      double[][] rows = new double[SIZES.length * 5][];
      for (int i = 0; i < rows.length; i++) {
        double size = SIZES[i % SIZES.length];
        rows[i] = random.doubles(d, -1, 1).map(x -> size * x).toArray();
      }
      Samples samples = Samples.of(rows);
      GaussianMixture first = null;
      for (String backend : BACKENDS) {
        GaussianMixture model =
            GaussianMixture.of(weights, means, covariances, Backends.standard().get(backend));
        first = first == null ? model : first;
        String where = backend + ", " + d + " features";
        int[] labels = model.predict(samples);
        assertThat(labels).as(where).isEqualTo(first.predict(samples));
        double[] expected = first.logDensities(samples);
        double[] logDensities = model.logDensities(samples);
        double[][] responsibilities = model.responsibilities(samples);
        for (int i = 0; i < rows.length; i++) {
          assertThat(model.predict(rows[i])).as(where).isEqualTo(labels[i]);
          checkLogDensity(where, logDensities[i], expected[i]);
          checkLogDensity(where, model.logDensity(rows[i]), expected[i]);
          assertThat(Arrays.stream(responsibilities[i]).sum())
              .as(where)
              .isCloseTo(1, within(1e-15 * means.length));
        }
        // The last of the sizes has a distance that overflows, if not along the first.
        assertThat(logDensities[SIZES.length - 1]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(model.score(samples).logLikelihood()).isEqualTo(Double.NEGATIVE_INFINITY);
      }
    }
  }

  /** Deviations of 1e-9 around 1, as 1e9 of them are from one component to another. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1e-5, 1e-6, 1e-9, 1e-12})
  void batches_agreeWithSingleSamplesForTightComponents(double deviation) {
    Random random = new Random(5);
    double[][] means = {{1, 1, 1}, {1 + 3 * deviation, 1, 1 - deviation}, {2, 1, 3}};
    double[] weights = {0.25, 0.25, 0.5};
    double[][] rows = new double[500][3];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 3; j++) {
        rows[i][j] = means[i % 3][j] + deviation * random.nextGaussian();
      }
    }
    Samples samples = Samples.of(rows);
    for (CovarianceType type : CovarianceType.values()) {
      Covariances covariances = covariances(type, 3, 3, deviation * deviation, random);
      for (String backend : BACKENDS) {
        GaussianMixture model =
            GaussianMixture.of(weights, means, covariances, Backends.standard().get(backend));
        double[] batch = model.logDensities(samples);
        for (int i = 0; i < rows.length; i++) {
          double single = model.logDensity(rows[i]);
          // Of kernels, that subtract the mixture's mean, up to 1e5 deviations: 5 of 16 digits.
          double bound = (deviation > 5e-6 ? 1e-10 : 1e-15) * Math.max(10, Math.abs(single));
          assertThat(batch[i]).as("%s, %s", backend, type).isCloseTo(single, within(bound));
        }
        assertThat(model.predict(samples)).isEqualTo(predictions(model, rows));
      }
    }
  }

  private static int[] predictions(GaussianMixture model, double[][] rows) {
    return Arrays.stream(rows).mapToInt(model::predict).toArray();
  }

  private static void checkLogDensity(String where, double actual, double expected) {
    if (expected == Double.NEGATIVE_INFINITY) {
      assertThat(actual).as(where).isEqualTo(expected);
    } else {
      assertThat(actual).as(where).isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
    }
  }

  /** Returns covariances of variances around a given one and condition numbers of some tens. */
  private static Covariances covariances(
      CovarianceType type, int components, int d, double variance, Random random) {
    double[][][] matrices = new double[components][d][d];
    for (double[][] matrix : matrices) {
      double[][] factor = new double[d][];
      for (int i = 0; i < d; i++) {
        factor[i] = random.doubles(d, -0.5, 0.5).map(x -> x / Math.sqrt(d)).toArray();
        factor[i][i] += 1;
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          for (int l = 0; l < d; l++) {
            matrix[i][j] += variance * factor[i][l] * factor[j][l];
          }
        }
      }
    }
    return switch (type) {
      case FULL -> Covariances.full(matrices);
      case TIED -> Covariances.tied(matrices[0], components);
      case DIAGONAL -> {
        double[][] variances = new double[components][];
        Arrays.setAll(
            variances, k -> random.doubles(d, 0.5 * variance, 2 * variance).toArray());
        yield Covariances.diagonal(variances);
      }
      case SPHERICAL ->
        Covariances.spherical(
            random.doubles(components, 0.5 * variance, 2 * variance).toArray(), d);
    };
  }
}
