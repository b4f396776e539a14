package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.testing.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions of highest density and outliers. */
class DensityLevelsTest {
  private static final int DRAWS = 100_000;

  private static final GaussianMixture MODEL =
      TestData.mixture(3, 2, CovarianceType.FULL, 3).model(CovarianceType.FULL);

  /** In two dimensions the squared distance from the mean is exponential: the level is log(1 - mass) below the top. */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
  void region_ofAGaussian_isItsClosedForm(double mass) {
    GaussianMixture gaussian = GaussianMixture.of(
        new double[] {1},
        new double[][] {{5, -3}},
        Covariances.tied(new double[][] {{2, 1}, {1, 3}}, 1));
    HighestDensityRegion region = DensityLevels.sampled(gaussian, DRAWS, 1).region(mass);
    double top = gaussian.logDensity(new double[] {5, -3});
    double error = Math.sqrt(mass * (1 - mass) / DRAWS) / (1 - mass);

    assertThat(region.logDensity()).isCloseTo(top + Math.log(1 - mass), within(4 * error));
    assertThat(region.mass().value()).isCloseTo(mass, within(2.0 / DRAWS));
    assertThat(region.mass().standardError())
        .isCloseTo(Math.sqrt(mass * (1 - mass) / DRAWS), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.8, 0.95})
  void region_holdsItsMassOfNewSamples(double mass) {
    HighestDensityRegion region = DensityLevels.sampled(MODEL, DRAWS, 1).region(mass);
    double[][] fresh = MODEL.sample(DRAWS, 99).rows();
    boolean[] contained = region.contains(Samples.of(fresh));
    int inside = 0;
    for (boolean b : contained) {
      inside += b ? 1 : 0;
    }

    // The errors of both samples.
    double error = Math.sqrt(2 * mass * (1 - mass) / DRAWS);
    assertThat(inside / (double) DRAWS).isCloseTo(mass, within(4 * error));
    assertThat(contained[7]).isEqualTo(region.contains(fresh[7]));
  }

  @Test
  void region_ofOneFeature_isTheExactOne() {
    GaussianMixture line =
        TestData.mixture(3, 1, CovarianceType.FULL, 5).model(CovarianceType.FULL);
    LevelSet exact = UnivariateMixture.of(line).highestDensityRegion(0.9);
    DensityLevels levels = DensityLevels.sampled(line, DRAWS, 2);
    MonteCarloEstimate mass = levels.massAbove(exact.logDensity());

    assertThat(mass.value()).isCloseTo(0.9, within(4 * mass.standardError()));
    assertThat(levels.massAbove(Double.NEGATIVE_INFINITY).value()).isEqualTo(1);
    assertThat(levels.massAbove(Double.POSITIVE_INFINITY).value()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.3})
  void outliers_areTheChosenShareOfNewSamples(double rate) {
    OutlierDetector detector = DensityLevels.sampled(MODEL, DRAWS, 1).outliers(rate);
    Samples fresh = Samples.of(MODEL.sample(DRAWS, 99).rows());
    boolean[] outliers = detector.areOutliers(fresh);
    double[] tails = detector.tailProbabilities(fresh);
    int found = 0;
    int unlikely = 0;
    for (int i = 0; i < DRAWS; i++) {
      found += outliers[i] ? 1 : 0;
      unlikely += tails[i] <= rate ? 1 : 0;
    }
    double error = Math.sqrt(2 * rate * (1 - rate) / DRAWS);

    assertThat(found / (double) DRAWS).isCloseTo(rate, within(4 * error));
    assertThat(unlikely / (double) DRAWS).isCloseTo(rate, within(4 * error));
    assertThat(detector.falsePositiveRate()).isEqualTo(rate);
  }

  @Test
  void outlier_isFarFromEverything() {
    OutlierDetector detector = DensityLevels.sampled(MODEL, 999, 1).outliers(0.01);
    double[] far = {1e6, 1e6};
    double[] near = MODEL.mean(0);

    assertThat(detector.isOutlier(far)).isTrue();
    assertThat(detector.isOutlier(near)).isFalse();
    assertThat(detector.score(far)).isEqualTo(-MODEL.logDensity(far));
    assertThat(detector.scores(Samples.of(new double[][] {far, near}))[1])
        .isCloseTo(-MODEL.logDensity(near), within(1e-12));
    // None of 999 draws is as unlikely: with the sample itself, one of 1000.
    assertThat(detector.tailProbability(far)).isEqualTo(1e-3);
    assertThat(detector.tailProbability(near)).isGreaterThan(0.05);
  }

  /** With 999 draws the tenth lowest is the threshold of 1 %: ten of the thousand gaps lie below it. */
  @Test
  void threshold_isADrawOfTheRightRank() {
    DensityLevels levels = DensityLevels.sampled(MODEL, 999, 1);

    assertThat(levels.massAbove(levels.logDensityBelow(0.01)).value()).isEqualTo(990 / 999.0);
    assertThat(levels.massAbove(levels.logDensityBelow(0.001)).value()).isEqualTo(1);
    assertThat(levels.tailProbability(levels.logDensityBelow(0.01))).isEqualTo(0.011);
    assertThat(levels.draws()).isEqualTo(999);
  }

  @Test
  void wrongArguments_areRefused() {
    DensityLevels levels = DensityLevels.sampled(MODEL, 999, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> levels.outliers(0.0001))
        .withMessage("falsePositiveRate must be in [0.001, 1) with 999 draws, but was 1.0E-4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> levels.region(0.9999))
        .withMessage("mass must be in (0, 0.999] with 999 draws, but was 0.9999");
    assertThatIllegalArgumentException().isThrownBy(() -> levels.region(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> levels.massAbove(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DensityLevels.sampled(MODEL, 1, 1))
        .withMessage("draws must be >= 2, but was 1");
  }
}
