package dev.gmm4j.io;

import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which row of its file each row of a data set is: the one rule of identity for rows, whatever was left out. Immutable.
 *
 * <p>A row has two numbers. Its <em>file row</em> counts the rows of data in the file from 0; header, comments and blank
 * lines do not count, rows that were left out because of missing values do. Its <em>line</em> counts the lines of a
 * text file from 1, all of them, as an editor does; a row whose cells span several lines has that of its first.
 */
public final class RowNumbers {
  private final RowSelection kept;
  private final @Nullable LineIndex lines;

  /**
   * Creates numbers.
   *
   * @param kept finished
   * @param lines that of each file row, or null for a file without lines
   */
  RowNumbers(RowSelection kept, @Nullable LineIndex lines) {
    this.kept = kept;
    this.lines = lines;
  }

  /** Returns how many rows the data set has. */
  public long rows() {
    return kept.rows();
  }

  /** Returns how many rows of data the file has, those included that were left out. */
  public long fileRows() {
    return kept.fileRows();
  }

  /**
   * Returns the file row of a row; it grows with the row.
   *
   * @param row index in the data set, from 0
   * @return index in the file, from 0
   * @throws IndexOutOfBoundsException if the data set has no such row
   */
  public long fileRow(long row) {
    return kept.fileRow(Objects.checkIndex(row, rows()));
  }

  /**
   * Returns the line on which a row starts.
   *
   * @param row index in the data set, from 0
   * @return the line, from 1; empty for a file that is no text, and for rows behind very many whose cells span lines
   * @throws IndexOutOfBoundsException if the data set has no such row
   */
  public OptionalLong line(long row) {
    long line = lines == null ? -1 : lines.line(fileRow(row));
    return line < 0 ? OptionalLong.empty() : OptionalLong.of(line);
  }
}
