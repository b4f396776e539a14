package dev.gmm4j.internal.matching;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.OptimalAssignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/**
 * Finds which components of two mixtures of the same size are each other's counterparts: at the least sum of
 * Bhattacharyya distances {@code 1/8 Δᵀ S⁻¹ Δ + 1/2 ln(|S| / √(|Σ||Σ'|))}, where {@code Δ} is the difference of the means
 * and {@code S} the mean of the covariances (Bhattacharyya 1943). It tells concentric components apart, too.
 */
public final class ComponentMatching {
  /** The largest distance: sums of distances are to be finite. */
  private static final double FAR = 1e300;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final double[] mean;
  private final double[] factor;
  private final double[] difference;
  private final double[] solved;

  private ComponentMatching(int dimension, boolean matrices, LinearAlgebraBackend backend) {
    this.backend = backend;
    this.dimension = dimension;
    int size = matrices ? dimension * dimension : 0;
    mean = new double[size];
    factor = new double[size];
    difference = new double[dimension];
    solved = new double[dimension];
  }

  /** Returns for each component of a mixture its counterpart in the other. */
  public static int[] of(
      MixtureParameters mixture, MixtureParameters other, LinearAlgebraBackend backend) {
    boolean matrices = !mixture.covariances().type().isAxisAligned()
        || !other.covariances().type().isAxisAligned();
    ComponentMatching matching = new ComponentMatching(mixture.dimension(), matrices, backend);
    int components = mixture.components();
    double[][] distances = new double[components][components];
    for (int k = 0; k < components; k++) {
      for (int l = 0; l < components; l++) {
        double distance = matrices
            ? matching.distance(mixture, k, other, l)
            : axisAlignedDistance(mixture, k, other, l);
        // Written so that NaN, from infinity minus infinity, is far, too.
        distances[k][l] = distance < FAR ? distance : FAR;
      }
    }
    return OptimalAssignment.of(distances);
  }

  private double distance(MixtureParameters mixture, int k, MixtureParameters other, int l) {
    int d = dimension;
    for (int i = 0; i < d; i++) {
      difference[i] = mixture.means()[k * d + i] - other.means()[l * d + i];
      for (int j = 0; j < d; j++) {
        mean[i * d + j] =
            0.5 * (mixture.covariances().get(k, i, j) + other.covariances().get(l, i, j));
      }
    }
    if (backend.cholesky(d, mean, factor) >= 0) {
      // Both are positive definite: this is beyond what rounding allows to tell.
      return FAR;
    }
    backend.solveLower(Transpose.NO, d, 1, factor, difference, solved);
    double squares = 0;
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      squares += solved[i] * solved[i];
      logDeterminant += Math.log(factor[i * d + i]);
    }
    // log det W is minus half the log-determinant of the covariance.
    return squares / 8
        + logDeterminant
        + 0.5 * (mixture.factors().logDeterminant(k) + other.factors().logDeterminant(l));
  }

  /** Returns the distance where features are uncorrelated, in time and memory that grow with the features alone. */
  private static double axisAlignedDistance(
      MixtureParameters mixture, int k, MixtureParameters other, int l) {
    int d = mixture.dimension();
    double squares = 0;
    double logDeterminant = 0;
    for (int j = 0; j < d; j++) {
      double variance =
          0.5 * (mixture.covariances().get(k, j, j) + other.covariances().get(l, j, j));
      double difference = mixture.means()[k * d + j] - other.means()[l * d + j];
      squares += difference * difference / variance;
      logDeterminant += 0.5 * Math.log(variance);
    }
    return squares / 8
        + logDeterminant
        + 0.5 * (mixture.factors().logDeterminant(k) + other.factors().logDeterminant(l));
  }
}
