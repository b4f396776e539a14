package dev.gmm4j.internal.estimator;

import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.spi.LinearAlgebraBackend;

/** Symmetric matrices by their eigenvectors, which are the columns of {@code d*d} numbers, row-major. */
final class PrincipalAxes {
  private PrincipalAxes() {}

  /**
   * The eigendecompositions {@code W_k = L_k Ω_k L_kᵀ} of scatters.
   *
   * @param values {@code K*d} eigenvalues, ascending for each component; 0 where rounding is all there is
   * @param vectors the eigenvectors of each component
   */
  record Decompositions(double[] values, double[][] vectors) {

    static Decompositions of(Scatters scatters, LinearAlgebraBackend backend) {
      int d = scatters.dimension();
      double[] values = new double[scatters.components() * d];
      double[][] vectors = new double[scatters.components()][];
      for (int k = 0; k < vectors.length; k++) {
        Spectrum spectrum = Spectrum.of(d, scatters.matrix(k), backend);
        vectors[k] = spectrum.vectors();
        for (int j = 0; j < d; j++) {
          double value = spectrum.values()[j];
          values[k * d + j] = value > spectrum.rounding() ? value : 0;
        }
      }
      return new Decompositions(values, vectors);
    }
  }

  /** Writes {@code V diag(v) Vᵀ}, exactly symmetric, into a stack of matrices. */
  static void compose(double[] vectors, double[] values, int from, int d, double[] to, int offset) {
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
          sum += vectors[i * d + l] * values[from + l] * vectors[j * d + l];
        }
        to[offset + i * d + j] = sum;
        to[offset + j * d + i] = sum;
      }
    }
  }

  /**
   * Returns the squares {@code (Σ_i |V_ij| √M_ii)²} for each axis {@code j}: what stands on the diagonal of {@code VᵀMV} is
   * at most that, and errs by rounding of it.
   */
  static double[] extents(double[] vectors, int d, double[] matrix) {
    double[] extents = new double[d];
    for (int i = 0; i < d; i++) {
      double deviation = Math.sqrt(matrix[i * d + i]);
      for (int j = 0; j < d; j++) {
        extents[j] += Math.abs(vectors[i * d + j]) * deviation;
      }
    }
    for (int j = 0; j < d; j++) {
      extents[j] *= extents[j];
    }
    return extents;
  }

  /** Returns {@code VᵀMV}, exactly symmetric, of a matrix in a stack. */
  static double[] rotate(double[] vectors, int d, double[] from, int offset) {
    double[] half = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int l = 0; l < d; l++) {
        double entry = from[offset + i * d + l];
        for (int j = 0; j < d; j++) {
          half[i * d + j] += entry * vectors[l * d + j];
        }
      }
    }
    double[] rotated = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
          sum += vectors[l * d + i] * half[l * d + j];
        }
        rotated[i * d + j] = sum;
        rotated[j * d + i] = sum;
      }
    }
    return rotated;
  }
}
