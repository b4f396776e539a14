package dev.gmm4j.bayesian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.Published;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The predictive density is one, and is the average of the densities of mixtures drawn. */
class PredictiveMixtureTest {
  private static final int[] WAITS = Bayes.longWaits();

  private static MixturePosterior posterior(CovarianceType type, Samples samples) {
    return Bayes.estimator(type, 2, WAITS, 20)
        .componentPrior(ComponentPrior.fromSamples().withDegreesOfFreedom(4))
        .weightPrior(WeightPrior.dirichlet())
        .build()
        .fit(samples)
        .posterior();
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void oneFeature_integratesToOne(CovarianceType type) {
    double[][] waits = Arrays.stream(Published.rows("faithful", 2))
        .map(row -> new double[] {row[1]})
        .toArray(double[][]::new);
    PredictiveMixture predictive = posterior(type, Samples.of(waits)).predictive();

    // The integral over the line by x = 70 + 10 tan(t), whose integrand is smooth and periodic.
    int nodes = 4000;
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      double angle = Math.PI * ((i + 0.5) / nodes - 0.5);
      double cosine = Math.cos(angle);
      double x = 70 + 10 * Math.tan(angle);
      sum += Math.exp(predictive.logDensity(new double[] {x})) * 10 / (cosine * cosine);
    }
    assertThat(sum * Math.PI / nodes).isCloseTo(1, Offset.offset(1e-12));
  }

  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void twoFeatures_integrateToOne(CovarianceType type) {
    PredictiveMixture predictive = posterior(type, Bayes.FAITHFUL).predictive();

    int nodes = 600;
    double sum = 0;
    double[] x = new double[2];
    for (int i = 0; i < nodes; i++) {
      double first = Math.PI * ((i + 0.5) / nodes - 0.5);
      x[0] = 3.5 + 0.7 * Math.tan(first);
      for (int j = 0; j < nodes; j++) {
        double second = Math.PI * ((j + 0.5) / nodes - 0.5);
        x[1] = 70 + 10 * Math.tan(second);
        sum += Math.exp(predictive.logDensity(x))
            * 7
            / Math.pow(Math.cos(first) * Math.cos(second), 2);
      }
    }
    // The tails of two features are not smooth in both angles at once.
    assertThat(sum * Math.pow(Math.PI / nodes, 2)).isCloseTo(1, Offset.offset(1e-6));
  }

  /** The density is the expected density of a drawn mixture; 4000 draws tell it to some percent. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void density_isThatOfDraws_onAverage(CovarianceType type) {
    MixturePosterior posterior = posterior(type, Bayes.FAITHFUL);
    double[] x = {3.0, 66};
    double mean = Arrays.stream(posterior.draw(4000, 3))
        .mapToDouble(model -> Math.exp(model.logDensity(x)))
        .average()
        .orElseThrow();

    Expect.close("density", mean, Math.exp(posterior.predictive().logDensity(x)), 0.03);
  }

  @Test
  void responsibilities_sumToOne_andLogLikelihoodHasWeights() {
    PredictiveMixture predictive =
        posterior(CovarianceType.FULL, Bayes.FAITHFUL).predictive();
    double[][] responsibilities = predictive.responsibilities(Bayes.FAITHFUL);
    double[] twice = IntStream.range(0, 272).mapToDouble(i -> 2).toArray();

    for (double[] row : responsibilities) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, Offset.offset(1e-14));
    }
    Expect.close(
        "log-likelihood",
        predictive.logLikelihood(Bayes.FAITHFUL.weighted(twice)),
        2 * predictive.logLikelihood(Bayes.FAITHFUL),
        1e-14);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predictive.logDensity(new double[3]))
        .withMessageContaining("samples must have 2 columns");
  }

  @Test
  void farFromSamples_predictiveIsHeavier_thanThePlugIn() {
    MixturePosterior posterior = posterior(CovarianceType.FULL, Bayes.FAITHFUL);
    GaussianMixture plugIn = posterior.toMixture();
    double[] far = {30, 300};

    assertThat(posterior.predictive().logDensity(far)).isGreaterThan(plugIn.logDensity(far));
  }

  /** What is observed of a row has the density that the integral over the rest gives. */
  @ParameterizedTest
  @EnumSource(CovarianceType.class)
  void missingValue_isIntegratedOut(CovarianceType type) {
    PredictiveMixture predictive = posterior(type, Bayes.FAITHFUL).predictive();
    double[][] rows = {{3.1, Double.NaN}, {Double.NaN, Double.NaN}, {3.1, 70}};
    double[] densities = predictive.logDensities(Samples.of(rows).withMissingValues());
    int nodes = 4000;
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      double angle = Math.PI * ((i + 0.5) / nodes - 0.5);
      double x = 70 + 10 * Math.tan(angle);
      sum += Math.exp(predictive.logDensity(new double[] {3.1, x}))
          * 10
          / Math.pow(Math.cos(angle), 2);
    }

    // The sum is exact to rounding for smooth periodic integrands; tails of fractional powers are
    // not quite smooth.
    Expect.close("marginal", Math.exp(densities[0]), sum * Math.PI / nodes, 1e-8);
    assertThat(densities[1]).isEqualTo(0);
    assertThat(densities[2]).isEqualTo(predictive.logDensity(rows[2]));
    double[][] responsibilities = predictive.responsibilities(Samples.of(rows).withMissingValues());
    assertThat(responsibilities[0])
        .isEqualTo(predictive.marginal(0).responsibilities(new double[] {3.1}));
    assertThat(responsibilities[1]).isEqualTo(predictive.weights());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predictive.marginal(0, 0))
        .withMessage("features must be different, but 0 is twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predictive.marginal(2))
        .withMessage("features[0] must be in [0, 2), but was 2");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> predictive.logDensities(Samples.of(rows)));
  }

  @Test
  void threads_changeNoBit() {
    PredictiveMixture predictive =
        posterior(CovarianceType.FULL, Bayes.FAITHFUL).predictive();
    double[][] rows = Holes.in(TestData.blobs(5000, 2, 2, 30, 1).rows(), 0.2, 2);
    Samples samples = Samples.of(rows).withMissingValues();

    assertThat(predictive.logDensities(samples, 3)).isEqualTo(predictive.logDensities(samples, 1));
    assertThat(predictive.responsibilities(samples, 3))
        .isEqualTo(predictive.responsibilities(samples, 1));
  }
}
