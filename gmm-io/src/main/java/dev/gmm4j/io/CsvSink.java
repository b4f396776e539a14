package dev.gmm4j.io;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a CSV file, cell by cell. */
interface CsvSink extends Closeable {
  /** Takes a cell of the current row: its text, which is in the buffer until the method returns. */
  void cell(long line, int column, char[] buffer, int offset, int length);

  /** Ends the current row, which had so many cells. */
  void endRow(long line, int cells);

  /** Makes a sink when it is known what the table looks like. */
  @FunctionalInterface
  interface Factory<S extends CsvSink> {
    /**
     * Returns the sink.
     *
     * @param width how many columns the file has
     * @param header their names, or null if the file has none
     */
    S create(int width, @Nullable List<String> header);
  }
}
