package dev.gmm4j.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Expect;
import dev.gmm4j.testing.NaiveMixture;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps of stepwise EM against EM itself, the book, and closed forms. */
class StreamingOracleTest {

  @ParameterizedTest
  @EnumSource
  void allSamplesAsOneBatchWithStepOne_areEmToTheBit(CovarianceModel model) {
    double[][] rows = TestData.blobs(700, 3, 3, 2, 5).rows();
    Samples weighted = Samples.of(rows).weighted(TestData.weights(700, 6));
    for (Samples samples : new Samples[] {Samples.of(rows), weighted}) {
      GaussianMixtureEstimator.Builder em = GaussianMixtureEstimator.builder()
          .components(3)
          .covariance(model)
          .maxIterations(6)
          .tolerance(0);
      StreamingFit stream = StreamingEstimator.builder(em.build())
          .batchSize(5000)
          .stepSize(StepSize.constant(1))
          .passes(6)
          .build()
          .fit(samples);

      assertThat(stream.steps()).isEqualTo(6);
      assertThat(Expect.bits(stream.model()))
          .isEqualTo(Expect.bits(em.build().fit(samples).model()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void distantInitialization_losesNoPrecision(CovarianceType type) {
    // Moments about the means of such initial parameters would cancel to nothing.
    double[][] rows = TestData.normal(400, 2, 1);
    for (double[] row : rows) {
      row[0] += 0x1p27;
    }
    NaiveMixture initial =
        new NaiveMixture(new double[] {1}, new double[1][2], new double[][][] {{{1, 0}, {0, 1}}});
    GaussianMixtureEstimator mixture = GaussianMixtureEstimator.builder()
        .components(1)
        .covarianceType(type)
        .initialization(Initialization.parameters(initial.model(type)))
        .regularization(0)
        .build();
    GaussianMixture stepOne = StreamingEstimator.builder(mixture)
        .stepSize(StepSize.constant(1))
        .build()
        .fit(Samples.of(rows))
        .model();
    double[][] ones = new double[400][];
    Arrays.fill(ones, new double[] {1});
    NaiveMixture expected = NaiveMixture.maximize(rows, null, ones, type, 0);

    Expect.close("means", stepOne.means(), expected.means(), 1e-15);
    Expect.close("covariance", stepOne.covariances().matrix(0), expected.covariances()[0], 1e-7);
  }

  @ParameterizedTest
  @EnumSource
  void steps_areMaximizationsOfWhatIsRememberedOfTheRows(CovarianceType type) {
    // A row keeps the responsibilities of its step, and counts γ_t (1 - γ_{t+1}) (1 - γ_{t+2}) ...
    int batch = 60;
    int n = 5 * batch + 23;
    double[][] rows = TestData.draw(TestData.mixture(3, 2, CovarianceType.DIAGONAL, 7), n, 8);
    double[] weights = TestData.weights(n, 9);
    NaiveMixture initial = TestData.mixture(3, 2, type, 10);
    StepSize stepSize = StepSize.decreasing(0.7, 0);
    StreamingFit stream = StreamingEstimator.builder(GaussianMixtureEstimator.builder()
            .components(3)
            .covarianceType(type)
            .regularization(1e-3)
            .initialization(Initialization.parameters(initial.model(type)))
            .build())
        .batchSize(batch)
        .initializationRows(100)
        .stepSize(stepSize)
        .build()
        .begin();
    stream.partialFit(Samples.of(rows).weighted(weights));
    stream.flush();

    NaiveMixture expected = initial;
    double[][] responsibilities = new double[0][];
    double[] counts = new double[0];
    for (int first = 0, step = 1; first < n; first += batch, step++) {
      int end = Math.min(n, first + batch);
      double size = stepSize.of(step) * (end - first) / batch;
      responsibilities = Arrays.copyOf(responsibilities, end);
      counts = Arrays.copyOf(counts, end);
      for (int i = 0; i < end; i++) {
        counts[i] = i < first ? counts[i] * (1 - size) : size * weights[i] / (end - first);
        responsibilities[i] =
            i < first ? responsibilities[i] : expected.evaluation().responsibilities(rows[i]);
      }
      expected =
          NaiveMixture.maximize(Arrays.copyOf(rows, end), counts, responsibilities, type, 1e-3);
    }
    assertThat(stream.steps()).isEqualTo(6);
    Expect.sameMixture(NaiveMixture.of(stream.model()), expected, 1e-11);
  }

  @Test
  void oneComponentWithStepsOneByT_isTheMeanAndCovarianceOfAllRows() {
    double[][] rows = TestData.normal(1000, 3, 11);
    for (double[] row : rows) {
      row[1] = 1e6 + row[1] + row[0];
    }
    GaussianMixture model = StreamingEstimator.builder(GaussianMixtureEstimator.builder()
            .components(1)
            .regularization(0)
            .initialization(Initialization.randomSamples())
            .build())
        .batchSize(50)
        .stepSize(StepSize.decreasing(1, 0))
        .build()
        .fit(Samples.of(rows))
        .model();
    double[][] ones = new double[1000][];
    Arrays.fill(ones, new double[] {1});
    NaiveMixture expected = NaiveMixture.maximize(rows, null, ones, CovarianceType.FULL, 0);

    Expect.close("mean", model.means(), expected.means(), 1e-15);
    // Deviations from a mean of 1e6 are off by an ulp of it at most.
    Expect.close("covariance", model.covariances().matrix(0), expected.covariances()[0], 1e-9);
  }

  @ParameterizedTest
  @EnumSource
  void shiftedRows_giveTheShiftedModel(CovarianceType type) {
    double[][] rows = TestData.blobs(2000, 2, 3, 4, 12).rows();
    double[][] shifted = new double[rows.length][2];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 2; j++) {
        // Of few enough bits that the shift is exact.
        rows[i][j] = Math.rint(rows[i][j] * 0x1p20) * 0x1p-20;
        shifted[i][j] = rows[i][j] + 0x1p24;
      }
    }
    GaussianMixture model = stepwise(type, 100).fit(Samples.of(rows)).model();
    GaussianMixture moved = stepwise(type, 100).fit(Samples.of(shifted)).model();

    for (int k = 0; k < 3; k++) {
      // A mean is off by an ulp of the shift, 4e-9, in each step at most.
      assertThat(moved.mean(k)[0] - 0x1p24).isCloseTo(model.mean(k)[0], within(1e-7));
      Expect.close(
          "covariance", moved.covariances().matrix(k), model.covariances().matrix(k), 1e-6);
    }
  }

  @ParameterizedTest
  @CsvSource({"faithful, 2, 2, 34, 20", "iris, 4, 3, 25, 40"})
  void publishedData_isFittedNearlyAsByEm(
      String name, int columns, int components, int batch, int passes) {
    Samples samples = Samples.of(dev.gmm4j.testing.Published.rows(name, columns));
    GaussianMixtureEstimator mixture = GaussianMixtureEstimator.builder()
        .components(components)
        .tolerance(1e-9)
        .build();
    GaussianMixtureFit em = mixture.fit(samples);
    StreamingFit stream = StreamingEstimator.builder(mixture)
        .batchSize(batch)
        .passes(passes)
        .build()
        .fit(samples);

    double behind = em.meanLogLikelihood() - stream.model().meanLogLikelihood(samples);
    assertThat(behind).isBetween(-1e-9, 1e-3);
    GaussianMixtureFit refined = stream.refine(samples);
    Expect.close("refined", refined.logLikelihood(), em.logLikelihood(), 1e-7);
  }

  @Test
  void onePassOverManyRows_comesNearEm() {
    Samples samples = Samples.of(TestData.blobs(20_000, 2, 3, 3, 13).rows());
    GaussianMixtureEstimator mixture =
        GaussianMixtureEstimator.builder().components(3).tolerance(1e-7).build();
    GaussianMixtureFit em = mixture.fit(samples);
    StreamingFit stream =
        StreamingEstimator.builder(mixture).batchSize(100).build().fit(samples);

    double behind = em.meanLogLikelihood() - stream.model().meanLogLikelihood(samples);
    assertThat(behind).isBetween(-1e-9, 5e-3);
  }

  @Test
  void constantSteps_followDriftAtTheLagOfTheClosedForm() {
    // The mean is the exponentially weighted mean of the mini-batches': with a drift of δ a step it
    // lags behind the
    // latest mini-batch by δ (1 - γ) / γ once the initialization is forgotten.
    double drift = 0.05;
    StepSize constant = StepSize.constant(0.2);
    double followed = drifting(constant, drift);
    double settled = drifting(StepSize.decreasing(1, 0), drift);

    assertThat(followed).isCloseTo(drift * 0.8 / 0.2, within(1e-9));
    assertThat(settled).isGreaterThan(4);
  }

  /** Returns how far the mean is behind the latest mini-batch after 200 of them. */
  private static double drifting(StepSize stepSize, double drift) {
    StreamingFit stream = StreamingEstimator.builder(GaussianMixtureEstimator.builder()
            .components(1)
            .initialization(Initialization.randomSamples())
            .build())
        .batchSize(10)
        .initializationRows(10)
        .stepSize(stepSize)
        .build()
        .begin();
    for (int batch = 0; batch < 200; batch++) {
      double[] rows = new double[10];
      for (int i = 0; i < 10; i++) {
        rows[i] = batch * drift + (i - 4.5);
      }
      stream.partialFit(Samples.of(rows, 1));
    }
    return 199 * drift - stream.model().mean(0)[0];
  }

  private static StreamingEstimator stepwise(CovarianceType type, int batch) {
    return StreamingEstimator.builder(GaussianMixtureEstimator.builder()
            .components(3)
            .covarianceType(type)
            .build())
        .batchSize(batch)
        .build();
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
