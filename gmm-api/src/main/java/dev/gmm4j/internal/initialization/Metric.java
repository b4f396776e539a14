package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import java.util.Arrays;

/**
 * The distances that seeds and centres go by: Euclidean ones, after each feature was divided by a length of its own.
 *
 * @param inverseLengths the reciprocals of the lengths, {@code d} numbers
 * @param meanVariance the mean variance of the samples' features after the division
 */
public record Metric(double[] inverseLengths, double meanVariance) {
  /** A feature whose range is no more, relative to its magnitude, is constant but for rounding. */
  private static final double ROUNDING = 16 * Math.ulp(1.0);

  /** Returns the distances in the features' own units. */
  public static Metric euclidean(SampleScale scale) {
    double[] ones = new double[scale.means().length];
    Arrays.fill(ones, 1);
    return new Metric(ones, scale.meanVariance());
  }

  /**
   * Returns the distances of features divided by their ranges (Milligan and Cooper 1988): what a feature is multiplied by
   * does not change them, and powers of two and numbers added to it, where nothing is rounded, not in a single bit.
   *
   * @param samples in memory
   */
  static Metric ofRanges(Samples samples) {
    RowBlock rows = samples.block(0, Math.toIntExact(samples.count()));
    int d = rows.dimension();
    double[] least = new double[d];
    double[] largest = new double[d];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < rows.rows(); i++) {
      int row = rows.rowOffset(i);
      for (int j = 0; j < d; j++) {
        least[j] = Math.min(least[j], rows.values()[row + j]);
        largest[j] = Math.max(largest[j], rows.values()[row + j]);
      }
    }
    double[] inverses = new double[d];
    for (int j = 0; j < d; j++) {
      inverses[j] = 1 / length(least[j], largest[j]);
    }
    return new Metric(inverses, meanVariance(rows, least, inverses));
  }

  /** Returns the range, or of a constant its magnitude, beside which rounding errors are small, or 1 where it is 0. */
  private static double length(double least, double largest) {
    double magnitude = Math.max(Math.abs(least), Math.abs(largest));
    double range = largest - least;
    double length = range > ROUNDING * magnitude ? range : magnitude;
    // The reciprocal of a smaller number may be infinite.
    return length >= Double.MIN_NORMAL ? length : 1;
  }

  /** Returns the mean variance of scaled features, or 1 where all are constant; about the least numbers, as those move. */
  private static double meanVariance(RowBlock rows, double[] least, double[] inverseLengths) {
    int d = least.length;
    double[] means = new double[d];
    double weight = 0;
    for (int i = 0; i < rows.rows(); i++) {
      int row = rows.rowOffset(i);
      weight += rows.weight(i);
      for (int j = 0; j < d; j++) {
        means[j] += rows.weight(i) * (rows.values()[row + j] - least[j]);
      }
    }
    double squares = 0;
    for (int i = 0; i < rows.rows(); i++) {
      int row = rows.rowOffset(i);
      for (int j = 0; j < d; j++) {
        double centred =
            (rows.values()[row + j] - least[j] - means[j] / weight) * inverseLengths[j];
        squares += rows.weight(i) * centred * centred;
      }
    }
    return squares > 0 ? squares / weight / d : 1;
  }

  /** Returns parameters whose most probable component is the one of the nearest centre. */
  MixtureParameters nearestCentre(double[] centres) {
    double[] inverseDeviations = inverseLengths.clone();
    for (int j = 0; j < inverseDeviations.length; j++) {
      inverseDeviations[j] *= 1 / Math.sqrt(meanVariance);
    }
    return MixtureParameters.nearestCentre(centres, inverseDeviations);
  }
}
