package dev.gmm4j.internal.estimator;

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
      double[][] vectors = new double[scatters.components()][d * d];
      double[] ofComponent = new double[d];
      for (int k = 0; k < vectors.length; k++) {
        backend.symmetricEigen(d, scatters.matrix(k), ofComponent, vectors[k]);
        double rounding = d * Math.ulp(ofComponent[d - 1]);
        for (int j = 0; j < d; j++) {
          values[k * d + j] = ofComponent[j] > rounding ? ofComponent[j] : 0;
        }
      }
      return new Decompositions(values, vectors);
    }
  }

  /** Returns the eigenvectors of a symmetric matrix. */
  static double[] of(int d, double[] matrix, LinearAlgebraBackend backend) {
    double[] vectors = new double[d * d];
    backend.symmetricEigen(d, matrix, new double[d], vectors);
    return vectors;
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
