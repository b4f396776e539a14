package dev.gmm4j.backend.vector.dense;

import dev.gmm4j.spi.Transpose;

/**
 * A matrix, or a part of one, as an operand of a product.
 *
 * @param values the array that it lies in
 * @param offset where its first number is
 * @param rowStride the distance between rows
 * @param columnStride the distance between columns; one of the two distances is 1
 */
public record Operand(double[] values, int offset, int rowStride, int columnStride) {

  /** Returns a row-major matrix, or its transpose, from the start of an array. */
  public static Operand of(double[] values, int stride, Transpose transpose) {
    return transpose == Transpose.NO
        ? new Operand(values, 0, stride, 1)
        : new Operand(values, 0, 1, stride);
  }

  /** Returns the part that begins at some row and column. */
  Operand from(int row, int column) {
    return new Operand(values, index(row, column), rowStride, columnStride);
  }

  Operand transposed() {
    return new Operand(values, offset, columnStride, rowStride);
  }

  int index(int row, int column) {
    return offset + row * rowStride + column * columnStride;
  }
}
