package dev.gmm4j.io;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The text of some cells of a CSV file: out of memory beyond a budget. */
final class CsvTexts implements RowTexts, Closeable {
  private final int[] columns;
  private final List<String> names;
  private final String[] row;
  private final ByteSpool spool;
  private final DataOutputStream out;
  private long rows;

  /**
   * Creates a store for a file.
   *
   * @param columns indices in the file of the columns to keep, from 0
   * @param header names of the file's columns, or null if it has none
   */
  CsvTexts(int[] columns, @Nullable List<String> header, long budget, Path folder) {
    this.columns = columns.clone();
    this.names = names(columns, header);
    this.row = new String[columns.length];
    spool = new ByteSpool(budget, folder);
    out = new DataOutputStream(spool.writer());
  }

  /** Returns the names of columns: those of the header, else {@code x} and the index. */
  static List<String> names(int[] columns, @Nullable List<String> header) {
    return IntStream.of(columns)
        .mapToObj(c -> header == null || header.get(c).isEmpty() ? "x" + c : header.get(c))
        .toList();
  }

  /** Takes a cell of the current row. */
  void cell(int column, char[] buffer, int offset, int length) {
    for (int j = 0; j < columns.length; j++) {
      if (columns[j] == column) {
        row[j] = new String(buffer, offset, length);
      }
    }
  }

  /** Ends the current row, which has all cells. */
  void endRow() {
    try {
      for (String cell : row) {
        byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Arrays.fill(row, "");
    rows++;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Iterator<List<String>> rows() {
    DataInputStream in = new DataInputStream(spool.reader());
    return new Iterator<>() {
      private long read;

      @Override
      public boolean hasNext() {
        return read < rows;
      }

      @Override
      public List<String> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        read++;
        try {
          String[] cells = new String[columns.length];
          for (int j = 0; j < cells.length; j++) {
            cells[j] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
          }
          return List.of(cells);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
