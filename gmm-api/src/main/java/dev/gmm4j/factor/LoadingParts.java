package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceModel;
import org.jspecify.annotations.Nullable;

/**
 * Loadings and logarithms of noise variances, of which each {@link FactorModel} is a linear subspace: what is extrapolated is
 * of the model. Loadings of successive steps must be in much the same rotation.
 */
final class LoadingParts implements FactorSpace.Parts {
  private final FactorModel model;
  private final double[] floors;
  private final double[] deviations;

  /**
   * Creates parts.
   *
   * @param floors the least noise variances, {@code d} positive numbers
   * @param deviations the features' units, {@code d} positive numbers
   */
  LoadingParts(FactorModel model, double[] floors, double[] deviations) {
    this.model = model;
    this.floors = floors;
    this.deviations = deviations;
  }

  @Override
  public double[] of(LowRank lowRank) {
    int d = lowRank.dimension();
    int q = lowRank.factors();
    int loadings = ownLoadings(lowRank);
    int noises = ownNoises(lowRank);
    int each = noiseNumbers(d);
    double[] parts = new double[loadings * d * q + noises * each];
    for (int k = 0; k < loadings; k++) {
      for (int i = 0; i < d * q; i++) {
        parts[k * d * q + i] = lowRank.loadings()[k][i] / deviations[i / q];
      }
    }
    for (int k = 0; k < noises; k++) {
      for (int i = 0; i < each; i++) {
        parts[loadings * d * q + k * each + i] = StrictMath.log(lowRank.noise()[k][i]);
      }
    }
    return parts;
  }

  private int ownLoadings(LowRank lowRank) {
    return model.hasCommonLoadings() ? 1 : lowRank.components();
  }

  private int ownNoises(LowRank lowRank) {
    boolean isCommon = model.noise() == CovarianceModel.EII || model.noise() == CovarianceModel.EEI;
    return isCommon ? 1 : lowRank.components();
  }

  private int noiseNumbers(int dimension) {
    return model.isIsotropic() ? 1 : dimension;
  }

  @Override
  public @Nullable LowRank read(double[] numbers, int from, double[] weights, LowRank like) {
    int d = like.dimension();
    int q = like.factors();
    int each = noiseNumbers(d);
    double[][] loadings = new double[like.components()][];
    double[][] noise = new double[like.components()][];
    int at = from;
    for (int k = 0; k < ownLoadings(like); k++) {
      double[] own = new double[d * q];
      for (int i = 0; i < d * q; i++) {
        own[i] = numbers[at++] * deviations[i / q];
        if (!Double.isFinite(own[i])) {
          return null;
        }
      }
      loadings[k] = own;
    }
    for (int k = 0; k < ownNoises(like); k++) {
      double[] own = noise(numbers, at, each);
      if (own == null) {
        return null;
      }
      noise[k] = own;
      at += each;
    }
    for (int k = 1; k < like.components(); k++) {
      loadings[k] = loadings[k] == null ? loadings[0] : loadings[k];
      noise[k] = noise[k] == null ? noise[0] : noise[k];
    }
    return new LowRank(loadings, noise);
  }

  /** Returns noise variances, or null where floors would bend what the model says of them. */
  private double @Nullable [] noise(double[] numbers, int from, int each) {
    boolean isTied = model.noise() == CovarianceModel.VEI || model.noise() == CovarianceModel.EVI;
    double[] noise = new double[floors.length];
    for (int i = 0; i < noise.length; i++) {
      double variance = StrictMath.exp(numbers[from + Math.min(i, each - 1)]);
      if (!(variance < Double.POSITIVE_INFINITY) || (isTied && !(variance >= floors[i]))) {
        return null;
      }
      noise[i] = isTied ? variance : Math.max(floors[i], variance);
    }
    return noise;
  }
}
