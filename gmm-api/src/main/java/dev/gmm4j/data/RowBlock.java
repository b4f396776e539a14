package dev.gmm4j.data;

import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows, as they are handed to a kernel.
 *
 * @param values row-major numbers; the block's rows start at {@code offset}
 * @param offset index in {@code values} of the first row's first number
 * @param rows number of rows, at least 1
 * @param dimension number of columns, at least 1
 * @param weights a weight for each row, from index 0, or null where all rows weigh 1
 */
public record RowBlock(
    double[] values, int offset, int rows, int dimension, double @Nullable [] weights) {

  /** Returns the weight of a row of this block. */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Returns the index in {@link #values} of a row's first number. */
  public int rowOffset(int row) {
    return offset + row * dimension;
  }
}
