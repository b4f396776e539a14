package dev.gmm4j.internal.data;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.WeightCheck;

/** Refuses numbers that no mixture can work with. */
public final class SampleChecks {
  /** Larger numbers would overflow when squared and summed. */
  private static final double MAX_MAGNITUDE = 1e145;

  private static final int READ_ROWS = 1024;

  private SampleChecks() {}

  /**
   * Checks the values and weights of rows that densities are asked of.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireFinite(RowBlock rows, long firstRow) {
    check(rows, firstRow, Double.MAX_VALUE);
  }

  /**
   * Checks the values and weights of rows that are fitted to: they must be small enough to be squared and summed, too.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireUsable(RowBlock rows, long firstRow) {
    check(rows, firstRow, MAX_MAGNITUDE);
  }

  /**
   * As {@link #requireFinite}, of rows whose NaN are missing values.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireFiniteOrMissing(RowBlock rows, long firstRow) {
    checkObserved(rows, firstRow, Double.MAX_VALUE);
  }

  /**
   * As {@link #requireUsable}, of rows whose NaN are missing values.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireUsableOrMissing(RowBlock rows, long firstRow) {
    checkObserved(rows, firstRow, MAX_MAGNITUDE);
  }

  /**
   * Refuses NaN where the caller could have said that values may be missing; the message tells how.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireObserved(RowBlock rows, long firstRow) {
    int start = rows.offset();
    int end = start + rows.rows() * rows.dimension();
    for (int i = start; i < end; i++) {
      if (Double.isNaN(rows.values()[i])) {
        long row = firstRow + (i - start) / rows.dimension();
        int column = (i - start) % rows.dimension();
        throw new InvalidSamplesException(
            "samples must be finite, but row " + row + ", column " + column
                + " was NaN; Samples.withMissingValues() takes NaN for a missing value",
            row,
            column);
      }
    }
  }

  /**
   * As {@link #requireObserved} and {@link #requireUsable}, in one look at the values.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireObservedAndUsable(RowBlock rows, long firstRow) {
    double[] values = rows.values();
    int end = rows.offset() + rows.rows() * rows.dimension();
    for (int i = rows.offset(); i < end; i++) {
      if (!(Math.abs(values[i]) <= MAX_MAGNITUDE)) {
        requireObserved(rows, firstRow);
        requireUsable(rows, firstRow);
      }
    }
    requireUsableWeights(rows, firstRow);
  }

  /**
   * Checks all rows that parts of are fitted to: within a part a row has another number than its own.
   *
   * @throws InvalidSamplesException naming row and column, both from 0
   */
  public static void requireUsable(Samples samples) {
    long first = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, samples.dimension()))) {
      if (samples.mayHaveMissingValues()) {
        requireUsableOrMissing(block, first);
      } else {
        requireObservedAndUsable(block, first);
      }
      first += block.rows();
    }
  }

  /**
   * Refuses missing values where nothing can be made of them. Reads all rows, but only where values may be missing.
   *
   * @param user what needs all values, for the message
   * @throws InvalidSamplesException naming row and column of the first value that is missing, both from 0
   */
  public static void requireComplete(Samples samples, String user) {
    if (!samples.mayHaveMissingValues()) {
      return;
    }
    int d = samples.dimension();
    long first = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, d))) {
      int end = block.offset() + block.rows() * d;
      for (int i = block.offset(); i < end; i++) {
        if (Double.isNaN(block.values()[i])) {
          long row = first + (i - block.offset()) / d;
          int column = (i - block.offset()) % d;
          throw new InvalidSamplesException(
              user + " must have all values, but that of row " + row + ", column " + column
                  + " is missing; Imputation fills in what a mixture expects",
              row,
              column);
        }
      }
      first += block.rows();
    }
  }

  private static void checkObserved(RowBlock rows, long firstRow, double maxMagnitude) {
    double[] values = rows.values();
    int d = rows.dimension();
    int start = rows.offset();
    int end = start + rows.rows() * d;
    for (int i = start; i < end; i++) {
      if (Math.abs(values[i]) > maxMagnitude) {
        throw invalidValue(values[i], firstRow + (i - start) / d, (i - start) % d);
      }
    }
    requireUsableWeights(rows, firstRow);
  }

  /**
   * Checks the weights of rows whose values are known to be finite.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming the row, from 0
   */
  public static void requireUsableWeights(RowBlock rows, long firstRow) {
    double[] weights = rows.weights();
    if (weights != null) {
      for (int i = 0; i < rows.rows(); i++) {
        WeightCheck.require(weights[i], firstRow + i);
      }
    }
  }

  private static void check(RowBlock rows, long firstRow, double maxMagnitude) {
    double[] values = rows.values();
    int d = rows.dimension();
    int start = rows.offset();
    int end = start + rows.rows() * d;
    for (int i = start; i < end; i++) {
      if (!(Math.abs(values[i]) <= maxMagnitude)) {
        throw invalidValue(values[i], firstRow + (i - start) / d, (i - start) % d);
      }
    }
    requireUsableWeights(rows, firstRow);
  }

  private static InvalidSamplesException invalidValue(double value, long row, int column) {
    String bound = Double.isFinite(value) ? "at most " + MAX_MAGNITUDE + " in magnitude" : "finite";
    return new InvalidSamplesException(
        "samples must be " + bound + ", but row " + row + ", column " + column + " was " + value,
        row,
        column);
  }
}
