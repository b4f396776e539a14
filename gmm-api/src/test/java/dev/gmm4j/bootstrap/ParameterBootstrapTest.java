package dev.gmm4j.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterBootstrapTest {
  private static final int ROWS = 200;
  private static final Samples NORMAL = Samples.of(TestData.normal(ROWS, 2, 3));

  private static GaussianMixture fit(Samples samples, int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .regularization(0)
        .tolerance(1e-9)
        .build()
        .fit(samples)
        .model();
  }

  private static ParameterBootstrapResult run(
      BootstrapMethod method, int replicates, GaussianMixture model, Samples samples) {
    return ParameterBootstrap.builder()
        .method(method)
        .replicates(replicates)
        .build()
        .run(model, samples);
  }

  /**
   * Of one Gaussian the sampling errors are known: {@code s/√n} of a mean, and of a variance {@code s²√2(n-1)/n} if the
   * samples are Gaussian. Weights that are exponential, divided by their sum, give {@code s/√(n+1)}.
   */
  @ParameterizedTest
  @EnumSource
  void oneGaussian_hasTheErrorsOfTheTextbook(BootstrapMethod method) {
    int replicates = 1000;
    GaussianMixture model = fit(NORMAL, 1);
    ParameterBootstrapResult result = run(method, replicates, model, NORMAL);

    assertThat(result.replicates()).isEqualTo(replicates);
    assertThat(result.failures()).isZero();
    assertThat(result.firstFailure()).isNull();
    assertThat(result.method()).isEqualTo(method);
    assertThat(result.model()).isSameAs(model);
    // Four standard deviations of a standard deviation over so many replicates.
    double tolerance = 4 / Math.sqrt(2.0 * replicates);
    for (int j = 0; j < 2; j++) {
      IntervalEstimate mean = result.mean(0, j);
      double s = Math.sqrt(model.covariances().get(0, j, j));
      double error = s / Math.sqrt(ROWS + (method == BootstrapMethod.WEIGHTED_LIKELIHOOD ? 1 : 0));
      assertThat(mean.value()).isEqualTo(model.mean(0)[j]);
      assertThat(mean.standardError()).isCloseTo(error, within(tolerance * error));
      // A quantile at 2.5 % of so many has a standard error of 0.085 standard deviations.
      assertThat(mean.lower()).isCloseTo(mean.value() - 1.96 * error, within(0.35 * error));
      assertThat(mean.upper()).isCloseTo(mean.value() + 1.96 * error, within(0.35 * error));
    }
    assertThat(result.weight(0)).isEqualTo(new IntervalEstimate(1, 0, 1, 1));
    double variance = model.covariances().get(0, 1, 1);
    double fourth = 0;
    for (double[] row : TestData.normal(ROWS, 2, 3)) {
      fourth += Math.pow(row[1] - model.mean(0)[1], 4) / ROWS;
    }
    double ofSamples = Math.sqrt((fourth - variance * variance) / ROWS);
    double ofGaussian = variance * Math.sqrt(2.0 * (ROWS - 1)) / ROWS;
    double error = method == BootstrapMethod.PARAMETRIC ? ofGaussian : ofSamples;
    assertThat(result.covariance(0, 1, 1).standardError())
        .isCloseTo(error, within((tolerance + 0.02) * error));
    assertThat(result.covariance(0, 0, 1)).isEqualTo(result.covariance(0, 1, 0));
  }

  /** Components far apart are as if the labels were known. */
  @ParameterizedTest
  @EnumSource
  void separatedComponents_haveTheErrorsOfTheirOwnSamples(BootstrapMethod method) {
    int n = 400;
    int replicates = 600;
    Samples samples = Samples.of(TestData.blobs(n, 1, 2, 12, 5).rows());
    GaussianMixture model = fit(samples, 2);
    ParameterBootstrapResult result = run(method, replicates, model, samples);

    double tolerance = 4 / Math.sqrt(2.0 * replicates) + 0.02;
    for (int k = 0; k < 2; k++) {
      double weight = model.weight(k);
      double ofWeight = Math.sqrt(weight * (1 - weight) / n);
      double ofMean = Math.sqrt(model.covariances().get(k, 0, 0) / (n * weight));
      assertThat(result.weight(k).standardError())
          .isCloseTo(ofWeight, within(tolerance * ofWeight));
      assertThat(result.mean(k, 0).standardError()).isCloseTo(ofMean, within(tolerance * ofMean));
      assertThat(result.mean(k, 0).lower()).isLessThan(model.mean(k)[0]);
      assertThat(result.mean(k, 0).upper()).isGreaterThan(model.mean(k)[0]);
    }
  }

  /** Twice the weight is twice the samples, and errors fall by the root of two. */
  @ParameterizedTest
  @EnumSource(names = {"NONPARAMETRIC", "PARAMETRIC"})
  void weights_countAsRows(BootstrapMethod method) {
    double[] twos = new double[ROWS];
    Arrays.fill(twos, 2);
    GaussianMixture model = fit(NORMAL, 1);
    double error = Math.sqrt(model.covariances().get(0, 0, 0) / (2 * ROWS));

    assertThat(run(method, 800, model, NORMAL.weighted(twos)).mean(0, 0).standardError())
        .isCloseTo(error, within(0.1 * error));
  }

  @ParameterizedTest
  @EnumSource
  void threads_changeNothing_butSeedsDo(BootstrapMethod method) {
    Samples samples = Samples.of(TestData.blobs(120, 2, 2, 3, 5).rows());
    GaussianMixture model = fit(samples, 2);
    ParameterBootstrap.Builder builder =
        ParameterBootstrap.builder().method(method).replicates(21).estimator(e -> e.seed(4));
    IntervalEstimate one =
        builder.estimator(e -> e.threads(1)).build().run(model, samples).mean(1, 0);

    assertThat(builder.estimator(e -> e.threads(3)).build().run(model, samples).mean(1, 0))
        .isEqualTo(one);
    assertThat(builder.estimator(e -> e.seed(5)).build().run(model, samples).mean(1, 0))
        .isNotEqualTo(one);
  }

  @Test
  void resampled_isAsManyAsThereAre_andNothingOfWeightZero() {
    double[] weights = {0, 1, 2, 0, 3, 0};
    Samples samples = Samples.of(new double[][] {{0}, {1}, {2}, {3}, {4}, {5}}).weighted(weights);
    GaussianMixture any = GaussianMixture.of(
        new double[] {1}, new double[][] {{0}}, Covariances.spherical(new double[] {1}, 1));
    double[] sums = new double[6];
    for (int i = 0; i < 500; i++) {
      double[] counts = BootstrapMethod.NONPARAMETRIC
          .resample(any, samples, weights, new Randomness(i))
          .rowWeights();
      assertThat(Arrays.stream(counts).sum()).isEqualTo(6);
      Arrays.setAll(sums, j -> sums[j] + counts[j] / 500);
    }
    for (int j = 0; j < 6; j++) {
      // Binomial of six draws: a standard deviation of at most 1.23, over 500.
      assertThat(sums[j]).isCloseTo(weights[j], within(weights[j] > 0 ? 0.22 : 0));
    }
  }

  @Test
  void replicatesThatDegenerate_areCounted() {
    double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 2}, {9, 9}, {9, 8}, {8, 9}, {8, 7}};
    Samples samples = Samples.of(rows);
    ParameterBootstrapResult result =
        run(BootstrapMethod.NONPARAMETRIC, 60, fit(samples, 2), samples);

    assertThat(result.failures()).isBetween(1, 58);
    assertThat(result.replicates()).isEqualTo(60 - result.failures());
    assertThat(result.firstFailure()).isInstanceOf(GmmException.class);
    assertThat(result.mean(0, 0).standardError()).isFinite();
  }

  @Test
  void wrongRequests_areRefused() {
    GaussianMixture model = fit(NORMAL, 1);
    ParameterBootstrap.Builder builder = ParameterBootstrap.builder();
    refused(() -> builder.replicates(1), "replicates must be >= 2, but was 1");
    refused(() -> builder.confidence(0), "confidence must be in (0, 1), but was 0.0");
    refused(
        () -> BootstrapMethod.parse("jackknife"),
        "bootstrap method must be one of weighted, nonparametric, parametric, but was jackknife");
    refused(
        () -> builder.build().run(model, Samples.of(TestData.normal(9, 3, 1))),
        "samples must have 2 columns, as the model has features, but had 3");
    assertThatExceptionOfType(InvalidSamplesException.class)
        .isThrownBy(() -> builder.build().run(model, Samples.of(new double[][] {{0, Double.NaN}})))
        .withMessageContaining("row 0");
    assertThatExceptionOfType(GmmException.class)
        .isThrownBy(() -> builder.build().run(model, Samples.of(new double[][] {{1, 2}, {1, 2}})))
        .withMessageStartingWith("only 0 of 999 replicates could be fitted; one could not because");
    assertThat(BootstrapMethod.parse("Weighted")).isEqualTo(BootstrapMethod.WEIGHTED_LIKELIHOOD);
  }

  private static void refused(Runnable setting, String message) {
    assertThatIllegalArgumentException().isThrownBy(setting::run).withMessage(message);
  }

  @Test
  void replicates_haveTheErrorsAndQuantilesOfTheEstimates() {
    ParameterBootstrapResult result =
        run(BootstrapMethod.WEIGHTED_LIKELIHOOD, 41, fit(NORMAL, 2), NORMAL);

    for (int k = 0; k < 2; k++) {
      requireSame(result.weightReplicates(k), result.weight(k));
      requireSame(result.meanReplicates(k, 1), result.mean(k, 1));
      requireSame(result.covarianceReplicates(k, 1, 0), result.covariance(k, 1, 0));
    }
    // In the order of the seeds: the weights of a replicate sum to 1.
    double[] first = result.weightReplicates(0);
    double[] second = result.weightReplicates(1);
    for (int i = 0; i < first.length; i++) {
      assertThat(first[i] + second[i]).isCloseTo(1, within(1e-12));
    }
  }

  /** Of 41 numbers at 95 % the interval goes from the second smallest to the second largest. */
  private static void requireSame(double[] replicates, IntervalEstimate estimate) {
    assertThat(replicates).hasSize(41);
    double mean = Arrays.stream(replicates).average().orElseThrow();
    double squares = Arrays.stream(replicates).map(x -> (x - mean) * (x - mean)).sum();
    assertThat(Math.sqrt(squares / 40))
        .isCloseTo(estimate.standardError(), within(1e-12 * (1 + estimate.standardError())));
    double[] sorted = replicates.clone();
    Arrays.sort(sorted);
    assertThat(estimate.lower()).isCloseTo(sorted[1], within(1e-12 * (1 + Math.abs(sorted[1]))));
    assertThat(estimate.upper()).isCloseTo(sorted[39], within(1e-12 * (1 + Math.abs(sorted[39]))));
  }
}
