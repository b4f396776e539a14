package dev.gmm4j.io;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows the rows of a CSV file to a visitor, whatever is in them. */
final class CsvCells implements CsvSink, DataRow {
  private static final int SKIPPED = -1;

  private final String name;
  private final TableShape shape;
  private final MissingValues missing;
  private final DecimalMark mark;
  private final Visitor visitor;

  /** For each column of the file its index in {@link #row}, or {@link #SKIPPED}. */
  private final int[] slots;

  private final String[] row;
  private long number;
  private long rows;

  CsvCells(String name, ReadOptions options, Visitor visitor, char separator, TableShape shape) {
    this.name = name;
    this.shape = shape;
    this.missing = new MissingValues(options.missingValues());
    this.mark = new DecimalMark(separator);
    this.visitor = visitor;
    int[] chosen = ColumnChoice.visited(options, name, shape);
    slots = new int[shape.width()];
    Arrays.fill(slots, SKIPPED);
    IntStream.range(0, chosen.length).forEach(j -> slots[chosen[j]] = j);
    row = new String[chosen.length];
    visitor.columns(
        CsvTexts.names(chosen, shape.header()),
        shape.header() == null ? ReadOptions.Header.ABSENT : ReadOptions.Header.PRESENT);
  }

  @Override
  public void cell(long line, int column, char[] buffer, int offset, int length) {
    if (column < slots.length && slots[column] != SKIPPED) {
      row[slots[column]] = new String(buffer, offset, length);
    }
  }

  @Override
  public void endRow(long line, int cells) {
    CsvTable.requireWidth(name, line, cells, shape);
    number = line;
    rows++;
    visitor.row(this);
  }

  @Override
  public @Nullable PlainRows plainRows() {
    return null;
  }

  @Override
  public void endPlainRow(long line) {
    throw new UnsupportedOperationException("all cells have to be shown");
  }

  /**
   * Ends the file.
   *
   * @param notes what a user should know
   * @return the same
   * @throws DataException if it has no rows
   */
  List<String> finish(List<String> notes) {
    if (rows == 0) {
      throw new DataException(name + " has a header, but no rows");
    }
    return notes;
  }

  @Override
  public @Nullable DataException refusal() {
    return null;
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
    return missing.has(row[column].strip());
  }

  @Override
  public double value(int column) {
    return CellNumbers.valueOrNaN(row[column].strip(), mark);
  }
}
