package dev.gmm4j.factor;

import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/** The rotation of factors that makes {@code ΛᵀΨ⁻¹Λ} diagonal, the largest number first (Lawley and Maxwell 1962). */
final class CanonicalRotation {
  /** Magnitudes closer than this, relatively, are equal but for rounding: the first one counts as the largest. */
  private static final double TIE = 1e-9;

  private CanonicalRotation() {}

  /**
   * Returns the same covariances with rotated loadings.
   *
   * @param isCommon whether all components have the same loadings, which are then rotated alike
   * @param weights of the components' noise in the mean that common loadings are rotated by
   */
  static LowRank of(
      LowRank lowRank, boolean isCommon, double[] weights, LinearAlgebraBackend backend) {
    double[][] rotated = new double[lowRank.components()][];
    if (isCommon) {
      double[] noise = Pooling.mean(weights, lowRank.noise());
      Arrays.fill(rotated, rotated(lowRank.loadings()[0], noise, lowRank.factors(), backend));
    } else {
      for (int k = 0; k < rotated.length; k++) {
        rotated[k] = rotated(lowRank.loadings()[k], lowRank.noise()[k], lowRank.factors(), backend);
      }
    }
    return new LowRank(rotated, lowRank.noise());
  }

  /** Returns the same covariances with rotated loadings; the very same where they have the rotation to rounding. */
  static LowRank unlessCanonical(
      LowRank lowRank, boolean isCommon, double[] weights, LinearAlgebraBackend backend) {
    LowRank rotated = of(lowRank, isCommon, weights, backend);
    for (int k = 0; k < lowRank.components(); k++) {
      double largest = 0;
      double change = 0;
      for (int i = 0; i < lowRank.loadings()[k].length; i++) {
        largest = Math.max(largest, Math.abs(lowRank.loadings()[k][i]));
        change = Math.max(change, Math.abs(lowRank.loadings()[k][i] - rotated.loadings()[k][i]));
      }
      if (change > TIE * largest) {
        return rotated;
      }
    }
    return lowRank;
  }

  private static double[] rotated(
      double[] loadings, double[] noise, int q, LinearAlgebraBackend backend) {
    int d = noise.length;
    double[] weighted = new double[d * q];
    for (int i = 0; i < d * q; i++) {
      weighted[i] = loadings[i] / noise[i / q];
    }
    double[] inner = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, d, loadings, weighted, inner);
    for (int i = 0; i < q * q; i++) {
      inner[i] = inner[Math.max(i / q, i % q) * q + Math.min(i / q, i % q)];
    }
    double[] values = new double[q];
    double[] vectors = new double[q * q];
    backend.symmetricEigen(q, inner, values, vectors);
    double[] ascending = new double[d * q];
    backend.multiply(Transpose.NO, Transpose.NO, d, q, q, loadings, vectors, ascending);
    double[] rotated = new double[d * q];
    for (int f = 0; f < q; f++) {
      int column = q - 1 - f;
      double sign = Math.signum(largest(ascending, column, q));
      for (int i = 0; i < d; i++) {
        rotated[i * q + f] = sign * ascending[i * q + column];
      }
    }
    return rotated;
  }

  private static double largest(double[] loadings, int column, int q) {
    double largest = 0;
    for (int at = column; at < loadings.length; at += q) {
      if (Math.abs(loadings[at]) > Math.abs(largest) * (1 + TIE)) {
        largest = loadings[at];
      }
    }
    return largest;
  }
}
