package dev.gmm4j.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.internal.kernel.KernelFixture.Case;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the composed kernel adds to statistics. */
class KernelMomentsTest {
  /** Sums of up to 512 terms and rounding of the responsibilities, which err by about d ulps of a log-density. */
  private static final double TOLERANCE = 1e-11;

  @ParameterizedTest
  @MethodSource("dev.gmm4j.internal.kernel.KernelFixture#cases")
  void softAssignment_equalsOracleForAllMoments(Case c) {
    NaiveMixture mixture = c.mixture();
    double[] centres = TestData.flat(mixture.means());
    try (MixtureKernel kernel = c.kernel()) {
      kernel.use(KernelFixture.parameters(mixture, c.type()));
      for (int n : KernelFixture.rowCounts(kernel.blockRows(), c.dimension())) {
        double[][] rows = TestData.draw(mixture, n, n);
        double[] weights = n % 2 == 0 ? null : TestData.weights(n, 3);
        double[][] responsibilities = mixture.responsibilities(rows);
        SampleBlock block = kernel.load(KernelFixture.block(rows, weights));
        for (Moments moments : Moments.values()) {
          SufficientStatistics statistics =
              new SufficientStatistics(centres, c.components(), c.dimension(), moments);
          kernel.accumulate(block, Assignment.SOFT, statistics);

          KernelFixture.expectStatistics(statistics, rows, weights, responsibilities, TOLERANCE);
          Expect.close(
              "log-likelihood",
              statistics.logLikelihood(),
              mixture.logLikelihood(rows, weights),
              TOLERANCE,
              c.dimension());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.gmm4j.internal.kernel.KernelFixture#cases")
  void hardAssignment_equalsOracleForAllMoments(Case c) {
    NaiveMixture mixture = c.mixture();
    NaiveMixture.Evaluation oracle = mixture.evaluation();
    double[][] rows = TestData.draw(mixture, 101, 6);
    double[] weights = TestData.weights(101, 4);
    double classification = 0;
    double[][] memberships = new double[101][c.components()];
    for (int i = 0; i < 101; i++) {
      int label = oracle.label(rows[i]);
      memberships[i][label] = 1;
      classification += weights[i] * oracle.weightedLog(rows[i], label);
    }
    try (MixtureKernel kernel = c.kernel()) {
      kernel.use(KernelFixture.parameters(mixture, c.type()));
      SampleBlock block = kernel.load(KernelFixture.block(rows, weights));
      for (Moments moments : Moments.values()) {
        SufficientStatistics statistics = new SufficientStatistics(
            TestData.flat(mixture.means()), c.components(), c.dimension(), moments);
        kernel.accumulate(block, Assignment.HARD, statistics);

        KernelFixture.expectStatistics(statistics, rows, weights, memberships, TOLERANCE);
        Expect.close(
            "log-likelihood", statistics.logLikelihood(), classification, TOLERANCE, c.dimension());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void givenResponsibilities_needNoParametersAndAddNoLogLikelihood(Moments moments) {
    int n = 65;
    double[][] rows = TestData.normal(n, 3, 8);
    double[] weights = TestData.weights(n, 9);
    double[][] responsibilities =
        TestData.mixture(4, 3, CovarianceType.FULL, 1).responsibilities(rows);
    SufficientStatistics statistics =
        new SufficientStatistics(TestData.flat(TestData.normal(4, 3, 2)), 4, 3, moments);
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 3, 5)) {
      SampleBlock block = kernel.load(KernelFixture.block(rows, weights));
      kernel.accumulate(block, TestData.flat(responsibilities), statistics);
    }

    KernelFixture.expectStatistics(statistics, rows, weights, responsibilities, TOLERANCE);
    assertThat(statistics.logLikelihood()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void accumulation_addsToWhatIsThere(Moments moments) {
    NaiveMixture mixture = TestData.mixture(3, 4, CovarianceType.FULL, 21);
    double[][] rows = TestData.draw(mixture, 120, 22);
    SufficientStatistics statistics =
        new SufficientStatistics(TestData.flat(mixture.means()), 3, 4, moments);
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 4, 3)) {
      kernel.use(KernelFixture.parameters(mixture, CovarianceType.FULL));
      double[][] head = Arrays.copyOfRange(rows, 0, 47);
      double[][] tail = Arrays.copyOfRange(rows, 47, 120);
      kernel.accumulate(kernel.load(KernelFixture.block(head, null)), Assignment.SOFT, statistics);
      kernel.accumulate(kernel.load(KernelFixture.block(tail, null)), Assignment.SOFT, statistics);
    }

    KernelFixture.expectStatistics(
        statistics, rows, null, mixture.responsibilities(rows), TOLERANCE);
    Expect.close(
        "log-likelihood", statistics.logLikelihood(), mixture.logLikelihood(rows, null), TOLERANCE);
  }

  @ParameterizedTest
  @EnumSource
  void momentsAboutTheMeans_keepTheirPrecisionFarFromZero(CovarianceType type) {
    NaiveMixture mixture = TestData.mixture(2, 3, type, 5);
    double[][] rows = TestData.draw(mixture, 99, 7);
    shift(rows, 0x1p20);
    shift(mixture.means(), 0x1p20);
    for (Moments moments : Moments.values()) {
      SufficientStatistics statistics =
          new SufficientStatistics(TestData.flat(mixture.means()), 2, 3, moments);
      try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 3, 2)) {
        kernel.use(KernelFixture.parameters(mixture, type));
        kernel.accumulate(
            kernel.load(KernelFixture.block(rows, null)), Assignment.SOFT, statistics);
      }
      KernelFixture.expectStatistics(
          statistics, rows, null, mixture.responsibilities(rows), TOLERANCE);
    }
  }

  @Test
  void rowOfWeightZero_addsNothing() {
    NaiveMixture mixture = TestData.mixture(2, 2, CovarianceType.FULL, 14);
    double[][] rows = TestData.draw(mixture, 10, 7);
    rows[4] = new double[] {1e140, -1e140};
    double[] weights = TestData.weights(10, 2);
    weights[4] = 0;
    SufficientStatistics statistics =
        new SufficientStatistics(TestData.flat(mixture.means()), 2, 2, Moments.FULL);
    try (MixtureKernel kernel = MixtureKernels.of(KernelFixture.BACKEND, 2, 2)) {
      kernel.use(KernelFixture.parameters(mixture, CovarianceType.FULL));
      kernel.accumulate(
          kernel.load(KernelFixture.block(rows, weights)), Assignment.SOFT, statistics);
    }
    double[][] kept = rows.clone();
    kept[4] = rows[0];

    KernelFixture.expectStatistics(
        statistics, kept, weights, mixture.responsibilities(kept), TOLERANCE);
    Expect.close(
        "log-likelihood",
        statistics.logLikelihood(),
        mixture.logLikelihood(rows, weights),
        TOLERANCE);
  }

  private static void shift(double[][] rows, double offset) {
    for (double[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        row[j] += offset;
      }
    }
  }
}
