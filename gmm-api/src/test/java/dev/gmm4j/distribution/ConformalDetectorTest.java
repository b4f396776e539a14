package dev.gmm4j.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConformalDetectorTest {
  private static final GaussianMixture NORMAL = GaussianMixture.of(
      new double[] {1}, new double[][] {{0, 0}}, Covariances.spherical(new double[] {1}, 2));

  @Test
  void pValues_areRanksAmongTheCalibration() {
    ConformalDetector detector =
        ConformalDetector.of(NORMAL, new double[] {-3, -1, -2, Double.NEGATIVE_INFINITY});

    assertThat(detector.calibrationCount()).isEqualTo(4);
    assertThat(detector.smallestPValue()).isEqualTo(0.2);
    assertThat(detector.pValue(0.0)).isEqualTo(1);
    assertThat(detector.pValue(-2)).isEqualTo(0.8);
    assertThat(detector.pValue(-2.5)).isEqualTo(0.6);
    assertThat(detector.pValue(-1e9)).isEqualTo(0.4);
    assertThat(detector.pValue(Double.NEGATIVE_INFINITY)).isEqualTo(0.4);
    // ln f(0) = -ln 2π = -1.84, ln f((0, 3)) = -6.34.
    assertThat(detector.pValue(new double[] {0, 0})).isEqualTo(0.8);
    assertThat(detector.pValues(Samples.of(new double[][] {{0, 0}, {0, 3}})))
        .containsExactly(0.8, 0.4);
  }

  @Test
  void outliers_areThoseOfASmallPValue() {
    Random random = new Random(3);
    double[][] rows = rows(random, 19);
    ConformalDetector detector = ConformalDetector.calibrated(NORMAL, Samples.of(rows));
    Samples samples = Samples.of(rows(random, 500));
    double[] pValues = detector.pValues(samples);

    // Of these α (n + 1) is a whole number, or nearly so, or not.
    for (double rate : new double[] {0.05, 0.1, 0.15, 0.3, 0.33, 0.9499}) {
      boolean[] outliers = detector.areOutliers(samples, rate);
      for (int i = 0; i < pValues.length; i++) {
        assertThat(outliers[i]).as("rate %s, row %s", rate, i).isEqualTo(pValues[i] <= rate);
      }
    }
  }

  /**
   * The mixture is wrong: the rows have heavier tails. Of 4000 calibrations with 99 rows each, and a new row each, the false
   * alarms at α = 0.1 are binomial B(4000, 0.1), for α (n + 1) = 10 is a whole number; beyond five standard deviations, 95, lie
   * 6e-7 of them.
   */
  @Test
  void rateOfFalseAlarms_holdsWhereTheMixtureIsWrong() {
    int calibrations = 4000;
    int count = 99;
    double[] logDensities =
        NORMAL.logDensities(Samples.of(rows(new Random(11), calibrations * (count + 1))));
    int alarms = 0;
    int alarmsByLevel = 0;
    OutlierDetector byLevel = DensityLevels.sampled(NORMAL, 100_000, 5).outliers(0.1);
    for (int r = 0; r < calibrations; r++) {
      double[] own = new double[count];
      System.arraycopy(logDensities, r * (count + 1), own, 0, count);
      double isNew = logDensities[r * (count + 1) + count];
      alarms += ConformalDetector.of(NORMAL, own).pValue(isNew) <= 0.1 ? 1 : 0;
      alarmsByLevel += byLevel.isOutlier(isNew) ? 1 : 0;
    }

    double deviation = Math.sqrt(calibrations * 0.1 * 0.9);
    assertThat((double) alarms).isCloseTo(calibrations * 0.1, within(5 * deviation));
    assertThat(alarmsByLevel).isGreaterThan(2 * alarms);
  }

  /** A mixture of many components knows its own rows too well: they are no calibration, but others are. */
  @Test
  void rowsOfTheFit_areNoCalibration() {
    Random random = new Random(29);
    Samples fitted = Samples.of(rows(random, 100));
    GaussianMixture mixture = GaussianMixtureEstimator.builder()
        .components(12)
        .seed(1)
        .build()
        .fit(fitted)
        .model();
    Samples others = Samples.of(rows(random, 20_000));
    Samples fresh = Samples.of(rows(random, 20_000));

    double ofFitted = alarms(ConformalDetector.calibrated(mixture, fitted), fresh, 0.05);
    double ofOthers = alarms(ConformalDetector.calibrated(mixture, others), fresh, 0.05);

    assertThat(ofFitted).isGreaterThan(0.1);
    // Of calibration and of new rows: √2 √(0.05 · 0.95 / 20000) = 0.0022 is the standard deviation.
    assertThat(ofOthers).isCloseTo(0.05, within(5 * 0.0022));
  }

  @Test
  void whatCannotBe_isRefused() {
    ConformalDetector detector = ConformalDetector.of(NORMAL, new double[9]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector.threshold(0.09))
        .withMessage(
            "falsePositiveRate must be in [0.1, 1) with 9 samples of calibration, but was 0.09");
    assertThatIllegalArgumentException().isThrownBy(() -> detector.threshold(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> detector.threshold(1));
    assertThatIllegalArgumentException().isThrownBy(() -> detector.pValue(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformalDetector.of(NORMAL, new double[0]))
        .withMessage("logDensities must be at least 1, but were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformalDetector.of(NORMAL, new double[] {0, Double.NaN}))
        .withMessage("logDensities[1] must be a number, but was NaN");
    Samples weighted = Samples.of(new double[][] {{1, 2}}).weighted(new double[] {2});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformalDetector.calibrated(NORMAL, weighted))
        .withMessage("calibration must have no weights, but had them on 1 samples");
  }

  private static double alarms(ConformalDetector detector, Samples samples, double rate) {
    int alarms = 0;
    for (boolean outlier : detector.areOutliers(samples, rate)) {
      alarms += outlier ? 1 : 0;
    }
    return alarms / (double) samples.count();
  }

  /** Returns rows of normal direction whose scale is lognormal. */
  private static double[][] rows(Random random, int count) {
    double[][] rows = new double[count][2];
    for (double[] row : rows) {
      double scale = Math.exp(random.nextGaussian());
      row[0] = scale * random.nextGaussian();
      row[1] = scale * random.nextGaussian();
    }
    return rows;
  }
}
