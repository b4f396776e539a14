package dev.gmm4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Samples so far from all components that densities underflow and squared distances overflow. */
class KernelFarSamplesTest {
  private static final int COMPONENTS = 3;

  @ParameterizedTest
  @EnumSource
  void farSamples_haveFiniteLogDensitiesAndResponsibilitiesThatSumToOne(CovarianceType type) {
    double[][] rows = farRows();
    int n = rows.length;
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 2, COMPONENTS)) {
      kernel.use(KernelFixture.parameters(TestData.mixture(COMPONENTS, 2, type, 3), type));
      SampleBlock block = kernel.load(KernelFixture.block(rows, null));
      double[] densities = new double[n];
      double[] responsibilities = new double[n * COMPONENTS];
      int[] labels = new int[n];
      kernel.responsibilities(block, densities, responsibilities);
      kernel.labels(block, labels);

      for (int i = 0; i < n; i++) {
        assertThat(densities[i]).isFinite().isNegative();
        double[] ofRow = Arrays.copyOfRange(responsibilities, i * COMPONENTS, (i + 1) * COMPONENTS);
        assertThat(Arrays.stream(ofRow)).allMatch(r -> r >= 0 && r <= 1);
        // K roundings.
        Expect.close("sum", Arrays.stream(ofRow).sum(), 1, 1e-15);
        assertThat(ofRow[labels[i]]).isEqualTo(Arrays.stream(ofRow).max().getAsDouble());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void logDensities_followTheOracleAsLongAsSquaresAreFinite(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(COMPONENTS, 2, type, 3);
    double[][] rows = new double[140][];
    Arrays.setAll(rows, e -> new double[] {Math.pow(10, e), -0.3 * Math.pow(10, e)});
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 2, COMPONENTS)) {
      kernel.use(KernelFixture.parameters(mixture, type));
      double[] densities = new double[140];
      kernel.logDensities(kernel.load(KernelFixture.block(rows, null)), densities);

      for (int i = 0; i < 140; i++) {
        double expected = mixture.evaluation().logDensity(rows[i]);
        Expect.close("1e" + i + " away", densities[i], expected, 1e-12);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void statisticsOfFarSamples_areFinite(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(COMPONENTS, 2, type, 3);
    double[][] rows = Arrays.copyOf(farRows(), 30);
    for (Moments moments : Moments.values()) {
      SufficientStatistics statistics =
          new SufficientStatistics(TestData.flat(mixture.means()), COMPONENTS, 2, moments);
      try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 2, COMPONENTS)) {
        kernel.use(KernelFixture.parameters(mixture, type));
        kernel.accumulate(
            kernel.load(KernelFixture.block(rows, null)), Assignment.SOFT, statistics);
      }

      Expect.close("total weight", statistics.totalWeight(), 30, 1e-14);
      assertThat(statistics.logLikelihood()).isFinite();
      assertThat(statistics.first()).doesNotContain(Double.NaN);
      assertThat(statistics.second()).doesNotContain(Double.NaN);
    }
  }

  /** From a thousand to 1e160 standard deviations away, in three directions; less than a block. */
  private static double[][] farRows() {
    double[][] rows = new double[3 * 158][];
    for (int e = 3; e <= 160; e++) {
      double far = Math.pow(10, e);
      rows[3 * (e - 3)] = new double[] {far, 0};
      rows[3 * (e - 3) + 1] = new double[] {-far, far};
      rows[3 * (e - 3) + 2] = new double[] {far, -2 * far};
    }
    return rows;
  }
}
