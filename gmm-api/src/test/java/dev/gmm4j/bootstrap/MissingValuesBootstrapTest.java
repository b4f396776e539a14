package dev.gmm4j.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bootstraps of samples of which values are missing. */
class MissingValuesBootstrapTest {
  private static final int ROWS = 240;
  private static final double NAN = Double.NaN;

  private static GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(1)
        .covarianceType(CovarianceType.DIAGONAL)
        .regularization(0)
        .tolerance(1e-9)
        .backend(new NaiveBackend());
  }

  /** Of the second column three of four values are missing: the error of its mean is that of a quarter of the rows. */
  @ParameterizedTest
  @EnumSource
  void errorOfAMean_isThatOfTheValuesObserved(BootstrapMethod method) {
    double[][] rows = TestData.normal(ROWS, 2, 3);
    for (int i = 0; i < ROWS; i++) {
      rows[i][1] = i % 4 == 0 ? rows[i][1] : NAN;
    }
    // Rows of nothing change nothing.
    rows = Arrays.copyOf(rows, ROWS + 60);
    Arrays.fill(rows, ROWS, ROWS + 60, new double[] {NAN, NAN});
    Samples samples = Samples.of(rows).withMissingValues();
    GaussianMixture model = estimator().build().fit(samples).model();
    int replicates = 400;
    ParameterBootstrapResult result = ParameterBootstrap.builder(estimator().build())
        .method(method)
        .replicates(replicates)
        .build()
        .run(model, samples);

    assertThat(result.failures()).isZero();
    // Four standard deviations of a standard deviation over so many replicates; a quarter of 240
    // rows drawn with
    // replacement are 60 only on average, which adds a percent.
    double tolerance = 4 / Math.sqrt(2.0 * replicates) + 0.02;
    for (int j = 0; j < 2; j++) {
      double expected = Math.sqrt(model.covariances().get(0, j, j) / (j == 0 ? ROWS : ROWS / 4));
      assertThat(result.mean(0, j).standardError())
          .isCloseTo(expected, within(tolerance * expected));
    }
  }

  @Test
  void sameBits_forAnyNumberOfThreads() {
    Samples samples =
        Samples.of(Holes.in(TestData.blobs(200, 2, 2, 4, 5).rows(), 0.2, 5)).withMissingValues();
    GaussianMixture model = estimator().components(2).build().fit(samples).model();
    for (BootstrapMethod method : BootstrapMethod.values()) {
      ParameterBootstrap.Builder builder = ParameterBootstrap.builder(
              estimator().threads(1).build())
          .method(method)
          .replicates(6);
      ParameterBootstrapResult one = builder.build().run(model, samples);
      ParameterBootstrapResult three =
          builder.estimator(each -> each.threads(3)).build().run(model, samples);

      assertThat(three.mean(0, 1)).isEqualTo(one.mean(0, 1));
      assertThat(three.weight(1)).isEqualTo(one.weight(1));
    }
  }

  @Test
  void likelihoodRatioTest_findsTwoGroups() {
    double[][] rows = Holes.in(TestData.blobs(150, 2, 2, 6, 5).rows(), 0.2, 5);
    LikelihoodRatioBootstrapResult result = test(Samples.of(rows).withMissingValues());

    assertThat(result.components()).isEqualTo(2);
    assertThat(result.isConclusive()).isTrue();
  }

  /** One normal distribution in whose holes nothing hides: replicates without the holes would be out of scale. */
  @Test
  void replicatesHaveTheHolesOfTheSamples() {
    double[][] rows = TestData.normal(150, 2, 9);
    for (int i = 0; i < 100; i++) {
      rows[i][i % 2] = NAN;
    }
    Samples samples = Samples.of(rows).withMissingValues();
    Samples drawn = DrawnHoles.of(samples, samples.rowWeights()).in(TestData.normal(150, 2, 10));
    for (int i = 0; i < 150; i++) {
      for (int j = 0; j < 2; j++) {
        assertThat(Double.isNaN(drawn.block(i, 1).values()[drawn.block(i, 1).offset() + j]))
            .isEqualTo(Double.isNaN(rows[i][j]));
      }
    }
    assertThat(test(samples).components()).isEqualTo(1);
  }

  @Test
  void holesOfWeightedRows_comeAsOftenAsTheyWeigh() {
    double[][] rows = {{1, NAN}, {NAN, NAN}, {NAN, 2}, {1, 2}};
    Samples samples = Samples.of(rows).withMissingValues();
    Samples drawn = DrawnHoles.of(samples, new double[] {2, 0, 1, 1}).in(TestData.normal(4, 2, 1));

    boolean[][] missing = {{false, true}, {false, true}, {true, false}, {false, false}};
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 2; j++) {
        assertThat(Double.isNaN(drawn.block(i, 1).values()[drawn.block(i, 1).offset() + j]))
            .isEqualTo(missing[i][j]);
      }
    }
  }

  private static LikelihoodRatioBootstrapResult test(Samples samples) {
    return LikelihoodRatioBootstrap.builder()
        .estimator(each -> each.covariance(CovarianceModel.EEI).backend(new NaiveBackend()))
        .components(1, 3)
        .replicates(39)
        .build()
        .test(samples);
  }
}
