package dev.gmm4j.testing;

import dev.gmm4j.covariance.CovarianceModel;

/**
 * The logarithm of the prior density of Fraley and Raftery (2007), but for a constant, by its definition: inverse gamma or
 * inverse Wishart densities of variances or covariances, normal densities of means.
 *
 * @param shrinkage of the means
 * @param mean {@code d} numbers
 * @param degreesOfFreedom of the covariances
 * @param scale {@code d*d}
 */
public record PriorOracle(
    CovarianceModel model,
    double shrinkage,
    double[] mean,
    double degreesOfFreedom,
    double[][] scale) {

  /** Returns the log-density of means and covariances. */
  public double logDensity(double[][] means, double[][][] covariances) {
    double sum = 0;
    for (int k = 0; k < means.length; k++) {
      DenseInverse inverse = DenseInverse.of(covariances[k]);
      if (shrinkage > 0) {
        // Normal with covariance Σ/κ.
        sum += -0.5 * inverse.logDeterminant();
        sum += -0.5 * shrinkage * quadratic(inverse.matrix(), means[k]);
      }
      if (k == 0 || !model.isShared()) {
        sum += covariance(covariances[k], inverse);
      }
    }
    return sum;
  }

  private double quadratic(double[][] inverse, double[] point) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        sum += (point[i] - mean[i]) * inverse[i][j] * (point[j] - mean[j]);
      }
    }
    return sum;
  }

  private double covariance(double[][] covariance, DenseInverse inverse) {
    int d = mean.length;
    return switch (model) {
      case EII, VII -> {
        double trace = 0;
        for (int j = 0; j < d; j++) {
          trace += scale[j][j] / d;
        }
        yield inverseGamma(covariance[0][0], trace);
      }
      case EEI, VEI, EVI, VVI -> {
        double sum = 0;
        for (int j = 0; j < d; j++) {
          sum += inverseGamma(covariance[j][j], scale[j][j]);
        }
        yield sum;
      }
      default -> {
        double trace = 0;
        for (int i = 0; i < d; i++) {
          for (int j = 0; j < d; j++) {
            trace += scale[i][j] * inverse.matrix()[j][i];
          }
        }
        yield -0.5 * (degreesOfFreedom + d + 1) * inverse.logDeterminant() - 0.5 * trace;
      }
    };
  }

  /** Inverse gamma of shape ν/2 and scale ς²/2. */
  private double inverseGamma(double variance, double scaleOfVariance) {
    return -(degreesOfFreedom / 2 + 1) * Math.log(variance) - scaleOfVariance / (2 * variance);
  }
}
