package dev.gmm4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.MissingInformation;
import dev.gmm4j.em.Search;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.testing.Holes;
import dev.gmm4j.testing.NaiveBackend;
import dev.gmm4j.testing.TestData;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fraction of missing information against closed forms and the pace of EM itself. */
class MissingInformationTest {

  private static GaussianMixtureEstimator.Builder estimator(int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .regularization(0)
        .tolerance(1e-12)
        .maxIterations(10_000)
        .search(Search.NONE)
        .seed(1)
        .backend(new NaiveBackend());
  }

  /** Of a feature by itself, the part of the information that is missing is the part of the values that is. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 10})
  void oneDiagonalComponent_lacksThePartOfTheValuesThatIsMissing(int every) {
    double[][] rows = TestData.normal(400, 3, 3);
    for (int i = 0; i < rows.length; i++) {
      rows[i][1] = i % every == 0 ? rows[i][1] * 100 : Double.NaN;
      rows[i][2] = i % 5 == 1 ? Double.NaN : rows[i][2];
    }
    Samples samples = Samples.of(rows).withMissingValues();
    GaussianMixtureFit fit =
        estimator(1).covarianceType(CovarianceType.DIAGONAL).build().fit(samples);
    MissingInformation missing = fit.missingInformation(samples);

    assertThat(missing.fraction()).isCloseTo(1 - 1.0 / every, within(1e-3));
    assertThat(missing.isSettled()).isTrue();
    assertThat(fit.missingValues()).isEqualTo(400 - 400 / every + 80);
  }

  @Test
  void nothingMissing_isZero() {
    Samples samples = Samples.of(TestData.normal(100, 3, 3));
    GaussianMixtureFit fit = estimator(1).build().fit(samples);

    assertThat(fit.missingInformation(samples).fraction()).isZero();
    assertThat(fit.missingValues()).isZero();
    assertThat(fit.isSlowForMissingValues()).isFalse();
  }

  /** Near its limit, EM gains the square of the fraction of what it gained before. */
  @ParameterizedTest
  @EnumSource(names = {"VVV", "EEE", "VVI", "VII", "EVV"})
  void fraction_isThePaceOfEm(CovarianceModel model) {
    double[][] rows = TestData.draw(TestData.mixture(2, 2, CovarianceType.DIAGONAL, 9), 600, 3);
    for (Samples samples :
        List.of(Samples.of(rows), Samples.of(Holes.in(rows, 0.3, 5)).withMissingValues())) {
      GaussianMixtureFit fit =
          estimator(2).covariance(model).acceleration(Acceleration.NONE).build().fit(samples);
      List<Double> trace = fit.bestRestart().trace();
      // Gains of about 1e-8 nats are above rounding, and near the limit.
      int last = trace.size() - 1;
      while (trace.get(last) - trace.get(last - 1) < 1e-8) {
        last--;
      }
      double ratio =
          (trace.get(last) - trace.get(last - 1)) / (trace.get(last - 1) - trace.get(last - 2));

      assertThat(fit.missingInformation(samples).fraction())
          .isCloseTo(Math.sqrt(ratio), within(0.015));
    }
  }

  @Test
  void moreHoles_moreIsMissing() {
    double[][] rows = TestData.draw(TestData.mixture(2, 3, CovarianceType.DIAGONAL, 2), 600, 3);
    double before = 0;
    for (double share : new double[] {0, 0.1, 0.3, 0.5}) {
      Samples samples = Samples.of(Holes.in(rows, share, 5)).withMissingValues();
      double fraction =
          estimator(2).build().fit(samples).missingInformation(samples).fraction();
      assertThat(fraction).isBetween(before, 1.0);
      before = fraction;
    }
  }

  @Test
  void noiseAndUnits_areNoObstacle() {
    double[][] rows = TestData.draw(TestData.mixture(2, 2, CovarianceType.DIAGONAL, 9), 500, 3);
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      rows[i] = random.doubles(2, -30, 30).toArray();
    }
    double[][] scaled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      scaled[i] = new double[] {rows[i][0] * 1e6, rows[i][1] * 1e-3};
    }
    double[] fractions = new double[2];
    for (int i = 0; i < 2; i++) {
      Samples samples = Samples.of(i == 0 ? rows : scaled);
      fractions[i] = estimator(2)
          .noise(InitialNoise.share(0.08))
          .build()
          .fit(samples)
          .missingInformation(samples)
          .fraction();
    }
    assertThat(fractions[0]).isBetween(0.05, 1.0);
    assertThat(fractions[1]).isCloseTo(fractions[0], within(1e-3));
  }

  @Test
  void slowFits_aNoteTells() {
    double[][] rows =
        Holes.in(TestData.draw(TestData.mixture(2, 3, CovarianceType.DIAGONAL, 2), 300, 3), 0.5, 5);
    Samples samples = Samples.of(rows).withMissingValues();

    assertThat(estimator(2).maxIterations(3).build().fit(samples).isSlowForMissingValues())
        .isTrue();
    assertThat(estimator(1).tolerance(1e-3).build().fit(samples).isSlowForMissingValues())
        .isFalse();
  }

  @Test
  void otherFeatures_areRefused() {
    Samples samples = Samples.of(TestData.normal(100, 3, 3));
    GaussianMixtureFit fit = estimator(1).build().fit(samples);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> fit.missingInformation(Samples.of(TestData.normal(10, 2, 3))))
        .withMessage("samples must have 3 columns, as the model has features, but had 2");
  }
}
