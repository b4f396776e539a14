package dev.gmm4j.internal.data;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.Arguments;
import java.util.Arrays;

/**
 * Rows that wait until they are enough. Those of weight 0, and those of which all values are missing, are left out: they are
 * no rows.
 */
public final class RowBuffer {
  private static final int FIRST_ROWS = 256;

  private static final int MAX_NUMBERS = Integer.MAX_VALUE - 8;

  private final int dimension;
  private final int capacity;
  private double[] values;
  private double[] weights;
  private int rows;
  private boolean weighted;
  private boolean incomplete;

  /**
   * Creates an empty buffer.
   *
   * @param capacity the number of rows at which it is full
   * @throws IllegalArgumentException if those are more numbers than an array holds
   */
  public RowBuffer(int dimension, int capacity) {
    Arguments.check(
        (long) capacity * dimension <= MAX_NUMBERS,
        "mini-batches and initializations must be at most %d rows of %d columns, but were %d",
        MAX_NUMBERS / dimension,
        dimension,
        capacity);
    this.dimension = dimension;
    this.capacity = capacity;
    int first = Math.min(capacity, FIRST_ROWS);
    values = new double[first * dimension];
    weights = new double[first];
  }

  /**
   * Takes rows from a block until the buffer is full; returns how many of the block's rows are dealt with.
   *
   * @param mayMiss whether NaN is a value that is missing
   */
  public int take(RowBlock block, int firstRow, boolean mayMiss) {
    weighted |= block.weights() != null;
    return block.weights() == null && !mayMiss
        ? takeRun(block, firstRow, block.rows() - firstRow)
        : takeSome(block, firstRow, mayMiss);
  }

  private int takeSome(RowBlock block, int firstRow, boolean mayMiss) {
    int row = firstRow;
    while (row < block.rows() && !isFull()) {
      int missing = mayMiss ? missing(block, row) : 0;
      if (block.weight(row) > 0 && missing < dimension) {
        incomplete |= missing > 0;
        takeRun(block, row, 1);
      }
      row++;
    }
    return row - firstRow;
  }

  private int missing(RowBlock block, int row) {
    int missing = 0;
    for (int j = 0; j < dimension; j++) {
      missing += Double.isNaN(block.values()[block.rowOffset(row) + j]) ? 1 : 0;
    }
    return missing;
  }

  private int takeRun(RowBlock block, int firstRow, int count) {
    int taken = Math.min(count, capacity - rows);
    reserve(rows + taken);
    System.arraycopy(
        block.values(), block.rowOffset(firstRow), values, rows * dimension, taken * dimension);
    for (int i = 0; i < taken; i++) {
      weights[rows + i] = block.weight(firstRow + i);
    }
    rows += taken;
    return taken;
  }

  /** Tells whether there are as many rows as there is room for. */
  public boolean isFull() {
    return rows == capacity;
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Tells whether any row since the buffer was last cleared came with a weight. */
  public boolean isWeighted() {
    return weighted;
  }

  /** Tells whether a value is missing of any row since the buffer was last cleared. */
  public boolean isIncomplete() {
    return incomplete;
  }

  /** Returns the rows, at least one: a view if the buffer is full, which shows other rows when they are there. */
  public Samples samples() {
    Samples samples =
        Samples.of(isFull() ? values : Arrays.copyOf(values, rows * dimension), dimension);
    samples = incomplete ? samples.withMissingValues() : samples;
    return weighted ? samples.weighted(isFull() ? weights : Arrays.copyOf(weights, rows)) : samples;
  }

  /** Takes all rows out. */
  public void clear() {
    rows = 0;
    weighted = false;
    incomplete = false;
  }

  private void reserve(int wanted) {
    if (wanted > weights.length) {
      int longer = (int) Math.min(capacity, Math.max(wanted, 2L * weights.length));
      values = Arrays.copyOf(values, longer * dimension);
      weights = Arrays.copyOf(weights, longer);
    }
  }
}
