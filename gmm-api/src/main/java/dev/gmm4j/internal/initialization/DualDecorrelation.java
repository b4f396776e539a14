package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/**
 * The decorrelation of fewer rows than features by the rows' products: with {@code Y = W^½ Z}, the standardized rows by
 * the roots of their weights, {@code YᵀY} and {@code YYᵀ} have the same eigenvalues but for zeros, and a unit eigenvector
 * {@code u} of the second, of value {@code s}, gives the coordinates {@code √s u_i / √w_i} along the axis of the first.
 *
 * <p>It takes {@code n²} numbers and {@code n²d} multiplications, where the features' correlations would take {@code d²}
 * and {@code nd² + d³}.
 */
final class DualDecorrelation {
  /** So many features of some hundred rows are a megabyte. */
  private static final int FEATURES = 512;

  private DualDecorrelation() {}

  /**
   * Returns rows as {@link DecorrelatedRows} describes them.
   *
   * @param block of rows of positive weight
   * @param checkpoint called for some features at a time; what it throws ends the work
   */
  static DecorrelatedRows of(RowBlock block, LinearAlgebraBackend backend, Runnable checkpoint) {
    int n = block.rows();
    double total = DecorrelatedRows.totalWeight(block);
    double[] products = products(block, total, backend, checkpoint);
    double[] squares = new double[n];
    double[] vectors = new double[n * n];
    backend.symmetricEigen(n, products, squares, vectors);
    // As for correlations, or what the rounding of n sums makes of a direction without variance.
    double nothing = Math.max(DecorrelatedRows.NO_VARIANCE, 4 * n * Math.ulp(1.0));
    int from = 0;
    while (from < n - 1 && !(squares[from] > nothing * squares[n - 1])) {
      from++;
    }
    double perRow = n / total;
    int kept = n - from;
    double[] turned = new double[n * kept];
    for (int j = from; j < n; j++) {
      double singular = Math.sqrt(perRow * Math.max(0, squares[j]));
      double scale = singular > 0 ? Math.sqrt(squares[j] / singular) : 0;
      for (int i = 0; i < n; i++) {
        turned[i * kept + j - from] = scale * vectors[i * n + j] / Math.sqrt(block.weight(i));
      }
    }
    return new DecorrelatedRows(kept, turned, DecorrelatedRows.scaledWeights(block, perRow));
  }

  /** Returns {@code YYᵀ}, added up over some features at a time. */
  private static double[] products(
      RowBlock block, double total, LinearAlgebraBackend backend, Runnable checkpoint) {
    int n = block.rows();
    int d = block.dimension();
    double[] sum = new double[n * n];
    double[] part = new double[n * n];
    for (int first = 0; first < d; first += FEATURES) {
      checkpoint.run();
      int features = Math.min(FEATURES, d - first);
      double[] rows = new double[n * features];
      for (int j = 0; j < features; j++) {
        DecorrelatedRows.standardize(block, first + j, total, rows, j, features);
      }
      for (int i = 0; i < rows.length; i++) {
        rows[i] *= Math.sqrt(block.weight(i / features));
      }
      backend.multiply(Transpose.NO, Transpose.YES, n, n, features, rows, rows, part);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    // Libraries may round the products of two rows differently in either order.
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        sum[j * n + i] = sum[i * n + j];
      }
    }
    return sum;
  }
}
