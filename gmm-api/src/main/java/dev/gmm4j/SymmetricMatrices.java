package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.check;

import dev.gmm4j.spi.LinearAlgebraBackend;

/** Work on stacks of symmetric {@code d*d} matrices, row-major one behind the other. */
final class SymmetricMatrices {
  /** Entries across the diagonal may differ by this much relative to the larger, as rounded text makes them. */
  private static final double ASYMMETRY = 1e-9;

  /**
   * A pivot this small relative to its diagonal entry, for each row, is rounding: of the factorization, and of the sums
   * that the matrix was made of.
   */
  private static final double PIVOT_ROUNDING = 8 * Math.ulp(1.0);

  private SymmetricMatrices() {}

  /** Copies a user's matrix into a stack after checking its shape, and makes it exactly symmetric. */
  static void copy(String name, double[][] matrix, int d, double[] stack, int offset) {
    check(matrix.length == d, "%s must have %d rows, but had %d", name, d, matrix.length);
    for (int i = 0; i < d; i++) {
      check(
          matrix[i].length == d,
          "%s[%d] must have %d numbers, but had %d",
          name,
          i,
          d,
          matrix[i].length);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double lower = matrix[i][j];
        double upper = matrix[j][i];
        check(Double.isFinite(lower), "%s[%d][%d] must be finite, but was %s", name, i, j, lower);
        check(Double.isFinite(upper), "%s[%d][%d] must be finite, but was %s", name, j, i, upper);
        check(
            Math.abs(lower - upper) <= ASYMMETRY * Math.max(Math.abs(lower), Math.abs(upper)),
            "%s must be symmetric, but [%d][%d] was %s and [%d][%d] was %s",
            name,
            i,
            j,
            lower,
            j,
            i,
            upper);
        stack[offset + i * d + j] = lower;
        stack[offset + j * d + i] = lower;
      }
    }
  }

  static double[][] nested(double[] stack, int offset, int d) {
    double[][] matrix = new double[d][];
    for (int i = 0; i < d; i++) {
      matrix[i] = java.util.Arrays.copyOfRange(stack, offset + i * d, offset + (i + 1) * d);
    }
    return matrix;
  }

  /**
   * Writes the inverse of a matrix's lower Cholesky factor into a stack.
   *
   * <p>A pivot that is small enough to be rounding noise counts as zero: the factorization of a singular matrix would
   * otherwise succeed or fail by chance.
   *
   * @throws NotPositiveDefiniteException naming the component
   */
  static void inverseCholesky(
      LinearAlgebraBackend backend,
      double[] matrices,
      int offset,
      int d,
      int component,
      double[] inverses) {
    double[] matrix = java.util.Arrays.copyOfRange(matrices, offset, offset + d * d);
    double[] factor = new double[d * d];
    int failed = backend.cholesky(d, matrix, factor);
    if (failed >= 0) {
      throw new NotPositiveDefiniteException(component, failed);
    }
    for (int j = 0; j < d; j++) {
      double pivot = factor[j * d + j] * factor[j * d + j];
      if (!(pivot > PIVOT_ROUNDING * d * matrices[offset + j * d + j]) || !Double.isFinite(pivot)) {
        throw new NotPositiveDefiniteException(component, j);
      }
    }
    double[] inverse = new double[d * d];
    backend.invertLower(d, factor, inverse);
    System.arraycopy(inverse, 0, inverses, offset, d * d);
  }
}
