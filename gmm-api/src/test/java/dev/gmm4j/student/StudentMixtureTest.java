package dev.gmm4j.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The t mixture as a distribution. */
class StudentMixtureTest {
  private static StudentMixture univariate(double location, double deviation, double nu) {
    GaussianMixture gaussian = GaussianMixture.of(
        new double[] {1},
        new double[][] {{location}},
        Covariances.full(new double[][][] {{{deviation * deviation}}}),
        new NaiveBackend());
    return StudentMixture.of(gaussian, new double[] {nu});
  }

  private static StudentMixture random(CovarianceType type, int components, int d, long seed) {
    NaiveMixture naive = TestData.mixture(components, d, type, seed);
    double[] values = new double[type.size(components, d)];
    for (int k = 0; k < components; k++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          double entry = naive.covariances()[k][i][j];
          switch (type) {
            case FULL -> values[(k * d + i) * d + j] = entry;
            case TIED -> values[i * d + j] = entry;
            case DIAGONAL -> values[k * d + i] = naive.covariances()[k][i][i];
            case SPHERICAL -> values[k] = naive.covariances()[k][0][0];
          }
        }
      }
    }
    double[] nu = new double[components];
    Arrays.setAll(nu, k -> 2.5 + 3 * k);
    return StudentMixture.of(
        GaussianMixture.of(
            naive.weights(),
            naive.means(),
            Covariances.of(type, components, d, values),
            new NaiveBackend()),
        nu);
  }

  /** Tables of the t distribution: density of 3 degrees at 1, quantiles of 4 and of 1. */
  @Test
  void univariate_agreesWithTables() {
    assertThat(univariate(0, 1, 3).logDensity(new double[] {1}))
        .isCloseTo(Math.log(0.20674833578317203), within(1e-14));
    UnivariateStudentMixture four = univariate(5, 2, 4).univariate();
    assertThat(four.quantile(0.975)).isCloseTo(5 + 2 * 2.7764451051977987, within(1e-12));
    assertThat(four.quantile(0.025)).isCloseTo(5 - 2 * 2.7764451051977987, within(1e-12));
    assertThat(four.quantile(0.5)).isCloseTo(5, within(1e-14));
    assertThat(four.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(four.survivalQuantile(0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void cauchy_hasExactTails() {
    UnivariateStudentMixture cauchy = univariate(0, 1, 1).univariate();

    for (double x : new double[] {-1e200, -1e150, -1e20, -30, -1, -0.01, 0, 0.3, 1}) {
      double expected = x < -1 ? Math.atan(-1 / x) / Math.PI : 0.5 + Math.atan(x) / Math.PI;
      // Of logarithms of up to 500 a rounding is that of the number, 1e-13.
      Expect.close("cdf at " + x, cauchy.cdf(x), expected, 5e-13);
      Expect.close("survival at " + -x, cauchy.survival(-x), expected, 5e-13);
    }
    Expect.close("quantile", cauchy.quantile(1e-100), -1e100 / Math.PI, 1e-13);
    Expect.close("quantile", cauchy.survivalQuantile(1e-100), 1e100 / Math.PI, 1e-13);
    Expect.close("quantile", cauchy.quantile(0.75), 1, 1e-13);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cauchy.quantile(1.5))
        .withMessage("probability must be in [0, 1], but was 1.5");
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void conditional_isJointOverMarginal(CovarianceType type) {
    StudentMixture mixture = random(type, 3, 4, 7);
    double[] x = {0.7, -1.2, 2.5, 0.1};
    int[] inputs = {2, 0};
    double[] known = {x[2], x[0]};

    StudentMixture conditional = mixture.conditional(inputs, known);
    double expected = mixture.logDensity(x) - mixture.marginal(inputs).logDensity(known);

    Expect.close(
        "conditional", conditional.logDensity(new double[] {x[1], x[3]}), expected, 1e-11, 1);
    assertThat(conditional.degreesOfFreedom()).containsExactly(4.5, 7.5, 10.5);
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void sample_hasMeanAndCovariance(CovarianceType type) {
    StudentMixture base = random(type, 2, 2, 3);
    StudentMixture mixture = StudentMixture.of(base.withGaussianComponents(), new double[] {8, 12});

    LabelledSamples drawn = mixture.sample(200_000, 5);

    double[] mean = mixture.mean();
    double[][] covariance = mixture.covariance();
    double[] sums = new double[2];
    double[][] products = new double[2][2];
    for (double[] row : drawn.rows()) {
      for (int i = 0; i < 2; i++) {
        sums[i] += row[i] / drawn.rows().length;
        for (int j = 0; j < 2; j++) {
          products[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / drawn.rows().length;
        }
      }
    }
    // Ten standard errors, of fourth moments that are three times those of a Gaussian at most.
    for (int i = 0; i < 2; i++) {
      double deviation = Math.sqrt(covariance[i][i]);
      assertThat(sums[i]).isCloseTo(mean[i], within(0.023 * deviation));
      for (int j = 0; j < 2; j++) {
        assertThat(products[i][j])
            .isCloseTo(covariance[i][j], within(0.1 * deviation * Math.sqrt(covariance[j][j])));
      }
    }
    assertThat(mixture.sample(50, 5).rows()).isDeepEqualTo(Arrays.copyOf(drawn.rows(), 50));
  }

  @Test
  void moments_thatDoNotExist_areRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> univariate(0, 1, 1).mean())
        .withMessage("degrees of freedom must be > 1 for a mean, but those of component 0 are 1.0");
    assertThatIllegalStateException()
        .isThrownBy(() -> univariate(0, 1, 2).covariance())
        .withMessage(
            "degrees of freedom must be > 2 for a covariance, but those of component 0 are 2.0");
  }

  /** From 1e160 on squared distances overflow. */
  @Test
  void far_densitiesAreFinite() {
    StudentMixture mixture = random(CovarianceType.FULL, 3, 2, 11);

    for (double x : new double[] {1e5, 1e100, 1e160, Double.MAX_VALUE}) {
      double[] point = {x, -x};
      double[] nearer = {x / 16, -x / 16};
      double slope = (mixture.logDensity(nearer) - mixture.logDensity(point)) / Math.log(16);

      // The component of the fewest degrees of freedom has all the probability: ν + d. Its location
      // is at most some units
      // from 0.
      assertThat(slope).isCloseTo(4.5, within(1e-9 + 100 / x));
      double[] shares = mixture.responsibilities(point);
      assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-14));
      assertThat(mixture.predict(point)).isZero();
      assertThat(mixture.scaleWeight(point)).isLessThan(1e-7).isNotNegative();
    }
  }

  @Test
  void samples_agreeWithSingleRows_forAnyThreads() {
    StudentMixture mixture = random(CovarianceType.TIED, 3, 3, 13);
    double[][] rows = mixture.sample(1000, 1).rows();
    Samples samples = Samples.of(rows);

    double[] densities = mixture.withThreads(1).logDensities(samples);
    double[][] shares = mixture.withThreads(3).responsibilities(samples);
    int[] labels = mixture.withThreads(2).predict(samples);
    double[] weights = mixture.scaleWeights(samples);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      assertThat(densities[i]).isEqualTo(mixture.logDensity(rows[i]));
      assertThat(shares[i]).containsExactly(mixture.responsibilities(rows[i]));
      assertThat(labels[i]).isEqualTo(mixture.predict(rows[i]));
      assertThat(weights[i]).isEqualTo(mixture.scaleWeight(rows[i]));
      sum += densities[i];
    }
    Expect.close("score", mixture.score(samples).logLikelihood(), sum, 1e-12);
    assertThat(mixture.withThreads(1).score(samples))
        .isEqualTo(mixture.withThreads(4).score(samples));
  }

  @Test
  void arguments_areChecked() {
    GaussianMixture gaussian = random(CovarianceType.FULL, 2, 2, 1).withGaussianComponents();
    StudentMixture mixture = StudentMixture.of(gaussian, new double[] {3, 4});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentMixture.of(gaussian, new double[] {3}))
        .withMessage("degreesOfFreedom must be 2 numbers, but were 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudentMixture.of(gaussian, new double[] {3, 0}))
        .withMessage("degrees of freedom must be in [0.1, 1000.0], but were 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mixture.predict(new double[] {1}))
        .withMessage("sample must have 2 numbers, as the model has features, but had 1");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() ->
            mixture.logDensities(Samples.of(new double[][] {{1, 2}, {1, Double.NaN}})))
        .withMessageContaining("row 1, column 1");
    assertThatIllegalArgumentException().isThrownBy(mixture::univariate);
  }
}
