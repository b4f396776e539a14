package dev.gmm4j.internal.spectral;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The eigendecomposition of a positive semidefinite matrix of any grading, by Jacobi's method on its Cholesky factor
 * (Demmel and Veselić 1992).
 *
 * <p>Errors of eigenvalues are relative to themselves, and grow with the condition that the matrix has once its diagonal is
 * scaled to 1. Those of a vector's numbers are relative to what each can be at most for the scales of the features. The
 * vectors of the eigenvalue 0 are found as exactly.
 */
final class GradedSpectrum {
  private GradedSpectrum() {}

  /** Returns the spectrum of a matrix of order {@code n}; of the eigenvalue 0, vectors of small scales are first. */
  static Spectrum of(int n, double[] a) {
    ScaledFactor factor = new ScaledFactor(n, a);
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    int j = 0;
    for (int feature : factor.constantFeatures()) {
      vectors[feature * n + j++] = 1;
    }
    double[][] nullVectors = factor.nullVectors();
    OneSidedJacobi.orthogonalize(nullVectors);
    Arrays.sort(
        nullVectors, Comparator.comparingDouble(OneSidedJacobi::squaredLength).reversed());
    for (double[] vector : nullVectors) {
      write(vector, vectors, j++);
    }
    double[][] columns = factor.columns();
    OneSidedJacobi.orthogonalize(columns);
    Arrays.sort(columns, Comparator.comparingDouble(OneSidedJacobi::squaredLength));
    for (double[] column : columns) {
      values[j] = Math.scalb(OneSidedJacobi.squaredLength(column), 2 * factor.middle());
      write(column, vectors, j++);
    }
    return new Spectrum(values, vectors, 0);
  }

  /**
   * Returns the eigenvalues of {@code LLᵀ}, ascending and positive.
   *
   * @param lower {@code n*n} numbers, zeros above and none on the diagonal
   */
  static double[] ofFactor(int n, double[] lower) {
    double largest = 0;
    for (int i = 0; i < n * n; i++) {
      largest = Math.max(largest, Math.abs(lower[i]));
    }
    int exponent = Math.getExponent(largest);
    double[][] columns = new double[n][n];
    for (int i = 0; i < n * n; i++) {
      columns[i % n][i / n] = Math.scalb(lower[i], -exponent);
    }
    OneSidedJacobi.orthogonalize(columns);
    return Arrays.stream(columns)
        .mapToDouble(column -> Math.max(
            Math.scalb(OneSidedJacobi.squaredLength(column), 2 * exponent), Double.MIN_VALUE))
        .sorted()
        .toArray();
  }

  /** Writes a vector of length 1 into a column. */
  private static void write(double[] vector, double[] vectors, int column) {
    int n = vector.length;
    double length = Math.sqrt(OneSidedJacobi.squaredLength(vector));
    for (int i = 0; i < n; i++) {
      vectors[i * n + column] = vector[i] / length;
    }
  }
}
