package dev.gmm4j.io;

import dev.gmm4j.data.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file: parses the chosen cells and keeps their numbers. */
final class CsvTable implements CsvSink {
  private static final int SKIPPED = -1;

  private final String name;
  private final boolean columnsChosen;
  private final TableShape shape;
  private final ColumnChoice choice;
  private final MissingValues missingTexts;
  private final ReadOptions.Missing missing;
  private final char separator;
  private final DecimalMark mark;

  /** For each column of the file its index in {@link #row}, or {@link #SKIPPED}. */
  private final int[] slots;

  /** The features, then the weight if there is one. */
  private final double[] row;

  private final RowStore features;
  private final @Nullable RowStore weights;
  private final LineIndex lines = new LineIndex();
  private final RowSelection kept = new RowSelection();
  private final Holes holes;
  private int holeColumn = SKIPPED;
  private String holeText = "";
  private final @Nullable CsvTexts texts;
  private boolean anyWeight;
  private boolean finished;

  CsvTable(String name, ReadOptions options, char separator, TableShape shape) {
    this.name = name;
    this.columnsChosen = !options.columns().isEmpty();
    this.shape = shape;
    this.choice = ColumnChoice.of(options, name, shape);
    this.missingTexts = new MissingValues(options.missingValues());
    this.missing = options.missing();
    this.separator = separator;
    this.mark = new DecimalMark(separator);
    int d = choice.features().length;
    boolean weighted = choice.weights() >= 0;
    slots = new int[shape.width()];
    Arrays.fill(slots, SKIPPED);
    for (int j = 0; j < d; j++) {
      slots[choice.features()[j]] = j;
    }
    if (weighted) {
      slots[choice.weights()] = d;
    }
    row = new double[d + (weighted ? 1 : 0)];
    holes = new Holes(row.length);
    long budgetOfColumn = options.memoryBudget() / row.length;
    features = new RowStore(d, budgetOfColumn * d, options.temporaryFolder());
    weights = weighted ? new RowStore(1, budgetOfColumn, options.temporaryFolder()) : null;
    texts = options.keepsText()
        ? new CsvTexts(
            ColumnChoice.kept(options, name, shape),
            shape.header(),
            options.memoryBudget(),
            options.temporaryFolder())
        : null;
  }

  @Override
  public void cell(long line, int column, char[] buffer, int offset, int length) {
    if (column == 0) {
      holeColumn = SKIPPED;
    }
    if (texts != null) {
      texts.cell(column, buffer, offset, length);
    }
    int slot = column < slots.length ? slots[column] : SKIPPED;
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
    if (start == end
        || (missingTexts.areStated() && missingTexts.has(new String(buffer, start, end - start)))) {
      hole(column, buffer, start, end);
      return;
    }
    double value;
    try {
      value = mark.parse(buffer, start, end);
    } catch (NumberFormatException e) {
      String text = new String(buffer, start, end - start);
      if (missingTexts.has(text)) {
        hole(column, buffer, start, end);
        return;
      }
      throw new DataException(
          place(line, column) + ": " + Quoted.text(text) + problem(text, column), e);
    }
    if (!Double.isFinite(value)) {
      String text = new String(buffer, start, end - start);
      throw new DataException(
          place(line, column) + ": " + Quoted.text(text) + " is too large for a double");
    }
    if (slot == choice.features().length && value < 0) {
      throw new DataException(place(line, column) + ": weights must be >= 0, but this is " + value);
    }
    row[slot] = value;
  }

  /** Takes a missing value; not an error yet, since the whole line may be blank. */
  private void hole(int column, char[] buffer, int start, int end) {
    row[slots[column]] = Double.NaN;
    if (holeColumn == SKIPPED) {
      holeColumn = column;
      holeText = new String(buffer, start, end - start);
    }
  }

  private String problem(String text, int column) {
    if (CellNumbers.isNotFinite(text)) {
      return " is not a finite number";
    }
    String markProblem = mark.problem(text);
    if (!markProblem.isEmpty()) {
      return " is not a number" + markProblem;
    }
    if (kept.fileRows() > 0) {
      String texts = text.matches("[\\w.?*/-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
      return text.indexOf(',') >= 0 || holes.incomplete() == kept.fileRows()
          ? " is not a number"
          : " is not a number; if it stands for a missing value: --missing drop --missing-values="
              + Quoted.plain(texts);
    }
    String option = choice.option(shape, column);
    return columnsChosen || choice.features().length == 1
        ? " is not a number"
        : " is not a number; leave the column out by --exclude " + option
            + ", or by --label-column " + option + " if it has classes";
  }

  /** Refuses a row that has more or fewer cells than the file has columns. */
  static void requireWidth(String name, long line, int cells, TableShape shape) {
    int width = shape.width();
    if (cells != width) {
      throw new DataException(name + ", line " + line + ", column " + (Math.min(cells, width) + 1)
          + ": the row has " + cells + (cells == 1 ? " cell" : " cells") + ", but the first "
          + (shape.header() == null ? "row has " : "line names ") + width);
    }
  }

  @Override
  public void endRow(long line, int cells) {
    requireWidth(name, line, cells, shape);
    boolean whole = holeColumn == SKIPPED;
    if (!whole) {
      endRowWithHoles(line);
    } else {
      holes.endRow(null);
    }
    lines.add(line);
    boolean keep = whole || missing == ReadOptions.Missing.KEEP;
    kept.add(keep);
    if (keep) {
      add();
    }
  }

  /** Keeps the row. */
  private void add() {
    features.add(row, 0);
    if (texts != null) {
      texts.endRow();
    }
    if (weights != null) {
      anyWeight |= row[row.length - 1] > 0;
      weights.add(row, row.length - 1);
    }
  }

  @Override
  public @Nullable PlainRows plainRows() {
    // Texts are kept of cells, and stated texts may be numbers.
    return texts != null || missingTexts.areStated()
        ? null
        : new PlainRows(slots, row, choice.features().length, separator, mark);
  }

  @Override
  public void endPlainRow(long line) {
    holes.endRow(null);
    lines.add(line);
    kept.add(true);
    add();
  }

  private void endRowWithHoles(long line) {
    for (int slot = 0; slot < row.length; slot++) {
      if (Double.isNaN(row[slot])) {
        holes.add(slot);
      }
    }
    if (missing != ReadOptions.Missing.DROP
        && weights != null
        && Double.isNaN(row[row.length - 1])) {
      throw new DataException(
          place(line, choice.weights())
              + ": the weight is missing, which no option makes up for; --missing drop leaves such rows out");
    }
    holes.endRow(place(line, holeColumn) + ": "
        + (holeText.isEmpty()
            ? "the cell is empty"
            : Quoted.text(holeText) + " stands for a missing value"));
  }

  @Override
  public @Nullable DataException refusal() {
    String first = holes.first();
    if (first == null || missing != ReadOptions.Missing.REFUSE) {
      return null;
    }
    String empty = emptyColumns();
    return empty.isEmpty()
        ? new MissingValuesException(first + "; "
            + (holes.inAllRows()
                ? "all rows have missing values"
                : holes.count() + ": --missing drop leaves such rows out"))
        : new DataException(first + "; " + empty);
  }

  /** Returns what to do about columns without any value, or nothing if there are none, or no others. */
  private String emptyColumns() {
    List<String> empty = holes.emptyColumns().stream()
        .filter(slot -> slot < choice.features().length)
        .map(slot -> choice.option(shape, choice.features()[slot]))
        .toList();
    return empty.isEmpty() || empty.size() == choice.features().length
        ? ""
        : "in all rows there is no value: --exclude " + String.join(",", empty)
            + " leaves the column out";
  }

  private DataException noRows() {
    if (!holes.inAllRows()) {
      return new DataException(name + " has a header, but no rows");
    }
    String empty = emptyColumns();
    String first = holes.first() + "; ";
    return empty.isEmpty()
        ? new MissingValuesException(
            first + "all rows have missing values, so that --missing drop leaves none")
        : new DataException(first + empty + ", so that --missing drop leaves none");
  }

  private String place(long line, int column) {
    return name + ", line " + line + ", " + column(column);
  }

  private String column(int column) {
    List<String> header = shape.header();
    String numbered = "column " + (column + 1);
    return header == null ? numbered : numbered + " (" + Quoted.plain(header.get(column)) + ")";
  }

  private String location(long row, int feature) {
    long fileRow = kept.fileRow(row);
    long line = lines.line(fileRow);
    int column = feature >= 0 ? choice.features()[feature] : choice.weights();
    if (line < 0) {
      return name + ", row " + (fileRow + 1) + (column < 0 ? "" : ", " + column(column));
    }
    return column < 0 ? name + ", line " + line : place(line, column);
  }

  Dataset finish(List<String> before) throws IOException {
    DataException refusal = refusal();
    if (refusal != null) {
      throw refusal;
    }
    if (features.rows() == 0) {
      throw noRows();
    }
    if (weights != null && !anyWeight) {
      throw new DataException(
          name + ", " + column(choice.weights()) + ": weights must not all be 0");
    }
    Samples samples = Samples.of(features.finish());
    if (weights != null) {
      samples = samples.weighted(weights.finish());
    }
    if (missing == ReadOptions.Missing.KEEP) {
      samples = samples.withMissingValues();
    }
    finished = true;
    return new Dataset(
        name,
        samples,
        FileColumns.of(choice, shape, layout()),
        new RowNumbers(kept.finish(), lines),
        notes(before),
        this::location,
        texts,
        this::release);
  }

  private TextLayout layout() {
    List<String> header = shape.header();
    return new TextLayout(
        header == null ? List.of() : header, shape.rowNames(), separator, mark.isComma());
  }

  private List<String> notes(List<String> before) {
    List<String> notes = new ArrayList<>(before);
    notes.addAll(choice.notes());
    if (mark.isComma()) {
      notes.add(name + ": numbers have decimal commas, 1,5 is one and a half");
    }
    if (missing == ReadOptions.Missing.DROP && holes.incomplete() > 0) {
      notes.add(name + ": " + holes.count() + ", left out");
    }
    return notes;
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
