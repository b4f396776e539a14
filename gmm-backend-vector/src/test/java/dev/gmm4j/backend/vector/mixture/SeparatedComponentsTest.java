package dev.gmm4j.backend.vector.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.backend.vector.mixture.layout.LinearDiscriminants;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components so far apart that the fused kernel sorts a block's rows, against the kernel composed of plain operations. */
class SeparatedComponentsTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().get("ejml");
  private static final int ROWS = 205;

  private final SplittableRandom random = new SplittableRandom(3);

  /** Components of variances from 0.5 to 2 and correlated features, whose means are some dozens of deviations apart. */
  private MixtureParameters mixture(int components, int d, double offset) {
    double[] covariances = new double[components * d * d];
    for (int k = 0; k < components; k++) {
      double variance = random.nextDouble(0.5, 2);
      for (int i = 0; i < d * d; i++) {
        covariances[k * d * d + i] = i / d == i % d ? variance : 0.3 * variance;
      }
    }
    double[] weights = random.doubles(components, 0.5, 1).toArray();
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, k -> weights[k] / sum);
    double[] means = new double[components * d];
    Arrays.setAll(means, i -> offset + 10 * random.nextGaussian());
    return MixtureParameters.of(
        weights, means, Covariances.of(CovarianceType.FULL, components, d, covariances), BACKEND);
  }

  /** Rows of components by turns, of which one in ten lies amid the others. */
  private RowBlock rows(MixtureParameters parameters, boolean weighted) {
    int d = parameters.dimension();
    int components = parameters.covariances().components();
    double[] values = new double[ROWS * d];
    for (int i = 0; i < ROWS; i++) {
      int k = random.nextInt(components);
      int l = random.nextInt(10) == 0 ? random.nextInt(components) : k;
      for (int j = 0; j < d; j++) {
        double mean = parameters.means()[k * d + j] + parameters.means()[l * d + j];
        values[i * d + j] = 0.5 * mean + random.nextGaussian();
      }
    }
    double[] weights = weighted ? random.doubles(ROWS, 0, 3).toArray() : null;
    return new RowBlock(values, 0, ROWS, d, weights);
  }

  private static void assertSorts(KernelParameters parameters) {
    int components = parameters.components();
    LinearDiscriminants discriminants = new LinearDiscriminants(parameters.dimension(), components);
    discriminants.use(parameters);
    double[] negligible = new double[components];
    Arrays.fill(negligible, 60);
    assertThat(discriminants.pay(negligible)).as("sorting pays").isTrue();
  }

  private static SufficientStatistics statistics(
      MixtureKernel kernel, KernelParameters parameters, RowBlock rows, Assignment assignment) {
    SufficientStatistics statistics = new SufficientStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), Moments.FULL);
    kernel.accumulate(kernel.load(rows), assignment, statistics);
    return statistics;
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).containsExactly(expected, within(relative * largest));
  }

  /** Features from the first number that panels are given up for; components of one strip and of three, and noise. */
  @ParameterizedTest
  @CsvSource({
    "13, 8, 0, false, false",
    "16, 17, 0, true, false",
    "17, 6, 1000, true, true",
    "18, 5, 0, false, false",
    "24, 40, 0, true, true",
    "40, 3, 1000, true, false"
  })
  void allResults_areThoseOfTheComposedKernel(
      int d, int components, double offset, boolean weighted, boolean noise) {
    MixtureParameters plain = mixture(components, d, offset);
    RowBlock rows = rows(plain, weighted);
    KernelParameters parameters = (noise ? withNoise(plain) : plain).kernelParameters();
    assertSorts(parameters);
    int evaluated = parameters.components();
    MixtureKernel fused = new VectorMixtureKernel(d, evaluated);
    MixtureKernel composed = MixtureKernels.composed(BACKEND, d, evaluated);
    fused.use(parameters);
    composed.use(parameters);

    double[] densities = new double[ROWS];
    double[] expectedDensities = new double[ROWS];
    double[] responsibilities = new double[ROWS * evaluated];
    double[] expectedResponsibilities = new double[ROWS * evaluated];
    composed.responsibilities(composed.load(rows), expectedDensities, expectedResponsibilities);
    fused.responsibilities(fused.load(rows), densities, responsibilities);
    // Squared distances of an offset are off by its square's rounding.
    double tolerance = offset == 0 ? 1e-12 : 1e-9;
    assertClose(densities, expectedDensities, tolerance);
    assertClose(responsibilities, expectedResponsibilities, tolerance);
    fused.logDensities(fused.load(rows), densities);
    assertClose(densities, expectedDensities, tolerance);

    int[] labels = new int[ROWS];
    int[] expectedLabels = new int[ROWS];
    fused.labels(fused.load(rows), labels);
    composed.labels(composed.load(rows), expectedLabels);
    assertThat(labels).isEqualTo(expectedLabels);

    for (Assignment assignment : Assignment.values()) {
      SufficientStatistics actual = statistics(fused, parameters, rows, assignment);
      SufficientStatistics expected = statistics(composed, parameters, rows, assignment);
      assertThat(actual.logLikelihood())
          .isCloseTo(
              expected.logLikelihood(), within(tolerance * Math.abs(expected.logLikelihood())));
      assertClose(actual.weights(), expected.weights(), tolerance);
      assertClose(actual.first(), expected.first(), tolerance);
      assertClose(actual.second(), expected.second(), tolerance);
    }
    assertGiven(fused, composed, parameters, rows, expectedResponsibilities, tolerance);
  }

  /** What the caller gives is in the order of the rows, whatever order the kernel had before. */
  private static void assertGiven(
      MixtureKernel fused,
      MixtureKernel composed,
      KernelParameters parameters,
      RowBlock rows,
      double[] responsibilities,
      double tolerance) {
    int components = parameters.components();
    int d = parameters.dimension();
    SufficientStatistics actual =
        new SufficientStatistics(parameters.means(), components, d, Moments.FULL);
    SufficientStatistics expected =
        new SufficientStatistics(parameters.means(), components, d, Moments.FULL);
    fused.accumulate(fused.load(rows), responsibilities, actual);
    composed.accumulate(composed.load(rows), responsibilities, expected);
    assertClose(actual.weights(), expected.weights(), tolerance);
    assertClose(actual.first(), expected.first(), tolerance);
    assertClose(actual.second(), expected.second(), tolerance);
  }

  private static MixtureParameters withNoise(MixtureParameters parameters) {
    int d = parameters.dimension();
    double[] lower = new double[d];
    double[] upper = new double[d];
    Arrays.fill(lower, -2000);
    Arrays.fill(upper, 2000);
    double[] weights =
        Arrays.stream(parameters.weights()).map(weight -> 0.9 * weight).toArray();
    return MixtureParameters.of(
            weights, parameters.means(), parameters.covariances(), parameters.factors())
        .with(new UniformNoise(0.1, NoiseRegion.of(lower, upper)));
  }
}
