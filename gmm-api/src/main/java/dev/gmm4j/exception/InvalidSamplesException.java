package dev.gmm4j.exception;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Samples that no mixture can be fitted to or evaluated on; the message names what and where. */
public final class InvalidSamplesException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final long row;
  private final int column;

  /** Creates an exception about the samples as a whole. */
  public InvalidSamplesException(String message) {
    this(message, -1, -1);
  }

  /**
   * Creates an exception about one place.
   *
   * @param row index of the row, from 0; -1 where none is to blame
   * @param column index of the column, from 0; -1 where none is to blame
   */
  public InvalidSamplesException(String message, long row, int column) {
    super(message);
    this.row = row;
    this.column = column;
  }

  /** Returns the index of the row to blame, from 0, if there is one. */
  public OptionalLong row() {
    return row < 0 ? OptionalLong.empty() : OptionalLong.of(row);
  }

  /** Returns the index of the column to blame, from 0, if there is one. */
  public OptionalInt column() {
    return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
  }
}
