package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file: parses the chosen cells and keeps their numbers. */
final class CsvTable implements CsvSink {
  private static final int SKIPPED = -1;

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
  private final LineIndex lines = new LineIndex();
  private final KeptRows kept = new KeptRows();
  private final @Nullable CsvTexts texts;
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
    row = new double[d + (weighted ? 1 : 0)];
    long budgetOfColumn = options.memoryBudget() / row.length;
    features = new RowStore(d, budgetOfColumn * d, options.temporaryFolder());
    weights = weighted ? new RowStore(1, budgetOfColumn, options.temporaryFolder()) : null;
    texts = options.keptColumns().isEmpty()
        ? null
        : new CsvTexts(
            ColumnChoice.kept(options, name, width, header),
            header,
            options.memoryBudget(),
            options.temporaryFolder());
  }

  @Override
  public void cell(long line, int column, char[] buffer, int offset, int length) {
    if (column == 0) {
      emptyColumn = SKIPPED;
    }
    if (texts != null) {
      texts.cell(column, buffer, offset, length);
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

  /** Refuses a row that has more or fewer cells than the file has columns. */
  static void requireWidth(
      String name, long line, int cells, int width, @Nullable List<String> header) {
    if (cells != width) {
      throw new DataException(name + ", line " + line + ", column " + (Math.min(cells, width) + 1)
          + ": the row has " + cells + (cells == 1 ? " cell" : " cells") + ", but the first "
          + (header == null ? "row has " : "line names ") + width);
    }
  }

  /** Refuses a file without rows. */
  static void requireRows(String name, long rows) {
    if (rows == 0) {
      throw new DataException(name + " has a header, but no rows");
    }
  }

  @Override
  public void endRow(long line, int cells) {
    requireWidth(name, line, cells, width, header);
    if (emptyColumn != SKIPPED) {
      throw new DataException(place(line, emptyColumn) + ": the cell is empty");
    }
    features.add(row, 0);
    if (weights != null) {
      anyWeight |= row[row.length - 1] > 0;
      weights.add(row, row.length - 1);
    }
    if (texts != null) {
      texts.endRow();
    }
    lines.add(line);
    kept.add(true);
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
    requireRows(name, features.rows());
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
        new RowNumbers(kept.finish(), lines),
        this::location,
        texts,
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
    try (texts;
        weights) {
      features.close();
    }
  }
}
