package dev.gmm4j.bench;

import java.util.Locale;
import java.util.Random;

/**
 * The overlap of the components of generated samples. A kernel that skips negligible densities gains on separated
 * ones only, and more with every feature; so both kinds are measured.
 */
public enum Overlap {
  /** Centres from {@code N(0, 3²)} in each feature, unit covariances: in high dimensions far apart. */
  SEPARATED {
    @Override
    double centreDeviation(int dimension) {
      return 3;
    }

    @Override
    double[] factor(Random random, int dimension) {
      double[] identity = new double[dimension * dimension];
      for (int j = 0; j < dimension; j++) {
        identity[j * dimension + j] = 1;
      }
      return identity;
    }
  },

  /**
   * Centres about 2.8 deviations from each other and random full covariances, both scaled so that components overlap
   * alike in any dimension.
   */
  OVERLAPPING {
    @Override
    double centreDeviation(int dimension) {
      return 2 / Math.sqrt(dimension);
    }

    @Override
    double[] factor(Random random, int dimension) {
      double deviation = 0.7 / Math.sqrt(dimension);
      double[] factor = new double[dimension * dimension];
      for (int i = 0; i < dimension; i++) {
        for (int j = 0; j < i; j++) {
          factor[i * dimension + j] = deviation * random.nextGaussian() / Math.sqrt(dimension);
        }
        factor[i * dimension + i] = Math.exp(deviation * random.nextGaussian());
      }
      return factor;
    }
  };

  /** Returns the name in words. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the standard deviation of a centre in each feature. */
  abstract double centreDeviation(int dimension);

  /** Draws the lower Cholesky factor of a component's covariance: {@code d*d} numbers. */
  abstract double[] factor(Random random, int dimension);
}
