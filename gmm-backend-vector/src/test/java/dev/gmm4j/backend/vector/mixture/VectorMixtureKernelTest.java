package dev.gmm4j.backend.vector.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the fused kernel leaves the plain path, against the kernel composed of another backend's operations. */
class VectorMixtureKernelTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().get("ejml");

  private final SplittableRandom random = new SplittableRandom(7);

  private static MixtureParameters mixture(CovarianceType type, double variance, double[] means) {
    return mixture(type, variance, means, 2);
  }

  /** Returns components of equal weights and the same variance in all directions. */
  private static MixtureParameters mixture(
      CovarianceType type, double variance, double[] means, int components) {
    int d = means.length / components;
    double[] values = new double[type.size(components, d)];
    boolean matrices = type == CovarianceType.FULL || type == CovarianceType.TIED;
    for (int i = 0; i < values.length; i++) {
      values[i] = !matrices || i % (d * d) % (d + 1) == 0 ? variance : 0;
    }
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    return MixtureParameters.of(
        weights, means, Covariances.of(type, components, d, values), BACKEND);
  }

  private static SufficientStatistics statistics(
      MixtureKernel kernel, MixtureParameters parameters, RowBlock rows, Moments moments) {
    SufficientStatistics statistics = new SufficientStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), moments);
    kernel.use(parameters.kernelParameters());
    kernel.accumulate(kernel.load(rows), Assignment.SOFT, statistics);
    return statistics;
  }

  private static MixtureKernel composed(MixtureParameters parameters) {
    return MixtureKernels.composed(BACKEND, parameters.dimension(), parameters.components());
  }

  private static MixtureKernel fused(MixtureParameters parameters) {
    return new VectorMixtureKernel(parameters.dimension(), parameters.components());
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], within(relative * largest));
    }
  }

  /** Pairs about the two means, as far from them on one side as on the other. */
  private RowBlock pairs(double[] means, double deviation, int rows) {
    int d = means.length / 2;
    double[] values = new double[rows * d];
    for (int i = 0; i < rows; i += 2) {
      for (int j = 0; j < d; j++) {
        double mean = means[i / 2 % 2 * d + j];
        double difference = deviation * random.nextDouble(-1, 1);
        values[i * d + j] = mean + difference;
        values[(i + 1) * d + j] = mean - difference;
      }
    }
    return new RowBlock(values, 0, rows, d, null);
  }

  /** Returns variances, or covariances {@code I + GGᵀ/d}, of random components. */
  private MixtureParameters randomMixture(CovarianceType type, int components, int d) {
    double[] values = new double[type.size(components, d)];
    if (type == CovarianceType.FULL || type == CovarianceType.TIED) {
      for (int from = 0; from < values.length; from += d * d) {
        double[] g = random.doubles((long) d * d, -2, 2).toArray();
        for (int i = 0; i < d * d; i++) {
          for (int l = 0; l < d; l++) {
            values[from + i] += g[i / d * d + l] * g[i % d * d + l] / d;
          }
          values[from + i] += i / d == i % d ? 1 : 0;
        }
      }
    } else {
      Arrays.setAll(values, i -> random.nextDouble(0.5, 2));
    }
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    double[] means = random.doubles((long) components * d, -2, 2).toArray();
    return MixtureParameters.of(
        weights, means, Covariances.of(type, components, d, values), BACKEND);
  }

  /** Tiles depend on the dimension, and of tied, diagonal and spherical covariances a last component has no neighbour. */
  @ParameterizedTest
  @EnumSource
  void densities_areThoseOfTheComposedKernel_inAnyDimension(CovarianceType type) {
    for (int d = 1; d <= 20; d++) {
      for (int components = 1; components <= 3; components++) {
        MixtureParameters parameters = randomMixture(type, components, d);
        double[] values = random.doubles(37L * d, -3, 3).toArray();
        RowBlock rows = new RowBlock(values, 0, 37, d, null);
        double[] actual = new double[37];
        double[] expected = new double[37];
        for (MixtureKernel kernel : List.of(fused(parameters), composed(parameters))) {
          kernel.use(parameters.kernelParameters());
          kernel.logDensities(
              kernel.load(rows), kernel instanceof VectorMixtureKernel ? actual : expected);
        }
        assertClose(actual, expected, 1e-13);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void momentsGiven_leaveTheParametersAsTheyWere(CovarianceType type) {
    MixtureParameters parameters = mixture(type, 1, new double[] {1, 2, 3, 5, 6, 7});
    RowBlock rows = pairs(parameters.means(), 1, 40);
    MixtureKernel kernel = fused(parameters);
    kernel.use(parameters.kernelParameters());
    double[] before = new double[40];
    kernel.logDensities(kernel.load(rows), before);

    double[] responsibilities = new double[80];
    Arrays.fill(responsibilities, 0.5);
    kernel.accumulate(
        kernel.load(rows),
        responsibilities,
        new SufficientStatistics(new double[] {9, 9, 9, 9, 9, 9}, 2, 3, Moments.DIAGONAL));

    double[] after = new double[40];
    kernel.logDensities(kernel.load(rows), after);
    assertThat(after).isEqualTo(before);
  }

  /** Whether moments are taken about the shift or about the centres, either side of where it changes. */
  @ParameterizedTest
  @CsvSource({"99.9, 3", "100.1, 3", "99.9, 20", "100.1, 20"})
  void moments_areThoseAboutTheCentres_asFarAsNearGoes(double distance, int dimension) {
    double[] means = new double[2 * dimension];
    means[0] = -distance;
    means[dimension] = distance;
    for (CovarianceType type : CovarianceType.values()) {
      MixtureParameters parameters = mixture(type, 1, means);
      RowBlock rows = pairs(means, 1.7, 128);
      Moments moments = new Maximization(type, 0).moments();

      SufficientStatistics actual = statistics(fused(parameters), parameters, rows, moments);
      SufficientStatistics expected = statistics(composed(parameters), parameters, rows, moments);

      assertClose(actual.weights(), expected.weights(), 1e-14);
      assertClose(actual.second(), expected.second(), 1e-11);
      assertThat(actual.first()).containsExactly(expected.first(), within(1e-11));
    }
  }

  /** Near by their wide covariance, but with samples so close together that nothing would be left. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-4, 1e-6, 1e-8})
  void moments_keepTheirDigits_whereSamplesAreMuchCloserThanTheCovariance(double deviation) {
    double[] means = {0, 0, 100, 100};
    for (CovarianceType type : CovarianceType.values()) {
      MixtureParameters parameters = mixture(type, 1, means);
      RowBlock rows = pairs(means, deviation, 64);
      Moments moments = new Maximization(type, 0).moments();

      SufficientStatistics actual = statistics(fused(parameters), parameters, rows, moments);
      SufficientStatistics expected = statistics(composed(parameters), parameters, rows, moments);

      // Samples and centres are shifted one by one: by up to 100, and so rounded.
      assertClose(actual.second(), expected.second(), 1e-9 + 1e-14 / deviation);
    }
  }

  @Test
  void secondMoments_areThoseOfTheOtherSamples_whereASampleWithoutAPartOverflows() {
    MixtureParameters parameters = MixtureParameters.of(
        new double[] {0.5, 0.5},
        new double[] {0, 1},
        Covariances.diagonal(new double[][] {{1}, {1e120}}),
        BACKEND);
    RowBlock rows = new RowBlock(new double[] {0, 1, 2, 1e200}, 0, 4, 1, null);

    SufficientStatistics actual = statistics(fused(parameters), parameters, rows, Moments.DIAGONAL);

    assertThat(actual.weights()).containsExactly(3, 1);
    assertThat(actual.second()).containsExactly(5, Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  void sampleBeyondAllDistances_isSharedEvenly_besideOthersOfItsPanel(CovarianceType type) {
    MixtureParameters parameters = mixture(type, 1, new double[] {0, 0, 0, 0, 0, 3, 3, 3, 3, 3});
    double[] values = new double[20 * 5];
    values[7 * 5] = 1e200;
    values[7 * 5 + 4] = -1e200;
    MixtureKernel kernel = fused(parameters);
    kernel.use(parameters.kernelParameters());
    double[] densities = new double[20];
    double[] responsibilities = new double[40];
    kernel.responsibilities(
        kernel.load(new RowBlock(values, 0, 20, 5, null)), densities, responsibilities);

    assertThat(densities[7]).isFinite();
    assertThat(responsibilities[14]).isEqualTo(0.5);
    assertThat(responsibilities[15]).isEqualTo(0.5);
    assertThat(responsibilities[16]).isCloseTo(1, within(1e-9));
  }

  /** 40 standard deviations away: {@code exp(-800)}; 12: {@code exp(-72)}, which is left out; 8: which is not. */
  @ParameterizedTest
  @CsvSource({"40, 0", "12, 0", "8, 1"})
  void negligibleParts_areLeftOut_andNoOthers(double distance, int kept) {
    MixtureParameters parameters =
        mixture(CovarianceType.DIAGONAL, 1, new double[] {0, 0, distance, 0});
    RowBlock rows = new RowBlock(new double[64], 0, 32, 2, null);

    SufficientStatistics actual = statistics(fused(parameters), parameters, rows, Moments.DIAGONAL);

    double part = 32 * Math.exp(-0.5 * distance * distance);
    assertThat(actual.weights()[0]).isCloseTo(32, within(1e-12));
    assertThat(actual.weights()[1]).isCloseTo(kept * part, within(1e-9 * part * kept));
    assertThat(actual.second()[2]).isCloseTo(kept * part * distance * distance, within(1e-9));
  }

  /** Ties in the second run of a block, whose first component to look at is the likeliest of the run before. */
  @ParameterizedTest
  @EnumSource
  void labels_ofTies_areTheSmallestIndex(CovarianceType type) {
    int components = 64;
    int d = 20;
    for (int repetition = 0; repetition < 20; repetition++) {
      double centre = random.nextDouble(1, 2);
      double[] means = new double[components * d];
      means[0] = -centre;
      means[d] = centre;
      for (int k = 2; k < components; k++) {
        means[k * d + 1] = 50 + k;
      }
      MixtureParameters parameters = mixture(type, random.nextDouble(0.5, 1.5), means, components);
      double[] values = new double[512 * d];
      for (int i = 0; i < 256; i++) {
        values[i * d] = centre;
      }
      MixtureKernel kernel = fused(parameters);
      kernel.use(parameters.kernelParameters());
      int[] labels = new int[512];
      kernel.labels(kernel.load(new RowBlock(values, 0, 512, d, null)), labels);

      assertThat(Arrays.copyOfRange(labels, 0, 256)).containsOnly(1);
      assertThat(Arrays.copyOfRange(labels, 256, 512)).containsOnly(0);
    }
  }
}
