package dev.gmm4j.covariance;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import java.util.Arrays;

/** Work on stacks of symmetric {@code d*d} matrices, row-major one behind the other. */
final class SymmetricMatrices {
  /** Entries across the diagonal may differ by this much of {@code √(c_ii c_jj)}: single precision, rounded text. */
  private static final double ASYMMETRY = 1e-6;

  private SymmetricMatrices() {}

  /** Copies a user's matrix into a stack after checking its shape, and makes it exactly symmetric. */
  static void copy(String name, double[][] matrix, int d, double[] stack, int offset) {
    notNull(name, matrix);
    check(matrix.length == d, "%s must have %d rows, but had %d", name, d, matrix.length);
    for (int i = 0; i < d; i++) {
      check(
          notNull(name + "[" + i + "]", matrix[i]).length == d,
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
        double bound =
            ASYMMETRY * Math.sqrt(Math.abs(matrix[i][i])) * Math.sqrt(Math.abs(matrix[j][j]));
        check(
            lower == upper || Math.abs(lower - upper) <= bound,
            "%s must be symmetric, but [%d][%d] was %s and [%d][%d] was %s",
            name,
            i,
            j,
            lower,
            j,
            i,
            upper);
        double entry = lower == upper ? lower : 0.5 * lower + 0.5 * upper;
        stack[offset + i * d + j] = entry;
        stack[offset + j * d + i] = entry;
      }
    }
  }

  /** Copies the lower triangle of each matrix of a stack to the upper. */
  static void mirror(double[] stack, int d) {
    for (int offset = 0; offset < stack.length; offset += d * d) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          stack[offset + j * d + i] = stack[offset + i * d + j];
        }
      }
    }
  }

  static double[] diagonal(double[][] matrix) {
    double[] diagonal = new double[matrix.length];
    for (int j = 0; j < diagonal.length; j++) {
      diagonal[j] = matrix[j][j];
    }
    return diagonal;
  }

  static double[][] nested(double[] stack, int offset, int d) {
    double[][] matrix = new double[d][];
    for (int i = 0; i < d; i++) {
      matrix[i] = Arrays.copyOfRange(stack, offset + i * d, offset + (i + 1) * d);
    }
    return matrix;
  }
}
