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
  private static final double FAR = 1e300;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final double[] mean;
  private final double[] factor;
  private final double[] difference;
  private final double[] solved;

  private ComponentMatching(int dimension, LinearAlgebraBackend backend) {
    this.backend = backend;
    this.dimension = dimension;
    mean = new double[dimension * dimension];
    factor = new double[dimension * dimension];
    difference = new double[dimension];
    solved = new double[dimension];
  }

  /** Returns for each component of a mixture its counterpart in the other. */
  public static int[] of(
      MixtureParameters mixture, MixtureParameters other, LinearAlgebraBackend backend) {
    ComponentMatching matching = new ComponentMatching(mixture.dimension(), backend);
    int components = mixture.components();
    double[][] distances = new double[components][components];
    for (int k = 0; k < components; k++) {
      for (int l = 0; l < components; l++) {
        distances[k][l] = matching.distance(mixture, k, other, l);
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
}
