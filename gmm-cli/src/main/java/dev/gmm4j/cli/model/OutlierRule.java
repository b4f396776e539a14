package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.cli.input.ObservedOutliers;
import dev.gmm4j.cli.input.ObservedRows;
import dev.gmm4j.distribution.ConformalDetector;
import org.jspecify.annotations.Nullable;

/** Tells which rows are outliers by their density: at a level of the model's own rows, or of a calibration. */
final class OutlierRule {
  private final boolean isFlagging;
  private final @Nullable ObservedOutliers own;
  private final double threshold;
  private final @Nullable ConformalDetector calibrated;

  private OutlierRule(
      boolean isFlagging,
      @Nullable ObservedOutliers own,
      double threshold,
      @Nullable ConformalDetector calibrated) {
    this.isFlagging = isFlagging;
    this.own = own;
    this.threshold = threshold;
    this.calibrated = calibrated;
  }

  /** Returns the rule by which nothing is told of outliers. */
  static OutlierRule none() {
    return new OutlierRule(false, null, Double.NEGATIVE_INFINITY, null);
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
      return new OutlierRule(false, null, Double.NEGATIVE_INFINITY, calibrated);
    }
    return calibrated == null
        ? new OutlierRule(true, new ObservedOutliers(model, rate), Double.NEGATIVE_INFINITY, null)
        : new OutlierRule(true, null, calibrated.threshold(rate), calibrated);
  }

  /** Tells whether the densities of rows are needed. */
  boolean needsDensities() {
    return isFlagging || calibrated != null;
  }

  /** Tells of each of some rows whether it is an outlier; none is by a calibration of which a value is missing. */
  boolean[] among(ObservedRows rows, double[] logDensities) {
    if (own != null) {
      return own.among(rows.samples(), logDensities);
    }
    boolean[] outliers = new boolean[logDensities.length];
    for (int i = 0; i < outliers.length; i++) {
      outliers[i] = logDensities[i] < threshold && !rows.isIncomplete(i);
    }
    return outliers;
  }

  /**
   * Appends the p-value, where there is a calibration, and the flag, where rows are flagged. By a calibration, which is of
   * whole rows, both are empty for a row with a missing value: the densities of different features cannot be compared.
   */
  void append(StringBuilder csv, double logDensity, boolean outlier, boolean incomplete) {
    boolean isEmpty = calibrated != null && incomplete;
    if (calibrated != null) {
      csv.append(',').append(isEmpty ? "" : Double.toString(calibrated.pValue(logDensity)));
    }
    if (isFlagging) {
      csv.append(isEmpty ? "," : outlier ? ",1" : ",0");
    }
  }
}
