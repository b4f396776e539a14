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
record DecorrelatedRows(int dimension, double[] values, double[] weights) {
  /** Axes of less than this part of the largest variance are rounding errors. */
  private static final double NO_VARIANCE = 1e-14;

  /** Features of a smaller deviation, relative to their mean, are constants. */
  private static final double ROUNDING = 16 * Math.ulp(1.0);

  static DecorrelatedRows of(Samples samples, LinearAlgebraBackend backend) {
    int n = Math.toIntExact(samples.count());
    int d = samples.dimension();
    RowBlock block = samples.block(0, n);
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += block.weight(i);
    }
    double[] z = standardized(block, total);
    double[] correlations = new double[d * d];
    for (int i = 0; i < n; i++) {
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
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = perRow * block.weight(i);
    }
    return new DecorrelatedRows(d - from, turned(z, d, from, squares, axes, perRow), weights);
  }

  /** Returns the rows less their means, divided by their standard deviations. */
  private static double[] standardized(RowBlock block, double total) {
    int d = block.dimension();
    double[] z = new double[block.rows() * d];
    for (int j = 0; j < d; j++) {
      double mean = 0;
      for (int i = 0; i < block.rows(); i++) {
        mean += block.weight(i) * block.values()[block.rowOffset(i) + j] / total;
      }
      double variance = 0;
      for (int i = 0; i < block.rows(); i++) {
        double difference = block.values()[block.rowOffset(i) + j] - mean;
        z[i * d + j] = difference;
        variance += block.weight(i) * difference * difference / total;
      }
      double deviation = Math.sqrt(variance);
      double scale = deviation > ROUNDING * Math.abs(mean) ? 1 / deviation : 0;
      for (int i = 0; i < block.rows(); i++) {
        z[i * d + j] *= scale;
      }
    }
    return z;
  }

  /** Returns the rows along the axes from an index on, each divided by the root of its singular value. */
  private static double[] turned(
      double[] z, int d, int from, double[] squares, double[] axes, double perRow) {
    int n = z.length / d;
    int kept = d - from;
    double[] turned = new double[n * kept];
    for (int j = from; j < d; j++) {
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
