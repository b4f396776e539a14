package dev.gmm4j.backend.vector.dense;

import static dev.gmm4j.backend.vector.simd.Simd.FMA;
import static dev.gmm4j.backend.vector.simd.Simd.LANES;
import static dev.gmm4j.backend.vector.simd.Simd.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** Linear combinations of rows of matrices: the inner loops of factorizations and substitutions. */
public final class RowCombinations {
  /** Numbers that are kept in registers while rows are added up. */
  private static final int CHUNK = 4 * LANES;

  private RowCombinations() {}

  /**
   * Subtracts a linear combination of rows from a row.
   *
   * @param count the number of rows
   * @param coefficients a column of as many numbers
   * @param x the rows, whose numbers lie side by side
   * @param length how many numbers of a row are taken
   */
  public static void subtract(
      int count, Operand coefficients, Operand x, double[] y, int offset, int length) {
    int chunked = length / CHUNK * CHUNK;
    for (int i = 0; i < chunked; i += CHUNK) {
      subtractFromChunk(count, coefficients, x.from(0, i), y, offset + i);
    }
    int inVectors = length / LANES * LANES;
    for (int i = chunked; i < inVectors; i += LANES) {
      subtractFromVector(count, coefficients, x.from(0, i), y, offset + i);
    }
    for (int l = 0; l < count; l++) {
      double coefficient = coefficients.values()[coefficients.index(l, 0)];
      for (int i = inVectors; i < length; i++) {
        y[offset + i] -= coefficient * x.values()[x.index(l, i)];
      }
    }
  }

  private static void subtractFromChunk(
      int count, Operand coefficients, Operand x, double[] y, int offset) {
    double[] factors = coefficients.values();
    double[] rows = x.values();
    DoubleVector y0 = DoubleVector.fromArray(SPECIES, y, offset);
    DoubleVector y1 = DoubleVector.fromArray(SPECIES, y, offset + LANES);
    DoubleVector y2 = DoubleVector.fromArray(SPECIES, y, offset + 2 * LANES);
    DoubleVector y3 = DoubleVector.fromArray(SPECIES, y, offset + 3 * LANES);
    int from = coefficients.offset();
    int row = x.offset();
    for (int l = 0; l < count; l++) {
      DoubleVector minus = DoubleVector.broadcast(SPECIES, -factors[from]);
      DoubleVector x0 = DoubleVector.fromArray(SPECIES, rows, row);
      DoubleVector x1 = DoubleVector.fromArray(SPECIES, rows, row + LANES);
      DoubleVector x2 = DoubleVector.fromArray(SPECIES, rows, row + 2 * LANES);
      DoubleVector x3 = DoubleVector.fromArray(SPECIES, rows, row + 3 * LANES);
      y0 = FMA ? x0.fma(minus, y0) : x0.mul(minus).add(y0);
      y1 = FMA ? x1.fma(minus, y1) : x1.mul(minus).add(y1);
      y2 = FMA ? x2.fma(minus, y2) : x2.mul(minus).add(y2);
      y3 = FMA ? x3.fma(minus, y3) : x3.mul(minus).add(y3);
      from += coefficients.rowStride();
      row += x.rowStride();
    }
    y0.intoArray(y, offset);
    y1.intoArray(y, offset + LANES);
    y2.intoArray(y, offset + 2 * LANES);
    y3.intoArray(y, offset + 3 * LANES);
  }

  private static void subtractFromVector(
      int count, Operand coefficients, Operand x, double[] y, int offset) {
    DoubleVector sum = DoubleVector.fromArray(SPECIES, y, offset);
    int from = coefficients.offset();
    int row = x.offset();
    for (int l = 0; l < count; l++) {
      DoubleVector minus = DoubleVector.broadcast(SPECIES, -coefficients.values()[from]);
      DoubleVector numbers = DoubleVector.fromArray(SPECIES, x.values(), row);
      sum = FMA ? numbers.fma(minus, sum) : numbers.mul(minus).add(sum);
      from += coefficients.rowStride();
      row += x.rowStride();
    }
    sum.intoArray(y, offset);
  }

  /** Negates rows, whose products were added where they are to be subtracted. */
  static void negate(double[] x, int offset, int stride, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int row = offset + i * stride;
      for (int j = row; j < row + columns; j++) {
        x[j] = -x[j];
      }
    }
  }

  static void divide(double[] x, int offset, int length, double divisor) {
    for (int i = offset; i < offset + length; i++) {
      x[i] /= divisor;
    }
  }
}
