package dev.gmm4j.internal.search;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.PrecisionFactors;
import org.jspecify.annotations.Nullable;

/**
 * Two groups of the samples of a component by their distance from its mean: where there are more far samples than a Gaussian has,
 * a narrow component and a wide one about it may stand for them, which no axis divides.
 */
final class ConcentricSplit {
  /** Mardia's kurtosis of Gaussian samples is greater by so many standard deviations once in some thousand cases. */
  private static final double DEVIATIONS = 4;

  private ConcentricSplit() {}

  /**
   * Returns the group of each sample, 1 for those that are farther than a Gaussian's are in the mean; null where there are no more
   * far samples than by chance.
   */
  static int @Nullable [] of(Samples samples, MixtureParameters parameters, int component) {
    int n = Math.toIntExact(samples.count());
    int d = samples.dimension();
    double[] squares = squares(samples, parameters, component);
    int[] sides = new int[n];
    double total = 0;
    double fourth = 0;
    int far = 0;
    RowBlock row = null;
    for (int i = 0; i < n; i++) {
      row = samples.block(i, 1, row);
      total += row.weight(0);
      fourth += row.weight(0) * squares[i] * squares[i];
      sides[i] = squares[i] > d ? 1 : 0;
      far += sides[i];
    }
    double expected = d * (d + 2.0);
    double chance = DEVIATIONS * Math.sqrt(8 * expected / n);
    return far > 0 && far < n && fourth / total > expected + chance ? sides : null;
  }

  /** Returns the squared Mahalanobis distances. */
  private static double[] squares(Samples samples, MixtureParameters parameters, int component) {
    int d = samples.dimension();
    PrecisionFactors factors = parameters.kernelParameters().factors();
    double[] squares = new double[Math.toIntExact(samples.count())];
    double[] difference = new double[d];
    double[] whitened = new double[d];
    RowBlock row = null;
    for (int i = 0; i < squares.length; i++) {
      row = samples.block(i, 1, row);
      for (int j = 0; j < d; j++) {
        difference[j] = row.values()[row.rowOffset(0) + j] - parameters.means()[component * d + j];
      }
      factors.whiten(component, difference, whitened, 0);
      for (double value : whitened) {
        squares[i] += value * value;
      }
    }
    return squares;
  }
}
