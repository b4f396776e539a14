package dev.gmm4j;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;

/**
 * The gradient of a mixture's log-density, {@code Σ_k r_k Σ_k⁻¹ (μ_k - x)} with the responsibilities {@code r_k}.
 * Noise, of constant density, takes part in the responsibilities only. Immutable.
 */
final class LogDensityGradient {
  /** The power of two that differences are multiplied by where numbers overflow on the way. */
  private static final int SCALED = -700;

  private final MixtureParameters parameters;

  LogDensityGradient(MixtureParameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Returns the gradient at a sample, {@code d} numbers; infinite where they are beyond doubles.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite
   */
  double[] at(double[] sample) {
    double[] responsibilities = PointDensities.of(parameters, sample).responsibilities();
    double[] gradient = at(sample, responsibilities, 0);
    for (double each : gradient) {
      if (!Double.isFinite(each)) {
        double[] scaled = at(sample, responsibilities, SCALED);
        Arrays.setAll(scaled, j -> Math.scalb(scaled[j], -SCALED));
        return scaled;
      }
    }
    return gradient;
  }

  /** Returns the gradient, times a power of two. */
  private double[] at(double[] sample, double[] responsibilities, int power) {
    int d = sample.length;
    double[] gradient = new double[d];
    double[] difference = new double[d];
    double[] whitened = new double[d];
    for (int k = 0; k < parameters.components(); k++) {
      if (responsibilities[k] > 0) {
        for (int j = 0; j < d; j++) {
          difference[j] = power == 0
              ? parameters.means()[k * d + j] - sample[j]
              : Math.scalb(parameters.means()[k * d + j], power) - Math.scalb(sample[j], power);
        }
        parameters.factors().whiten(k, difference, whitened, 0);
        addTransposed(k, responsibilities[k], whitened, gradient);
      }
    }
    return gradient;
  }

  /** Adds {@code r W_kᵀ v}. */
  private void addTransposed(int k, double responsibility, double[] vector, double[] sum) {
    PrecisionFactors factors = parameters.factors();
    double[] values = factors.values();
    int d = vector.length;
    if (factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED) {
      for (int j = 0; j < d; j++) {
        sum[j] += responsibility * (values[k * d + j] * vector[j]);
      }
      return;
    }
    int offset = factors.shape() == PrecisionFactors.Shape.TRIANGULAR ? k * d * d : 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        sum[j] += responsibility * (values[offset + i * d + j] * vector[i]);
      }
    }
  }
}
