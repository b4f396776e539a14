package dev.gmm4j.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.tck.internal.oracle.TextbookBackend;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel against the default one on textbook loops, while blocks, parameters and moments change under it. */
class Nd4jKernelTest {
  /** Relative to the largest number: rounding errors of sums of 512 products, with room for some cancellation. */
  private static final double TOLERANCE = 1e-11;

  private final LinearAlgebraBackend backend =
      new Nd4jBackendProvider().create(BackendOptions.defaults());
  private final Random random = new Random(20261121);

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 2", "3, 5", "7, 4", "33, 3"})
  void statisticsAndDensities_equalTextbook(int d, int components) {
    try (MixtureKernel kernel = MixtureKernels.of(backend, d, components);
        MixtureKernel oracle = MixtureKernels.of(new TextbookBackend("textbook"), d, components)) {
      // Blocks of changing sizes, the largest in the middle: memory has to grow and may be larger
      // than needed.
      for (int rows : new int[] {2, 1, 63, kernel.blockRows(), kernel.blockRows() - 1, 5}) {
        RowBlock block = block(rows, d, random.nextBoolean());
        allTypes(d, components).forEach(covariances -> {
          MixtureParameters parameters = parameters(d, components, covariances);
          kernel.use(parameters.kernelParameters());
          oracle.use(parameters.kernelParameters());
          compare(block, parameters, kernel, oracle);
        });
      }
    }
  }

  private void compare(
      RowBlock rows, MixtureParameters parameters, MixtureKernel kernel, MixtureKernel oracle) {
    int components = parameters.components();
    for (Assignment assignment : Assignment.values()) {
      for (Moments moments : Moments.values()) {
        SufficientStatistics actual = statistics(parameters, moments);
        SufficientStatistics expected = statistics(parameters, moments);
        try (SampleBlock block = kernel.load(rows)) {
          kernel.accumulate(block, assignment, actual);
        }
        oracle.accumulate(oracle.load(rows), assignment, expected);
        assertEqual(actual, expected);
      }
    }
    double[] responsibilities = random.doubles((long) rows.rows() * components).toArray();
    SufficientStatistics actual = statistics(parameters, Moments.FULL);
    SufficientStatistics expected = statistics(parameters, Moments.FULL);
    kernel.accumulate(kernel.load(rows), responsibilities, actual);
    oracle.accumulate(oracle.load(rows), responsibilities, expected);
    assertEqual(actual, expected);

    assertClose(evaluate(kernel, rows, components), evaluate(oracle, rows, components));
  }

  /** Returns log-densities, responsibilities and labels. */
  private static double[] evaluate(MixtureKernel kernel, RowBlock rows, int components) {
    int n = rows.rows();
    double[] densities = new double[n];
    double[] responsibilities = new double[n * components];
    int[] labels = new int[n];
    try (SampleBlock block = kernel.load(rows)) {
      kernel.responsibilities(block, densities, responsibilities);
      kernel.logDensities(block, densities);
      kernel.labels(block, labels);
    }
    double[] all = Arrays.copyOf(densities, n * (components + 2));
    System.arraycopy(responsibilities, 0, all, n, n * components);
    for (int i = 0; i < n; i++) {
      all[n * (components + 1) + i] = labels[i];
    }
    return all;
  }

  private static void assertEqual(SufficientStatistics actual, SufficientStatistics expected) {
    assertClose(actual.weights(), expected.weights());
    assertClose(actual.first(), expected.first());
    assertClose(actual.second(), expected.second());
    assertClose(new double[] {actual.logLikelihood()}, new double[] {expected.logLikelihood()});
  }

  /** Compares all at once: one assertion for each of a million numbers would take a minute. */
  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 1;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(actual[i] - expected[i]));
    }
    assertThat(error).isLessThanOrEqualTo(TOLERANCE * largest);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e3, 1e160, -1e300})
  void logDensities_areFinite_forFarSamples(double distance) {
    try (MixtureKernel kernel = MixtureKernels.of(backend, 2, 2)) {
      kernel.use(parameters(2, 2, Covariances.spherical(new double[] {1, 2}, 2))
          .kernelParameters());
      RowBlock far = new RowBlock(new double[] {distance, distance}, 0, 1, 2, null);
      double[] density = new double[1];
      double[] responsibilities = new double[2];
      kernel.responsibilities(kernel.load(far), density, responsibilities);
      assertThat(density[0]).isFinite();
      assertThat(responsibilities[0] + responsibilities[1]).isEqualTo(1);

      kernel.use(parameters(2, 2, allTypes(2, 2).toList().get(0)).kernelParameters());
      kernel.responsibilities(kernel.load(far), density, responsibilities);
      assertThat(density[0]).isFinite();
      assertThat(responsibilities[0] + responsibilities[1]).isEqualTo(1);
    }
  }

  @Test
  void sameCalls_giveSameBits() {
    RowBlock block = block(300, 10, true);
    MixtureParameters parameters = parameters(10, 3, allTypes(10, 3).toList().get(0));
    double[][] second = new double[2][];
    for (int i = 0; i < 2; i++) {
      try (MixtureKernel kernel = MixtureKernels.of(backend, 10, 3)) {
        kernel.use(parameters.kernelParameters());
        SufficientStatistics statistics = statistics(parameters, Moments.FULL);
        kernel.accumulate(kernel.load(block), Assignment.SOFT, statistics);
        second[i] = statistics.second();
      }
    }
    assertThat(second[0]).containsExactly(second[1]);
  }

  private Stream<Covariances> allTypes(int d, int components) {
    double[][][] full = new double[components][][];
    double[][] diagonal = new double[components][];
    double[] spherical = new double[components];
    for (int k = 0; k < components; k++) {
      full[k] = positiveDefinite(d);
      diagonal[k] = random.doubles(d, 0.5, 2).toArray();
      spherical[k] = 0.5 + random.nextDouble();
    }
    return Stream.of(
        Covariances.full(full),
        Covariances.tied(full[0], components),
        Covariances.diagonal(diagonal),
        Covariances.spherical(spherical, d));
  }

  private MixtureParameters parameters(int d, int components, Covariances covariances) {
    double[] weights = random.doubles(components, 0.5, 1).toArray();
    double sum = Arrays.stream(weights).sum();
    Arrays.setAll(weights, k -> weights[k] / sum);
    return MixtureParameters.of(
        weights, random.doubles((long) components * d, -2, 2).toArray(), covariances, backend);
  }

  private static SufficientStatistics statistics(MixtureParameters parameters, Moments moments) {
    return new SufficientStatistics(
        parameters.means(), parameters.components(), parameters.dimension(), moments);
  }

  private RowBlock block(int rows, int d, boolean weighted) {
    int offset = 3;
    double[] values = random.doubles((long) rows * d + offset, -3, 3).toArray();
    double[] weights = weighted ? random.doubles(rows).toArray() : null;
    return new RowBlock(values, offset, rows, d, weights);
  }

  private double[][] positiveDefinite(int d) {
    double[][] matrix = new double[d][d];
    double[][] root = new double[d][];
    Arrays.setAll(root, i -> random.doubles(d, -1, 1).toArray());
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int l = 0; l < d; l++) {
          matrix[i][j] += root[i][l] * root[j][l] / d;
        }
      }
      matrix[i][i] += 1;
    }
    return matrix;
  }
}
