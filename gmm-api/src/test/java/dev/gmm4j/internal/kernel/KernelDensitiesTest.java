package dev.gmm4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.internal.kernel.KernelFixture.Case;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the composed kernel says of the samples of a block. */
class KernelDensitiesTest {
  /** Rounding of d products and sums, times a condition number of about 50, in a log-density of about d. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @MethodSource("dev.gmm4j.internal.kernel.KernelFixture#cases")
  void densitiesResponsibilitiesAndLabels_equalOracle(Case c) {
    NaiveMixture mixture = c.mixture();
    NaiveMixture.Evaluation oracle = mixture.evaluation();
    try (MixtureKernel kernel = c.kernel()) {
      kernel.use(KernelFixture.parameters(mixture, c.type()));
      for (int n : KernelFixture.rowCounts(kernel.blockRows(), c.dimension())) {
        double[][] rows = TestData.draw(mixture, n, n);
        int components = c.components();
        double[] densities = new double[n];
        double[] densitiesAgain = new double[n];
        double[] responsibilities = new double[n * components];
        int[] labels = new int[n];
        SampleBlock block = kernel.load(KernelFixture.block(rows, null));
        kernel.logDensities(block, densities);
        kernel.responsibilities(block, densitiesAgain, responsibilities);
        kernel.labels(block, labels);

        assertThat(block.rows()).isEqualTo(n);
        assertThat(densitiesAgain).isEqualTo(densities);
        for (int i = 0; i < n; i++) {
          double expected = oracle.logDensity(rows[i]);
          Expect.close("log-density", densities[i], expected, TOLERANCE, c.dimension());
          double[] ofRow =
              Arrays.copyOfRange(responsibilities, i * components, (i + 1) * components);
          // An error of a log-density is one of its exponential, relative.
          Expect.close(
              "responsibilities",
              ofRow,
              oracle.responsibilities(rows[i]),
              TOLERANCE * (c.dimension() + Math.abs(expected)));
          // Rounding can only decide between components that are equally likely up to rounding.
          assertThat(oracle.weightedLog(rows[i], labels[i]))
              .isGreaterThanOrEqualTo(
                  oracle.weightedLog(rows[i], oracle.label(rows[i])) - TOLERANCE * c.dimension());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void kernel_isReusedForFewerComponentsAndOtherTypes(CovarianceType type) {
    // One kernel sees all types in turn: nothing of an earlier one may remain.
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 4, 7)) {
      SampleBlock block = kernel.load(KernelFixture.block(TestData.normal(70, 4, 5), null));
      double[] densities = new double[70];
      for (CovarianceType other : CovarianceType.values()) {
        kernel.use(KernelFixture.parameters(TestData.mixture(7, 4, other, 9), other));
        kernel.logDensities(block, densities);
      }
      NaiveMixture mixture = TestData.mixture(2, 4, type, 8);
      kernel.use(KernelFixture.parameters(mixture, type));
      kernel.logDensities(block, densities);

      double[] expected = new double[70];
      double[][] rows = TestData.normal(70, 4, 5);
      Arrays.setAll(expected, i -> mixture.evaluation().logDensity(rows[i]));
      Expect.close("log-densities", densities, expected, TOLERANCE);
    }
  }

  @Test
  void labels_goToTheSmallerIndexWhereComponentsAreEqual() {
    NaiveMixture half = TestData.mixture(1, 3, CovarianceType.FULL, 4);
    double[][] means = {half.means()[0], half.means()[0], half.means()[0]};
    double[][][] covariances = {half.covariances()[0], half.covariances()[0], half.covariances()[0]
    };
    NaiveMixture mixture = new NaiveMixture(new double[] {0.2, 0.4, 0.4}, means, covariances);
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 3, 3)) {
      kernel.use(KernelFixture.parameters(mixture, CovarianceType.FULL));
      int[] labels = new int[20];
      kernel.labels(kernel.load(KernelFixture.block(TestData.normal(20, 3, 2), null)), labels);

      assertThat(labels).containsOnly(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void componentOfWeightZero_takesNothing(CovarianceType type) {
    NaiveMixture three = TestData.mixture(3, 2, type, 12);
    NaiveMixture mixture =
        new NaiveMixture(new double[] {0, 0.25, 0.75}, three.means(), three.covariances());
    double[][] rows = TestData.draw(mixture, 50, 1);
    rows[0] = three.means()[0].clone();
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 2, 3)) {
      kernel.use(KernelFixture.parameters(mixture, type));
      SampleBlock block = kernel.load(KernelFixture.block(rows, null));
      double[] densities = new double[50];
      double[] responsibilities = new double[150];
      int[] labels = new int[50];
      kernel.responsibilities(block, densities, responsibilities);
      kernel.labels(block, labels);

      for (int i = 0; i < 50; i++) {
        assertThat(responsibilities[3 * i]).isZero();
        assertThat(labels[i]).isNotZero();
        Expect.close(
            "log-density", densities[i], mixture.evaluation().logDensity(rows[i]), TOLERANCE, 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void offsetOfAMillion_costsOnlyTheRoundingOfTheSamples(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(3, 5, type, 77);
    double[][] rows = TestData.draw(mixture, 100, 3);
    double[][] means = mixture.means();
    // Multiples of 2^-10, so that adding the offset is exact and the oracle needs no offset.
    roundAll(rows);
    roundAll(means);
    double[] expected = new double[100];
    Arrays.setAll(expected, i -> mixture.evaluation().logDensity(rows[i]));
    NaiveMixture shifted =
        new NaiveMixture(mixture.weights(), plus(means, 1e6), mixture.covariances());
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 5, 3)) {
      kernel.use(KernelFixture.parameters(shifted, type));
      double[] densities = new double[100];
      kernel.logDensities(kernel.load(KernelFixture.block(plus(rows, 1e6), null)), densities);

      // The centre that samples and means are shifted by is rounded to 1e-10: both by the same
      // amount.
      Expect.close("log-densities", densities, expected, TOLERANCE);
    }
  }

  @Test
  void evaluationWithoutParameters_isRefused() {
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 2, 1)) {
      SampleBlock block = kernel.load(KernelFixture.block(TestData.normal(3, 2, 1), null));

      assertThatThrownBy(() -> kernel.logDensities(block, new double[3]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("use(parameters) must be called before a block is evaluated");
    }
  }

  private static void roundAll(double[][] rows) {
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.rint(row[j] * 1024) / 1024;
      }
    }
  }

  private static double[][] plus(double[][] rows, double offset) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(x -> x + offset).toArray())
        .toArray(double[][]::new);
  }
}
