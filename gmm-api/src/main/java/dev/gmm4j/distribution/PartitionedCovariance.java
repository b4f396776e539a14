package dev.gmm4j.distribution;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/**
 * The covariance of one component parted into inputs and targets.
 *
 * <p>All comes from one Cholesky factor of the covariance with the inputs first, {@code L = [A 0; B C]}: the targets'
 * mean moves with the inputs by the gain {@code B A⁻¹}, and their covariance given the inputs is {@code C Cᵀ}. That it
 * is not a difference of matrices keeps it positive definite.
 */
final class PartitionedCovariance {
  private final double[][] gain;
  private final double[][] targetCovariance;

  private PartitionedCovariance(double[][] gain, double[][] targetCovariance) {
    this.gain = gain;
    this.targetCovariance = targetCovariance;
  }

  static PartitionedCovariance of(
      Covariances covariances,
      int component,
      int[] inputs,
      int[] targets,
      LinearAlgebraBackend backend) {
    int g = inputs.length;
    int t = targets.length;
    int d = g + t;
    int[] order = new int[d];
    System.arraycopy(inputs, 0, order, 0, g);
    System.arraycopy(targets, 0, order, g, t);
    double[] matrix = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        matrix[i * d + j] = covariances.get(component, order[i], order[j]);
      }
    }
    double[] factor = new double[d * d];
    int failed = backend.cholesky(d, matrix, factor);
    if (failed >= 0) {
      throw new NotPositiveDefiniteException(component, failed);
    }
    return new PartitionedCovariance(gain(factor, g, t, backend), targetCovariance(factor, g, t));
  }

  /** Solves {@code Aᵀ Gᵀ = Bᵀ}. */
  private static double[][] gain(double[] factor, int g, int t, LinearAlgebraBackend backend) {
    int d = g + t;
    double[] a = new double[g * g];
    double[] bTransposed = new double[g * t];
    for (int i = 0; i < g; i++) {
      System.arraycopy(factor, i * d, a, i * g, g);
      for (int j = 0; j < t; j++) {
        bTransposed[i * t + j] = factor[(g + j) * d + i];
      }
    }
    double[] gainTransposed = new double[g * t];
    backend.solveLower(Transpose.YES, g, t, a, bTransposed, gainTransposed);
    double[][] gain = new double[t][g];
    for (int i = 0; i < t; i++) {
      for (int j = 0; j < g; j++) {
        gain[i][j] = gainTransposed[j * t + i];
      }
    }
    return gain;
  }

  private static double[][] targetCovariance(double[] factor, int g, int t) {
    int d = g + t;
    double[][] covariance = new double[t][t];
    for (int i = 0; i < t; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l <= j; l++) {
          sum += factor[(g + i) * d + g + l] * factor[(g + j) * d + g + l];
        }
        covariance[i][j] = sum;
        covariance[j][i] = sum;
      }
    }
    return covariance;
  }

  /** Returns how the targets' mean moves with the inputs, shape {@code t*g}. */
  double[][] gain() {
    return gain;
  }

  /** Returns the targets' covariance given the inputs, shape {@code t*t}. */
  double[][] targetCovariance() {
    return targetCovariance;
  }
}
