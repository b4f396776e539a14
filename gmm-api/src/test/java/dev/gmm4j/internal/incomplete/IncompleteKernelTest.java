package dev.gmm4j.internal.incomplete;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.MissingOracle;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncompleteKernelTest {
  private static final int COMPONENTS = 3;

  /** Conditions below about 50, and inverses by another way. */
  private static final double TOLERANCE = 1e-11;

  private final NaiveBackend backend = new NaiveBackend();

  /** Few features: groups of rows of a pattern; many: most patterns have one row. */
  @ParameterizedTest
  @CsvSource({
    "FULL,FULL,3,400", "FULL,DIAGONAL,3,400", "FULL,POOLED,3,400", "FULL,NONE,3,400",
    "TIED,POOLED,3,400", "TIED,FULL,3,400", "DIAGONAL,DIAGONAL,3,400", "DIAGONAL,FULL,3,400",
    "SPHERICAL,DIAGONAL,3,400", "SPHERICAL,POOLED,3,400", "FULL,FULL,12,120", "FULL,NONE,12,120",
    "FULL,POOLED,12,120", "TIED,POOLED,12,120", "TIED,DIAGONAL,12,120", "DIAGONAL,DIAGONAL,12,120",
    "SPHERICAL,FULL,12,120"
  })
  void expect_equalsOracle(CovarianceType type, Moments moments, int d, int n) {
    NaiveMixture mixture = TestData.mixture(COMPONENTS, d, type, 4);
    double[][] rows = withHoles(TestData.normal(n, d, 5), 0.2, 6);
    double[] weights = TestData.weights(n, 7);
    double[][] centres = TestData.normal(COMPONENTS, d, 8);
    MixtureParameters parameters = mixture.model(type).parameters();

    SufficientStatistics actual;
    try (LocalEngine engine = engine(rows, weights)) {
      actual = engine.expect(parameters, TestData.flat(centres), moments);
    }

    MissingOracle.Sums expected = new MissingOracle(mixture).sums(rows, weights, centres);
    Expect.close("weights", actual.weights(), expected.weights(), TOLERANCE);
    Expect.close("first", actual.first(), TestData.flat(expected.first()), TOLERANCE);
    Expect.close("second", actual.second(), second(expected, moments, d), TOLERANCE);
    Expect.close("log-likelihood", actual.logLikelihood(), expected.logLikelihood(), TOLERANCE);
  }

  /** Uniform noise has the density of the sides that are observed. */
  @ParameterizedTest
  @CsvSource({"2,300", "12,60"})
  void expect_withNoise_usesObservedSides(int d, int n) {
    NaiveMixture mixture = TestData.mixture(COMPONENTS, d, CovarianceType.FULL, 4);
    double[][] rows = withHoles(TestData.normal(n, d, 5), 0.3, 6);
    double[] lower = new double[d];
    double[] upper = new double[d];
    for (int j = 0; j < d; j++) {
      lower[j] = -3 - j;
      upper[j] = 4 + j;
    }
    UniformNoise noise = new UniformNoise(0.25, NoiseRegion.of(lower, upper));
    MixtureParameters parameters =
        mixture.model(CovarianceType.FULL).parameters().with(noise);

    double expectedNoise = 0;
    double expectedLogLikelihood = 0;
    for (double[] row : rows) {
      int[] observed = MissingOracle.observed(row);
      if (observed.length > 0) {
        double density = 0.25;
        for (int j : observed) {
          density /= upper[j] - lower[j];
        }
        double[] seen = new double[observed.length];
        for (int j = 0; j < seen.length; j++) {
          seen[j] = row[observed[j]];
        }
        double components =
            Math.exp(new MissingOracle(mixture).marginal(observed).evaluation().logDensity(seen));
        expectedNoise += density / (density + components);
        expectedLogLikelihood += Math.log(density + components);
      }
    }
    try (LocalEngine engine = engine(rows, null)) {
      SufficientStatistics actual = engine.expect(parameters, Moments.FULL);
      Expect.close("noise", actual.noiseWeight(), expectedNoise, TOLERANCE);
      Expect.close("log-likelihood", actual.logLikelihood(), expectedLogLikelihood, TOLERANCE);
    }
  }

  @Test
  void passesUnderTheSameParameters_mayAskForOtherMoments() {
    double[][] rows = withHoles(TestData.normal(400, 3, 5), 0.2, 6);
    MixtureParameters parameters = TestData.mixture(COMPONENTS, 3, CovarianceType.FULL, 4)
        .model(CovarianceType.FULL)
        .parameters();
    try (LocalEngine engine = engine(rows, null);
        LocalEngine fresh = engine(rows, null)) {
      engine.expect(parameters, Moments.NONE);

      assertThat(engine.expect(parameters, Moments.FULL).second())
          .isEqualTo(fresh.expect(parameters, Moments.FULL).second());
    }
  }

  @Test
  void expect_sameBitsForAnyNumberOfThreads() {
    double[][] rows = withHoles(TestData.normal(20_000, 4, 5), 0.2, 6);
    MixtureParameters parameters = TestData.mixture(COMPONENTS, 4, CovarianceType.FULL, 4)
        .model(CovarianceType.FULL)
        .parameters();
    double[][] seconds = new double[2][];
    for (int threads = 1; threads <= 2; threads++) {
      try (LocalEngine engine = new LocalEngine(
          Samples.of(rows).withMissingValues(),
          () -> IncompleteKernel.fitting(backend, 4, COMPONENTS, 1),
          COMPONENTS,
          threads)) {
        seconds[threads - 1] = engine.expect(parameters, Moments.FULL).second();
      }
    }
    assertThat(seconds[1]).isEqualTo(seconds[0]);
  }

  private LocalEngine engine(double[][] rows, double[] weights) {
    Samples samples = Samples.of(rows).withMissingValues();
    return new LocalEngine(
        weights == null ? samples : samples.weighted(weights),
        () -> IncompleteKernel.fitting(backend, rows[0].length, COMPONENTS + 1, 1),
        COMPONENTS + 1,
        1);
  }

  private static double[] second(MissingOracle.Sums sums, Moments moments, int d) {
    double[] second = new double[moments.size(COMPONENTS, d)];
    for (int k = 0; k < COMPONENTS && moments != Moments.NONE; k++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double value = sums.second()[k][i][j];
          switch (moments) {
            case FULL -> second[(k * d + i) * d + j] = value;
            case POOLED -> second[i * d + j] += value;
            default -> second[k * d + i] = i == j ? value : second[k * d + i];
          }
        }
      }
    }
    return second;
  }

  /** Makes some values NaN; of the first row all. */
  private static double[][] withHoles(double[][] rows, double share, long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = i == 0 || random.nextDouble() < share ? Double.NaN : rows[i][j];
      }
    }
    return rows;
  }
}
