package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import java.util.Arrays;

/**
 * Finds samples that are unlike those that a mixture is used on, with a rate of false alarms that holds whether or not the
 * mixture is right: split conformal prediction (Vovk, Gammerman and Shafer 2005; as a detector Laxhammar and Falkman 2010,
 * Bates, Candès, Lei, Romano and Sesia 2023). Immutable and safe to use from several threads.
 *
 * <p>The densities of {@code n} samples that the mixture was <em>not</em> fitted to tell what is usual. The p-value of a new
 * sample is the rank of its density among them, {@code p = (1 + #{i: f(x_i) ≤ f(x)}) / (n + 1)}. If the new sample and those of
 * the calibration come from one distribution, whatever it is, in any order alike (exchangeable), then {@code P(p ≤ α) ≤ α},
 * with equality where {@code α (n + 1)} is a whole number and no two densities are equal. This is the rate over calibrations and
 * new samples together. Given one calibration the rate is itself random: with {@code l = ⌊α (n + 1)⌋} it has the distribution
 * {@code Beta(l, n + 1 - l)} (Vovk 2012), of standard deviation about {@code √(α (1 - α) / n)}.
 *
 * <p>A {@link OutlierDetector} needs no such samples, but its rate is right only if the mixture is.
 */
public final class ConformalDetector {
  private final GaussianMixture model;

  /** The log-densities of the calibration, ascending. */
  private final double[] sorted;

  private ConformalDetector(GaussianMixture model, double[] sorted) {
    this.model = model;
    this.sorted = sorted;
  }

  /**
   * Returns the detector of a mixture.
   *
   * @param calibration samples of what is usual that the mixture was not fitted to, {@code n*d}, without weights; at least
   *     {@code 1/α - 1} of them for a rate of {@code α}. They may have {@linkplain Samples#withMissingValues missing values} if
   *     new samples may have them in the same way
   * @throws IllegalArgumentException if samples have weights, by which they would not be exchangeable, or another number of
   *     features
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample is not finite
   */
  public static ConformalDetector calibrated(GaussianMixture model, Samples calibration) {
    notNull("model", model);
    notNull("calibration", calibration);
    check(
        !calibration.isWeighted(),
        "calibration must have no weights, but had them on %d samples",
        calibration.count());
    return of(model, model.logDensities(calibration));
  }

  /**
   * Returns the detector of a mixture from the log-densities of a calibration.
   *
   * @param logDensities those of samples that the mixture was not fitted to, at least one; copied
   * @throws IllegalArgumentException if there is none, or one is NaN
   */
  public static ConformalDetector of(GaussianMixture model, double[] logDensities) {
    notNull("model", model);
    double[] sorted = notNull("logDensities", logDensities).clone();
    check(sorted.length > 0, "logDensities must be at least %d, but were 0", 1);
    for (int i = 0; i < sorted.length; i++) {
      check(
          !Double.isNaN(sorted[i]), "logDensities[%d] must be a number, but was %s", i, sorted[i]);
    }
    Arrays.sort(sorted);
    return new ConformalDetector(model, sorted);
  }

  /** Returns the mixture. */
  public GaussianMixture model() {
    return model;
  }

  /** Returns the number {@code n} of samples of the calibration. */
  public int calibrationCount() {
    return sorted.length;
  }

  /** Returns the smallest p-value there is, {@code 1/(n + 1)}. */
  public double smallestPValue() {
    return 1 / (sorted.length + 1.0);
  }

  /** Returns the p-value of a sample; small for an outlier. */
  public double pValue(double[] sample) {
    return pValue(model.logDensity(sample));
  }

  /**
   * Returns the p-value of a sample of a given log-density.
   *
   * @throws IllegalArgumentException if it is NaN
   */
  public double pValue(double logDensity) {
    check(!Double.isNaN(logDensity), "logDensity must be a number, but was %s", logDensity);
    return (1 + countUpTo(logDensity)) / (sorted.length + 1.0);
  }

  /** Returns the p-value of each sample. */
  public double[] pValues(Samples samples) {
    double[] values = model.logDensities(samples);
    for (int i = 0; i < values.length; i++) {
      values[i] = pValue(values[i]);
    }
    return values;
  }

  /**
   * Returns the log-density below which a sample is an outlier at a rate of false alarms: the {@code ⌊α (n + 1)⌋}-th smallest
   * of the calibration. Its p-value is at most {@code α} if and only if the sample's log-density is smaller.
   *
   * @param falsePositiveRate {@code α} in {@code [1/(n + 1), 1)}
   * @throws IllegalArgumentException if the rate is out of range: of a smaller one no sample can be an outlier
   */
  public double threshold(double falsePositiveRate) {
    check(
        falsePositiveRate >= smallestPValue() && falsePositiveRate < 1,
        "falsePositiveRate must be in [%s, 1) with %d samples of calibration, but was %s",
        smallestPValue(),
        sorted.length,
        falsePositiveRate);
    // α (n + 1) may be a whole number in all but the last digit.
    int rank = (int) (falsePositiveRate * (sorted.length + 1.0) * (1 + Math.ulp(1.0)));
    return sorted[Math.min(rank, sorted.length) - 1];
  }

  /**
   * Tells of each sample whether it is an outlier.
   *
   * @param falsePositiveRate in {@code [1/(n + 1), 1)}
   * @throws IllegalArgumentException if the rate is out of range
   */
  public boolean[] areOutliers(Samples samples, double falsePositiveRate) {
    double threshold = threshold(falsePositiveRate);
    double[] logDensities = model.logDensities(samples);
    boolean[] outliers = new boolean[logDensities.length];
    for (int i = 0; i < outliers.length; i++) {
      outliers[i] = logDensities[i] < threshold;
    }
    return outliers;
  }

  private int countUpTo(double logDensity) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= logDensity) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
