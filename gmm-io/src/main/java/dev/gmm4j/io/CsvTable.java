package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file: parses the chosen cells and keeps their numbers. */
final class CsvTable implements Closeable {
  private static final int SKIPPED = -1;
  private static final int CLASS = -2;

  private final String name;
  private final boolean columnsChosen;
  private final int width;
  private final @Nullable List<String> header;
  private final ColumnChoice choice;

  /** For each column of the file its index in {@link #row}, or {@link #SKIPPED}. */
  private final int[] slots;

  /** The features, then the weight if there is one. */
  private final double[] row;

  private final RowStore features;
  private final @Nullable RowStore weights;
  private final ClassLabels.@Nullable Builder classes;
  private String classCell = "";
  private final LineIndex lines = new LineIndex();
  private int emptyColumn = SKIPPED;
  private boolean anyWeight;
  private boolean finished;

  CsvTable(String name, ReadOptions options, int width, @Nullable List<String> header) {
    this.name = name;
    this.columnsChosen = !options.columns().isEmpty();
    this.width = width;
    this.header = header;
    this.choice = ColumnChoice.of(options, name, width, header);
    int d = choice.features().length;
    boolean weighted = choice.weights() >= 0;
    slots = new int[width];
    Arrays.fill(slots, SKIPPED);
    for (int j = 0; j < d; j++) {
      slots[choice.features()[j]] = j;
    }
    if (weighted) {
      slots[choice.weights()] = d;
    }
    if (choice.classes() >= 0) {
      slots[choice.classes()] = CLASS;
    }
    classes = choice.classes() < 0 ? null : new ClassLabels.Builder(choice.className());
    row = new double[d + (weighted ? 1 : 0)];
    long budgetOfColumn = options.memoryBudget() / row.length;
    features = new RowStore(d, budgetOfColumn * d, options.temporaryFolder());
    weights = weighted ? new RowStore(1, budgetOfColumn, options.temporaryFolder()) : null;
  }

  /** Takes a cell of the current row. */
  void cell(long line, int column, char[] buffer, int offset, int length) {
    if (column == 0) {
      emptyColumn = SKIPPED;
    }
    int slot = column < width ? slots[column] : SKIPPED;
    if (slot == SKIPPED) {
      return;
    }
    int start = offset;
    int end = offset + length;
    while (start < end && buffer[start] <= ' ') {
      start++;
    }
    while (start < end && buffer[end - 1] <= ' ') {
      end--;
    }
    if (slot == CLASS) {
      classCell = new String(buffer, start, end - start);
      return;
    }
    if (start == end) {
      // Not an error if the whole line is blank.
      emptyColumn = emptyColumn == SKIPPED ? column : emptyColumn;
      return;
    }
    double value = number(line, column, buffer, start, end);
    if (slot == choice.features().length && value < 0) {
      throw new DataException(place(line, column) + ": weights must be >= 0, but this is " + value);
    }
    row[slot] = value;
  }

  private double number(long line, int column, char[] buffer, int start, int end) {
    double value;
    try {
      value = CellNumbers.parse(buffer, start, end);
    } catch (NumberFormatException e) {
      String text = new String(buffer, start, end - start);
      throw new DataException(place(line, column) + ": " + Quoted.text(text) + problem(text), e);
    }
    if (!Double.isFinite(value)) {
      String text = new String(buffer, start, end - start);
      throw new DataException(
          place(line, column) + ": " + Quoted.text(text) + " is too large for a double");
    }
    return value;
  }

  private String problem(String text) {
    if (CellNumbers.isNotFinite(text)) {
      return " is not a finite number";
    }
    if (text.matches("[-+]?\\d+,\\d+")) {
      return " is not a number; decimal commas are not read, write a point";
    }
    return columnsChosen
        ? " is not a number"
        : " is not a number; choose the columns to use with --columns";
  }

  /** Ends the current row. */
  void endRow(long line, int cells) {
    if (cells != width) {
      throw new DataException(name + ", line " + line + ", column " + (Math.min(cells, width) + 1)
          + ": the row has " + cells + (cells == 1 ? " cell" : " cells") + ", but the first "
          + (header == null ? "row has " : "line names ") + width);
    }
    if (emptyColumn != SKIPPED) {
      throw new DataException(place(line, emptyColumn) + ": the cell is empty");
    }
    if (classes != null && !classes.add(classCell)) {
      throw ClassLabels.refusal(place(line, choice.classes()));
    }
    features.add(row, 0);
    if (weights != null) {
      anyWeight |= row[row.length - 1] > 0;
      weights.add(row, row.length - 1);
    }
    lines.add(line);
  }

  private String place(long line, int column) {
    return name + ", line " + line + ", " + column(column);
  }

  private String column(int column) {
    String numbered = "column " + (column + 1);
    return header == null ? numbered : numbered + " (" + Quoted.plain(header.get(column)) + ")";
  }

  private String location(long row, int feature) {
    long line = lines.line(row);
    int column = feature >= 0 ? choice.features()[feature] : choice.weights();
    if (line < 0) {
      return name + ", row " + (row + 1) + (column < 0 ? "" : ", " + column(column));
    }
    return column < 0 ? name + ", line " + line : place(line, column);
  }

  Dataset finish() throws IOException {
    if (features.rows() == 0) {
      throw new DataException(name + " has a header, but no rows");
    }
    if (weights != null && !anyWeight) {
      throw new DataException(
          name + ", " + column(choice.weights()) + ": weights must not all be 0");
    }
    Samples samples = Samples.of(features.finish());
    if (weights != null) {
      samples = samples.weighted(weights.finish());
    }
    finished = true;
    return new Dataset(
        name,
        samples,
        choice.names(),
        classes == null ? null : classes.build(),
        this::location,
        this::release);
  }

  /** Releases what was stored, unless it was handed on as a data set. */
  @Override
  public void close() throws IOException {
    if (!finished) {
      release();
    }
  }

  private void release() throws IOException {
    try {
      features.close();
    } finally {
      if (weights != null) {
        weights.close();
      }
    }
  }
}
