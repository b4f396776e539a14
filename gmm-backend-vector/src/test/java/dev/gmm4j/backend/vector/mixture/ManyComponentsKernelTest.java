package dev.gmm4j.backend.vector.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.backend.Backends;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many components in groups, most of which the kernel gives up by bounds. */
class ManyComponentsKernelTest {
  private static final LinearAlgebraBackend BACKEND = Backends.standard().get("ejml");
  private static final int ROWS = 700;
  private static final int COMPONENTS = 120;
  private static final int OF_A_GROUP = 6;
  private static final double APART = 40;

  private final SplittableRandom random = new SplittableRandom(5);

  /** Overlapping components in groups that lie apart, their variances from 0.5 to 2. */
  private MixtureParameters mixture(CovarianceType type, int d, double apart, double offset) {
    double[] means = new double[COMPONENTS * d];
    double[] centre = new double[d];
    for (int i = 0; i < means.length; i++) {
      if (i % (OF_A_GROUP * d) < d) {
        centre[i % d] = offset + apart * random.nextGaussian();
      }
      means[i] = centre[i % d] + random.nextGaussian();
    }
    double[] variances = random.doubles(COMPONENTS * d, 0.5, 2).toArray();
    double[] covariances = variances;
    if (type == CovarianceType.FULL) {
      covariances = new double[COMPONENTS * d * d];
      for (int i = 0; i < covariances.length; i++) {
        int row = i / d;
        int column = row / d * d + i % d;
        double correlation = row == column ? 1 : 0.3;
        covariances[i] = correlation * Math.sqrt(variances[row] * variances[column]);
      }
    }
    double[] weights = random.doubles(COMPONENTS, 0.5, 1).toArray();
    weights[17] = 0;
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, k -> weights[k] / sum);
    return MixtureParameters.of(
        weights, means, Covariances.of(type, COMPONENTS, d, covariances), BACKEND);
  }

  private static MixtureParameters withNoise(MixtureParameters parameters) {
    int d = parameters.dimension();
    double[] lower = new double[d];
    double[] upper = new double[d];
    Arrays.fill(lower, -500);
    Arrays.fill(upper, 500);
    double[] weights = Arrays.stream(parameters.weights()).map(w -> 0.9 * w).toArray();
    return MixtureParameters.of(
            weights, parameters.means(), parameters.covariances(), parameters.factors())
        .with(new UniformNoise(0.1, NoiseRegion.of(lower, upper)));
  }

  /** Rows of components by turns, of which one in ten lies amid the others. */
  private RowBlock rows(MixtureParameters parameters, boolean weighted) {
    int d = parameters.dimension();
    double[] means = parameters.means();
    double[] values = new double[ROWS * d];
    for (int i = 0; i < ROWS; i++) {
      int k = random.nextInt(COMPONENTS);
      int l = random.nextInt(10) == 0 ? random.nextInt(COMPONENTS) : k;
      for (int j = 0; j < d; j++) {
        values[i * d + j] = 0.5 * (means[k * d + j] + means[l * d + j]) + random.nextGaussian();
      }
    }
    double[] weights = weighted ? random.doubles(ROWS, 0, 3).toArray() : null;
    return new RowBlock(values, 0, ROWS, d, weights);
  }

  private static ManyComponentsKernel kernel(KernelParameters parameters) {
    ManyComponentsKernel kernel =
        new ManyComponentsKernel(parameters.dimension(), parameters.components());
    kernel.use(parameters);
    return kernel;
  }

  private static SufficientStatistics statistics(
      MixtureKernel kernel,
      KernelParameters parameters,
      RowBlock rows,
      Assignment assignment,
      Moments moments) {
    SufficientStatistics statistics = new SufficientStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), moments);
    for (RowBlock block : blocks(kernel, rows)) {
      kernel.accumulate(kernel.load(block), assignment, statistics);
    }
    return statistics;
  }

  /** Returns rows in blocks of the size that a kernel wants. */
  private static List<RowBlock> blocks(MixtureKernel kernel, RowBlock rows) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int first = 0; first < ROWS; first += kernel.blockRows()) {
      int count = Math.min(kernel.blockRows(), ROWS - first);
      double[] weights =
          rows.weights() == null ? null : Arrays.copyOfRange(rows.weights(), first, first + count);
      blocks.add(
          new RowBlock(rows.values(), rows.rowOffset(first), count, rows.dimension(), weights));
    }
    return blocks;
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).containsExactly(expected, within(relative * largest));
  }

  private static void assertClose(
      SufficientStatistics actual, SufficientStatistics expected, double tolerance) {
    double logLikelihood = expected.logLikelihood();
    assertThat(actual.logLikelihood())
        .isCloseTo(logLikelihood, within(tolerance * Math.abs(logLikelihood)));
    assertClose(actual.weights(), expected.weights(), tolerance);
    assertClose(actual.first(), expected.first(), tolerance);
    assertClose(actual.second(), expected.second(), tolerance);
  }

  @ParameterizedTest
  @CsvSource({
    "FULL, FULL, 2, 0, false, false",
    "FULL, FULL, 8, 0, true, true",
    "FULL, FULL, 12, 1000, false, false",
    "FULL, DIAGONAL, 5, 0, true, false",
    "DIAGONAL, DIAGONAL, 3, 0, true, true",
    "DIAGONAL, DIAGONAL, 39, 1000, false, false",
    "DIAGONAL, NONE, 9, 0, false, false"
  })
  void statistics_areThoseOfTheComposedKernel_andBoundsChangeNoBit(
      CovarianceType type, Moments moments, int d, double offset, boolean weighted, boolean noise) {
    MixtureParameters plain = mixture(type, d, APART, offset);
    RowBlock rows = rows(plain, weighted);
    KernelParameters parameters = (noise ? withNoise(plain) : plain).kernelParameters();
    ManyComponentsKernel kernel = kernel(parameters);
    MixtureKernel composed = MixtureKernels.composed(BACKEND, d, parameters.components());
    composed.use(parameters);
    GroupedPass pass = kernel.grouped();
    assertThat(pass).as("groups pay").isNotNull();

    SufficientStatistics actual = statistics(kernel, parameters, rows, Assignment.SOFT, moments);
    // Squared distances of an offset are off by its square's rounding.
    double tolerance = offset == 0 ? 1e-12 : 1e-9;
    assertClose(
        actual, statistics(composed, parameters, rows, Assignment.SOFT, moments), tolerance);

    Objects.requireNonNull(pass).ignoreBounds();
    SufficientStatistics unbounded = statistics(kernel, parameters, rows, Assignment.SOFT, moments);
    assertThat(actual.logLikelihood()).isEqualTo(unbounded.logLikelihood());
    assertThat(actual.weights()).isEqualTo(unbounded.weights());
    assertThat(actual.first()).isEqualTo(unbounded.first());
    assertThat(actual.second()).isEqualTo(unbounded.second());
  }

  /** A block is evaluated in parts, whose results stand in the order of its rows. */
  @Test
  void otherResults_areThoseOfTheComposedKernel() {
    int d = 3;
    MixtureParameters mixture = mixture(CovarianceType.FULL, d, APART, 0);
    RowBlock rows = rows(mixture, true);
    KernelParameters parameters = mixture.kernelParameters();
    ManyComponentsKernel kernel = kernel(parameters);
    assertThat(VectorMixtureKernel.blockRows(d, COMPONENTS))
        .as("rows of a part")
        .isLessThan(ROWS);
    MixtureKernel composed = MixtureKernels.composed(BACKEND, d, COMPONENTS);
    composed.use(parameters);

    double[] densities = new double[ROWS];
    double[] expectedDensities = new double[ROWS];
    double[] responsibilities = new double[ROWS * COMPONENTS];
    double[] expectedResponsibilities = new double[ROWS * COMPONENTS];
    kernel.responsibilities(kernel.load(rows), densities, responsibilities);
    int[] labels = new int[ROWS];
    int[] expectedLabels = new int[ROWS];
    kernel.labels(kernel.load(rows), labels);
    int first = 0;
    for (RowBlock block : blocks(composed, rows)) {
      double[] some = new double[block.rows()];
      double[] ofSome = new double[block.rows() * COMPONENTS];
      int[] someLabels = new int[block.rows()];
      composed.responsibilities(composed.load(block), some, ofSome);
      composed.labels(composed.load(block), someLabels);
      System.arraycopy(some, 0, expectedDensities, first, some.length);
      System.arraycopy(ofSome, 0, expectedResponsibilities, first * COMPONENTS, ofSome.length);
      System.arraycopy(someLabels, 0, expectedLabels, first, some.length);
      first += block.rows();
    }
    assertClose(densities, expectedDensities, 1e-12);
    assertClose(responsibilities, expectedResponsibilities, 1e-12);
    Arrays.fill(densities, 0);
    kernel.logDensities(kernel.load(rows), densities);
    assertClose(densities, expectedDensities, 1e-12);

    assertThat(labels).isEqualTo(expectedLabels);

    assertClose(
        statistics(kernel, parameters, rows, Assignment.HARD, Moments.FULL),
        statistics(composed, parameters, rows, Assignment.HARD, Moments.FULL),
        1e-12);
    SufficientStatistics given =
        new SufficientStatistics(parameters.means(), COMPONENTS, d, Moments.FULL);
    kernel.accumulate(kernel.load(rows), responsibilities, given);
    SufficientStatistics expected =
        statistics(composed, parameters, rows, Assignment.SOFT, Moments.FULL);
    assertClose(given.weights(), expected.weights(), 1e-12);
    assertClose(given.first(), expected.first(), 1e-12);
    assertClose(given.second(), expected.second(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"FULL, 8, 0.5", "DIAGONAL, 39, 0.2", "FULL, 13, 40"})
  void groups_areNotMadeWhereTheyWouldNotPay(CovarianceType type, int d, double apart) {
    assertThat(kernel(mixture(type, d, apart, 0).kernelParameters()).grouped()).isNull();
  }

  /** Such a sample would be out of the reach of all components, and have no density at all. */
  @Test
  void sampleWhoseDistancesOverflow_isDividedAsWithoutGroups() {
    int d = 2;
    MixtureParameters mixture = mixture(CovarianceType.DIAGONAL, d, APART, 0);
    RowBlock rows = rows(mixture, false);
    rows.values()[5] = 1e160;
    KernelParameters parameters = mixture.kernelParameters();
    ManyComponentsKernel kernel = kernel(parameters);
    assertThat(kernel.grouped()).isNotNull();
    VectorMixtureKernel plain = new VectorMixtureKernel(d, COMPONENTS);
    plain.use(parameters);
    SufficientStatistics expected =
        statistics(plain, parameters, rows, Assignment.SOFT, Moments.DIAGONAL);
    SufficientStatistics actual =
        statistics(kernel, parameters, rows, Assignment.SOFT, Moments.DIAGONAL);
    assertThat(actual.logLikelihood()).isFinite().isEqualTo(expected.logLikelihood());
    assertThat(actual.weights()).isEqualTo(expected.weights());
    assertThat(actual.first()).isEqualTo(expected.first());
  }
}
