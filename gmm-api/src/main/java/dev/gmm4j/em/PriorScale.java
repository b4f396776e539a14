package dev.gmm4j.em;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.internal.util.MemoryLimit;
import java.util.Arrays;

/**
 * The scale of a conjugate prior: a matrix, or a diagonal that takes the memory of one.
 *
 * @param dimension the number of features {@code d}
 * @param values {@code d*d} numbers, or the {@code d} of a diagonal
 */
record PriorScale(int dimension, double[] values) {
  private static final String REMEDY = "give its diagonal alone";

  /** Returns a matrix of a user, checked. */
  static PriorScale matrix(double[][] scale) {
    int d = notNull("scale", scale).length;
    for (int i = 0; i < d; i++) {
      notNull("scale[" + i + "]", scale[i]);
    }
    double[] flat = new double[MemoryLimit.square("scales of " + d + " features", d, REMEDY)];
    for (int i = 0; i < d; i++) {
      check(
          scale[i].length == d,
          "scale[%d] must have %d numbers, but had %d",
          i,
          d,
          scale[i].length);
      check(scale[i][i] > 0, "scale[%d][%d] must be > 0, but was %s", i, i, scale[i][i]);
      for (int j = 0; j < d; j++) {
        check(
            Double.isFinite(scale[i][j]) && scale[i][j] == scale[j][i],
            "scale must be finite and symmetric, but [%d][%d] was %s",
            i,
            j,
            scale[i][j]);
        flat[i * d + j] = scale[i][j];
      }
    }
    return new PriorScale(d, flat);
  }

  /** Returns a diagonal of a user, checked. */
  static PriorScale diagonal(double[] diagonal) {
    notNull("scale", diagonal);
    check(diagonal.length > 0, "scale must have at least 1 number, but had 0");
    for (int j = 0; j < diagonal.length; j++) {
      check(
          diagonal[j] > 0 && diagonal[j] < Double.POSITIVE_INFINITY,
          "scale[%d] must be finite and > 0, but was %s",
          j,
          diagonal[j]);
    }
    return new PriorScale(diagonal.length, diagonal.clone());
  }

  /** Tells whether it is stored as a diagonal; the only number of one feature is one. */
  boolean isDiagonal() {
    return values.length == dimension;
  }

  /** Returns a copy of the diagonal, {@code d} numbers. */
  double[] variances() {
    double[] variances = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      variances[j] = values[isDiagonal() ? j : j * (dimension + 1)];
    }
    return variances;
  }

  /** Returns the matrix, zeros included, row-major. */
  double[] full() {
    if (values.length == (long) dimension * dimension) {
      return values;
    }
    double[] full =
        new double[MemoryLimit.square("scales of " + dimension + " features", dimension, REMEDY)];
    for (int j = 0; j < dimension; j++) {
      full[j * (dimension + 1)] = values[j];
    }
    return full;
  }

  /** Returns a copy of the matrix's rows, zeros included. */
  double[][] rows() {
    double[] full = full();
    double[][] rows = new double[dimension][];
    for (int i = 0; i < dimension; i++) {
      rows[i] = Arrays.copyOfRange(full, i * dimension, (i + 1) * dimension);
    }
    return rows;
  }

  /** Returns Java code that sets this scale of a prior. */
  @Override
  public String toString() {
    return isDiagonal() && dimension > 1
        ? ".withDiagonalScale(" + DecimalText.list(values) + ")"
        : ".withScale(" + DecimalText.code(rows()) + ")";
  }
}
