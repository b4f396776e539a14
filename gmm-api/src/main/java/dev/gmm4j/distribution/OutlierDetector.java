package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleChecks;

/**
 * Finds samples that a mixture is unlikely to have made: those where its density is below a threshold, which is chosen
 * so that a given share of the mixture's own samples falls below it. Immutable and safe to use from several threads.
 *
 * <p>Made by {@link DensityLevels#outliers}.
 */
public final class OutlierDetector {
  private final DensityLevels levels;
  private final double falsePositiveRate;
  private final double threshold;

  OutlierDetector(DensityLevels levels, double falsePositiveRate) {
    this.levels = levels;
    this.falsePositiveRate = falsePositiveRate;
    this.threshold = levels.logDensityBelow(falsePositiveRate);
  }

  /** Returns the share of the mixture's own samples that are taken for outliers. */
  public double falsePositiveRate() {
    return falsePositiveRate;
  }

  /** Returns the log-density below which a sample is an outlier. */
  public double threshold() {
    return threshold;
  }

  /** Tells whether a sample is an outlier. */
  public boolean isOutlier(double[] sample) {
    return isOutlier(levels.model().logDensity(sample));
  }

  /**
   * Tells whether a sample of a given log-density is an outlier.
   *
   * @throws IllegalArgumentException if it is NaN
   */
  public boolean isOutlier(double logDensity) {
    check(!Double.isNaN(logDensity), "logDensity must be a number, but was %s", logDensity);
    return logDensity < threshold;
  }

  /** Tells of each sample whether it is an outlier. */
  public boolean[] areOutliers(Samples samples) {
    double[] logDensities = logDensities(samples);
    boolean[] outliers = new boolean[logDensities.length];
    for (int i = 0; i < outliers.length; i++) {
      outliers[i] = isOutlier(logDensities[i]);
    }
    return outliers;
  }

  /** Returns the score of a sample, {@code -log p(x)}: the higher, the more unusual. */
  public double score(double[] sample) {
    return -levels.model().logDensity(sample);
  }

  /** Returns the score of each sample. */
  public double[] scores(Samples samples) {
    double[] scores = logDensities(samples);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -scores[i];
    }
    return scores;
  }

  /** Returns how likely the mixture is to make a sample at least as unusual as this one; small for an outlier. */
  public double tailProbability(double[] sample) {
    return levels.tailProbability(levels.model().logDensity(sample));
  }

  /** Returns how likely the mixture is to make a sample at least as unusual as each of these. */
  public double[] tailProbabilities(Samples samples) {
    double[] probabilities = logDensities(samples);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = levels.tailProbability(probabilities[i]);
    }
    return probabilities;
  }

  /** The density of some features has other units than that of all: it cannot be compared with a level. */
  private double[] logDensities(Samples samples) {
    SampleChecks.requireComplete(samples, "outliers");
    return levels.model().logDensities(samples);
  }
}
