package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.distribution.ConformalDetector;
import dev.gmm4j.distribution.DensityLevels;
import org.jspecify.annotations.Nullable;

/** Tells which rows are outliers by their density: at a level of the model's own, or of a calibration. */
final class OutlierRule {
  /** So many of the draws are to lie beyond the threshold, so that the rate is met to a tenth of itself or better. */
  private static final int OUTLIERS_DRAWN = 100;

  private static final int MIN_DRAWS = 100_000;
  private static final long SEED = 0;

  private final @Nullable Double threshold;
  private final @Nullable ConformalDetector calibrated;

  private OutlierRule(@Nullable Double threshold, @Nullable ConformalDetector calibrated) {
    this.threshold = threshold;
    this.calibrated = calibrated;
  }

  /**
   * Returns a rule.
   *
   * @param rate of false alarms, or null where rows are not flagged
   * @param calibrated what p-values come from, or null for the share of the model's own rows
   * @throws IllegalArgumentException if no row can be an outlier at this rate
   */
  static OutlierRule of(
      GaussianMixture model, @Nullable Double rate, @Nullable ConformalDetector calibrated) {
    if (rate == null) {
      return new OutlierRule(null, calibrated);
    }
    if (calibrated != null) {
      return new OutlierRule(calibrated.threshold(rate), calibrated);
    }
    int draws = (int) Math.max(MIN_DRAWS, OUTLIERS_DRAWN / rate);
    return new OutlierRule(
        DensityLevels.sampled(model, draws, SEED).outliers(rate).threshold(), null);
  }

  /** Tells whether the densities of rows are needed. */
  boolean needsDensities() {
    return threshold != null || calibrated != null;
  }

  /** Tells whether a row is an outlier. */
  boolean isOutlier(double logDensity) {
    return threshold != null && logDensity < threshold;
  }

  /** Appends the p-value, where there is a calibration, and the flag, where rows are flagged. */
  void append(StringBuilder csv, double logDensity) {
    if (calibrated != null) {
      csv.append(',').append(calibrated.pValue(logDensity));
    }
    if (threshold != null) {
      csv.append(isOutlier(logDensity) ? ",1" : ",0");
    }
  }
}
