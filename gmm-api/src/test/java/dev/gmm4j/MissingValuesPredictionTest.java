package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions where values are missing, against the mixture's distribution of what is observed of each row. */
class MissingValuesPredictionTest {
  private static final double TOLERANCE = 1e-10;

  /** Of three features rows of a pattern are many, of twelve most have a pattern of their own. */
  @ParameterizedTest
  @CsvSource({"FULL,3", "FULL,12", "TIED,12", "DIAGONAL,12", "SPHERICAL,12"})
  void rows_areEvaluatedByWhatIsObserved(CovarianceType type, int d) {
    NaiveMixture mixture = TestData.mixture(3, d, type, 4);
    double[][] rows = Holes.in(TestData.normal(150, d, 5), 0.25, 6);
    expectMarginals(mixture.model(type), rows);
  }

  /** Rows beyond what kernels can evaluate, and one component so far from the others that they can evaluate none. */
  @Test
  void farRows_areEvaluatedByWhatIsObserved() {
    NaiveMixture mixture = TestData.mixture(3, 12, CovarianceType.FULL, 4);
    double[][] rows = Holes.in(TestData.normal(60, 12, 5), 0.2, 6);
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 12; j++) {
        rows[i][j] *= i < 10 ? 1e7 : i < 20 ? 1e100 : 1e160;
      }
    }
    expectMarginals(mixture.model(CovarianceType.FULL), rows);
    mixture.means()[1][3] = 1e9;
    expectMarginals(mixture.model(CovarianceType.FULL), rows);
  }

  @Test
  void noise_isADensityOfTheObservedSides() {
    NaiveMixture mixture = TestData.mixture(2, 8, CovarianceType.FULL, 4);
    double[] lower = new double[8];
    double[] upper = new double[8];
    Arrays.fill(lower, -9);
    Arrays.fill(upper, 7);
    GaussianMixture plain = mixture.model(CovarianceType.FULL);
    GaussianMixture model = GaussianMixture.of(
        Arrays.stream(plain.weights()).map(weight -> 0.7 * weight).toArray(),
        plain.means(),
        plain.covariances(),
        new UniformNoise(0.3, NoiseRegion.of(lower, upper)),
        new NaiveBackend());
    double[][] rows = Holes.in(TestData.normal(60, 8, 5), 0.25, 6);
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 8; j++) {
        rows[i][j] *= 6;
      }
    }
    expectMarginals(model, rows);
    assertThat(model.noiseProbabilities(Samples.of(rows).withMissingValues()))
        .satisfies(all -> assertThat(Arrays.stream(all).max().orElseThrow()).isGreaterThan(0.9));
  }

  private static GaussianMixture marginal(GaussianMixture model, int... observed) {
    double[][] means = Arrays.stream(model.means())
        .map(mean -> Arrays.stream(observed).mapToDouble(j -> mean[j]).toArray())
        .toArray(double[][]::new);
    return GaussianMixture.of(
        model.weights(),
        means,
        model.covariances().marginal(observed),
        model.noise() == null ? null : model.noise().marginal(observed),
        new NaiveBackend());
  }

  private static void expectMarginals(GaussianMixture model, double[][] rows) {
    Samples samples = Samples.of(rows).withMissingValues();
    double[] logDensities = model.logDensities(samples);
    double[][] responsibilities = model.responsibilities(samples);
    int[] labels = model.predict(samples);
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      int[] observed =
          IntStream.range(0, row.length).filter(j -> !Double.isNaN(row[j])).toArray();
      double[] seen = Arrays.stream(observed).mapToDouble(j -> row[j]).toArray();
      GaussianMixture marginal = marginal(model, observed);
      double expected = marginal.logDensity(seen);
      if (Double.isInfinite(expected)) {
        assertThat(logDensities[i]).isEqualTo(expected);
      } else {
        Expect.close("log-density of row " + i, logDensities[i], expected, TOLERANCE, 1);
      }
      Expect.close(
          "responsibilities of row " + i,
          responsibilities[i],
          marginal.responsibilities(seen),
          TOLERANCE);
      assertThat(labels[i]).as("label of row %s", i).isEqualTo(marginal.predict(seen));
    }
  }
}
