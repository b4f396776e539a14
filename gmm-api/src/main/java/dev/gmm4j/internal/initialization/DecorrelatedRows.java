package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * The rows of some samples, scaled to variance 1 and turned to their principal axes, each axis then divided by
 * the square root of its singular value (Scrucca and Raftery 2015): a compromise between standardized features and
 * spheres.
 *
 * @param dimension the number of axes with any variance
 * @param values row-major
 * @param weights of the rows, scaled to a mean of 1
 */
public record DecorrelatedRows(int dimension, double[] values, double[] weights) {
  /** Axes of less than this part of the largest variance are rounding errors. */
  static final double NO_VARIANCE = 1e-14;

  /** Features of a smaller deviation, relative to their mean, are constants. */
  private static final double ROUNDING = 16 * Math.ulp(1.0);

  /** Up to so many features their correlations are quickly decomposed, whatever the rows. */
  private static final int FEW_FEATURES = 128;

  /**
   * Returns the rows of samples.
   *
   * @param checkpoint called now and then; what it throws ends the work
   */
  public static DecorrelatedRows of(
      Samples samples, LinearAlgebraBackend backend, Runnable checkpoint) {
    int n = Math.toIntExact(samples.count());
    int d = samples.dimension();
    RowBlock block = samples.block(0, n);
    return n < d && d > FEW_FEATURES
        ? DualDecorrelation.of(block, backend, checkpoint)
        : ofCorrelations(block, backend, checkpoint);
  }

  /**
   * Returns the rows by the correlations of their features, which take {@code d²} numbers.
   *
   * @param checkpoint called for each row and each feature; what it throws ends the work
   */
  static DecorrelatedRows ofCorrelations(
      RowBlock block, LinearAlgebraBackend backend, Runnable checkpoint) {
    int n = block.rows();
    int d = block.dimension();
    double total = totalWeight(block);
    double[] z = new double[n * d];
    for (int j = 0; j < d; j++) {
      checkpoint.run();
      standardize(block, j, total, z, j, d);
    }
    double[] correlations = new double[d * d];
    for (int i = 0; i < n; i++) {
      checkpoint.run();
      for (int a = 0; a < d; a++) {
        double left = block.weight(i) * z[i * d + a];
        for (int b = 0; b < d; b++) {
          correlations[a * d + b] += left * z[i * d + b];
        }
      }
    }
    Spectrum spectrum = Spectrum.of(d, correlations, backend);
    double[] squares = spectrum.values();
    double[] axes = spectrum.vectors();
    int from = 0;
    while (from < d - 1 && !(squares[from] > NO_VARIANCE * squares[d - 1])) {
      from++;
    }
    double perRow = n / total;
    return new DecorrelatedRows(
        d - from,
        turned(z, d, from, squares, axes, perRow, checkpoint),
        scaledWeights(block, perRow));
  }

  /** Returns rows less their mean, neither scaled nor turned. */
  public static DecorrelatedRows centred(RowBlock block) {
    int n = block.rows();
    int d = block.dimension();
    double total = totalWeight(block);
    double[] values = new double[n * d];
    for (int j = 0; j < d; j++) {
      centre(block, j, total, values, j, d);
    }
    return new DecorrelatedRows(d, values, scaledWeights(block, n / total));
  }

  static double totalWeight(RowBlock block) {
    double total = 0;
    for (int i = 0; i < block.rows(); i++) {
      total += block.weight(i);
    }
    return total;
  }

  /** Returns the weights of rows, scaled to a mean of 1. */
  static double[] scaledWeights(RowBlock block, double perRow) {
    double[] weights = new double[block.rows()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = perRow * block.weight(i);
    }
    return weights;
  }

  /**
   * Writes a feature of all rows less its mean, divided by its standard deviation.
   *
   * @param to receives the number of row i at {@code at + i * stride}
   */
  static void standardize(
      RowBlock block, int feature, double total, double[] to, int at, int stride) {
    double mean = centre(block, feature, total, to, at, stride);
    double variance = 0;
    for (int i = 0; i < block.rows(); i++) {
      double centred = to[at + i * stride];
      variance += block.weight(i) * centred * centred / total;
    }
    double deviation = Math.sqrt(variance);
    double scale = deviation > ROUNDING * Math.abs(mean) ? 1 / deviation : 0;
    for (int i = 0; i < block.rows(); i++) {
      to[at + i * stride] *= scale;
    }
  }

  /** Writes a feature of all rows less its mean; returns the mean. */
  private static double centre(
      RowBlock block, int feature, double total, double[] to, int at, int stride) {
    // What is added to all numbers goes before anything is rounded: equal differences remain equal.
    double origin = block.values()[block.rowOffset(0) + feature];
    double mean = 0;
    for (int i = 0; i < block.rows(); i++) {
      double difference = block.values()[block.rowOffset(i) + feature] - origin;
      to[at + i * stride] = difference;
      mean += block.weight(i) * difference / total;
    }
    for (int i = 0; i < block.rows(); i++) {
      to[at + i * stride] -= mean;
    }
    return origin + mean;
  }

  /** Returns the rows along the axes from an index on, each divided by the root of its singular value. */
  private static double[] turned(
      double[] z,
      int d,
      int from,
      double[] squares,
      double[] axes,
      double perRow,
      Runnable checkpoint) {
    int n = z.length / d;
    int kept = d - from;
    double[] turned = new double[n * kept];
    for (int j = from; j < d; j++) {
      checkpoint.run();
      double singular = Math.sqrt(perRow * squares[j]);
      double scale = singular > 0 ? 1 / Math.sqrt(singular) : 0;
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int a = 0; a < d; a++) {
          sum += z[i * d + a] * axes[a * d + j];
        }
        turned[i * kept + j - from] = scale * sum;
      }
    }
    return turned;
  }
}
