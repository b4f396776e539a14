package dev.gmm4j.io;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a CSV file, cell by cell. */
interface CsvSink extends Closeable {
  /** Takes a cell of the current row: its text, which is in the buffer until the method returns. */
  void cell(long line, int column, char[] buffer, int offset, int length);

  /** Ends the current row, which had so many cells. */
  void endRow(long line, int cells);

  /**
   * Returns what takes rows of plain numbers off a text instead, as fast as it can; null if all cells have to be shown.
   */
  @Nullable
  PlainRows plainRows();

  /** Ends a row that {@link #plainRows} has read. */
  void endPlainRow(long line);

  /** Returns the error of missing values so far, or null if there are none or they are no error. */
  @Nullable
  DataException refusal();

  /** Makes a sink when it is known what the table looks like. */
  @FunctionalInterface
  interface Factory<S extends CsvSink> {
    /**
     * Returns the sink.
     *
     * @param separator what is between cells
     */
    S create(char separator, TableShape shape);
  }
}
