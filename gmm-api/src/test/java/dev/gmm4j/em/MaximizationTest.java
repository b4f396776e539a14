package dev.gmm4j.em;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaximizationTest {
  private static final int ROWS = 61;

  /** Moments about a centre within a few deviations: n roundings and the cancellation of a small shift. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @CsvSource({
    "FULL,1,1",
    "FULL,3,4",
    "FULL,2,13",
    "TIED,1,1",
    "TIED,3,4",
    "TIED,2,13",
    "DIAGONAL,1,1",
    "DIAGONAL,3,4",
    "DIAGONAL,2,13",
    "SPHERICAL,1,1",
    "SPHERICAL,3,4",
    "SPHERICAL,2,13"
  })
  void estimate_equalsOracle(CovarianceType type, int components, int dimension) {
    double[][] rows = TestData.normal(ROWS, dimension, 5);
    double[] weights = TestData.weights(ROWS, 6);
    double[][] responsibilities = responsibilities(components, dimension, rows);
    for (double regularization : new double[] {0, 0.125}) {
      Maximization maximization = new Maximization(type, regularization);
      // Centres off the means, so that the shift between them matters.
      SufficientStatistics statistics = statistics(
          rows, weights, responsibilities, TestData.normal(components, dimension, 7), maximization);
      ParameterEstimate estimate = maximization.maximize(statistics);

      NaiveMixture expected =
          NaiveMixture.maximize(rows, weights, responsibilities, type, regularization);
      expect(estimate, expected);
      expect(
          maximization.maximizeUnregularized(statistics),
          NaiveMixture.maximize(rows, weights, responsibilities, type, 0));
      assertThat(estimate.covariances().type()).isEqualTo(type);
    }
  }

  @ParameterizedTest
  @EnumSource
  void componentWithoutWeight_keepsItsCentreAndHasTheRegularizationOnly(CovarianceType type) {
    double[][] rows = TestData.normal(ROWS, 2, 5);
    double[][] responsibilities = new double[ROWS][];
    java.util.Arrays.setAll(responsibilities, i -> new double[] {i % 2, 0, 1 - i % 2});
    double[][] centres = TestData.normal(3, 2, 7);
    Maximization maximization = new Maximization(type, 0.5);
    ParameterEstimate estimate =
        maximization.maximize(statistics(rows, null, responsibilities, centres, maximization));

    assertThat(estimate.weights()[1]).isZero();
    assertThat(estimate.means()[2]).isEqualTo(centres[1][0]);
    assertThat(estimate.means()[3]).isEqualTo(centres[1][1]);
    Covariances covariances = estimate.covariances();
    if (type != CovarianceType.TIED) {
      assertThat(covariances.matrix(1)).isDeepEqualTo(new double[][] {{0.5, 0}, {0, 0.5}});
    }
    assertThat(covariances.get(0, 0, 0)).isGreaterThan(0.5);
    assertThat(estimate.weights()[0] + estimate.weights()[2]).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void moments_areTheOnesTheStructureNeeds(CovarianceType type) {
    Moments expected = switch (type) {
      case FULL -> Moments.FULL;
      case TIED -> Moments.POOLED;
      case DIAGONAL, SPHERICAL -> Moments.DIAGONAL;
    };

    assertThat(new Maximization(type, 0.25).moments()).isEqualTo(expected);
  }

  @Test
  void statisticsOfOtherMomentsOrWithoutWeight_areRefused() {
    Maximization maximization = new Maximization(CovarianceType.FULL, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            maximization.maximize(new SufficientStatistics(new double[1], 1, 1, Moments.DIAGONAL)))
        .withMessage("statistics must hold FULL moments, but held DIAGONAL");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            maximization.maximize(new SufficientStatistics(new double[1], 1, 1, Moments.FULL)))
        .withMessage("statistics must have a total weight > 0, but had 0.0");
  }

  @Test
  void regularizationOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Maximization(CovarianceType.FULL, -0.5))
        .withMessage("regularization must be finite and >= 0, but was -0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Maximization(CovarianceType.FULL, Double.NaN))
        .withMessage("regularization must be finite and >= 0, but was NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Maximization(CovarianceType.FULL, Double.POSITIVE_INFINITY))
        .withMessage("regularization must be finite and >= 0, but was Infinity");
  }

  private static double[][] responsibilities(int components, int dimension, double[][] rows) {
    return TestData.mixture(components, dimension, CovarianceType.SPHERICAL, 11)
        .responsibilities(rows);
  }

  private static SufficientStatistics statistics(
      double[][] rows,
      double[] weights,
      double[][] responsibilities,
      double[][] centres,
      Maximization maximization) {
    int d = rows[0].length;
    SufficientStatistics statistics =
        new SufficientStatistics(TestData.flat(centres), centres.length, d, maximization.moments());
    try (MixtureKernel kernel = MixtureKernels.of(new NaiveBackend(), d, centres.length)) {
      RowBlock block = new RowBlock(TestData.flat(rows), 0, rows.length, d, weights);
      kernel.accumulate(kernel.load(block), TestData.flat(responsibilities), statistics);
    }
    return statistics;
  }

  private static void expect(ParameterEstimate estimate, NaiveMixture expected) {
    Expect.close("weights", estimate.weights(), expected.weights(), TOLERANCE);
    Expect.close("means", estimate.means(), TestData.flat(expected.means()), TOLERANCE);
    for (int k = 0; k < expected.components(); k++) {
      Expect.close(
          "covariance " + k,
          estimate.covariances().matrix(k),
          expected.covariances()[k],
          TOLERANCE);
    }
  }
}
