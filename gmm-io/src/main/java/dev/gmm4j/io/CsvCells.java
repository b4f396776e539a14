package dev.gmm4j.io;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows the rows of a CSV file to a visitor, whatever is in them. */
final class CsvCells implements CsvSink, DataRow {
  private static final int SKIPPED = -1;

  private final String name;
  private final int width;
  private final @Nullable List<String> header;
  private final Visitor visitor;

  /** For each column of the file its index in {@link #row}, or {@link #SKIPPED}. */
  private final int[] slots;

  private final String[] row;
  private long number;
  private long rows;

  CsvCells(
      String name, ReadOptions options, Visitor visitor, int width, @Nullable List<String> header) {
    this.name = name;
    this.width = width;
    this.header = header;
    this.visitor = visitor;
    int[] chosen = ColumnChoice.visited(options, name, width, header);
    slots = new int[width];
    Arrays.fill(slots, SKIPPED);
    IntStream.range(0, chosen.length).forEach(j -> slots[chosen[j]] = j);
    row = new String[chosen.length];
    visitor.columns(
        CsvTexts.names(chosen, header),
        header == null ? ReadOptions.Header.ABSENT : ReadOptions.Header.PRESENT);
  }

  @Override
  public void cell(long line, int column, char[] buffer, int offset, int length) {
    if (column < width && slots[column] != SKIPPED) {
      row[slots[column]] = new String(buffer, offset, length);
    }
  }

  @Override
  public void endRow(long line, int cells) {
    CsvTable.requireWidth(name, line, cells, width, header);
    number = line;
    rows++;
    visitor.row(this);
  }

  /**
   * Ends the file.
   *
   * @throws DataException if it has no rows
   */
  void finish() {
    CsvTable.requireRows(name, rows);
  }

  @Override
  public void close() {
    // Nothing is kept.
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public int size() {
    return row.length;
  }

  @Override
  public String text(int column) {
    return row[column];
  }

  @Override
  public boolean isMissing(int column) {
    return CellNumbers.isMissing(row[column]);
  }

  @Override
  public double value(int column) {
    return CellNumbers.valueOrNaN(row[column]);
  }
}
