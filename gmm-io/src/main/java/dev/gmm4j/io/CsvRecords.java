package dev.gmm4j.io;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cells of a CSV file from the parser, straight from its buffer: the first records as text, from which
 * it is decided what the table looks like, all others cell by cell.
 *
 * @param <S> what takes the rows
 */
final class CsvRecords<S extends CsvSink> extends AbstractBaseCsvCallbackHandler<Boolean>
    implements Closeable {
  /** More are a file of something else; the first records are held as text. */
  private static final int MAX_COLUMNS = 1 << 20;

  private static final int HEAD_ROWS = 100;

  /** Of very many columns, fewer records are held. */
  private static final int HEAD_CELLS = 1 << 16;

  private static final Pattern SPREADSHEET_ERROR =
      Pattern.compile("N/A|NA\\b|NULL!|DIV/0!|REF!|VALUE!|NUM!|NAME\\?");

  private final String name;
  private final ReadOptions options;
  private final Dialect dialect;
  private final List<HeadRow> heads = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private List<String> headCells = new ArrayList<>();
  private BitSet headQuoted = new BitSet();
  private int heldCells;
  private final CsvSink.Factory<S> tables;
  private @Nullable S table;

  /** Lines of the parts of the file that were parsed before this one. */
  private long linesBefore;

  private @Nullable PlainRows plain;
  private boolean plainKnown;

  private long line = 1;
  private int cells;
  private boolean firstCellBlank;
  private long blankLine;
  private @Nullable String comment;
  private boolean inComment;

  CsvRecords(String name, ReadOptions options, Dialect dialect, CsvSink.Factory<S> tables) {
    this.tables = tables;
    this.name = name;
    this.options = options;
    this.dialect = dialect;
  }

  @Override
  protected void handleBegin(long startingLine) {
    line = linesBefore + startingLine;
    cells = 0;
    inComment = false;
  }

  @Override
  protected void handleComment(char[] buffer, int offset, int length) {
    inComment = true;
    String text = new String(buffer, offset, Math.min(length, 8));
    if (SPREADSHEET_ERROR.matcher(text).lookingAt()) {
      throw new DataException(
          name + ", line " + line + ": the line begins with "
              + Quoted.text(Dialect.COMMENT + text)
              + ", a spreadsheet's error, where # begins a comment: leave the cell empty, or put it in quotes");
    }
    if (heads.isEmpty()) {
      comment = new String(buffer, offset, length);
    }
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index == MAX_COLUMNS) {
      throw new DataException(
          name + ", line " + line + ": more than " + MAX_COLUMNS + " cells in a row");
    }
    cells = index + 1;
    if (index == 0) {
      firstCellBlank = !quoted && CellNumbers.isBlank(buffer, offset, length);
    }
    if (table == null) {
      headCells.add(new String(buffer, offset, length));
      headQuoted.set(index, quoted);
    } else {
      table.cell(line, index, buffer, offset, length);
    }
  }

  @Override
  protected Boolean buildRecord() {
    if (inComment || (line == 1 && dialect.stated())) {
      clearHead();
    } else if (cells == 0 || (cells == 1 && firstCellBlank)) {
      blankLine = blankLine == 0 ? line : blankLine;
      clearHead();
    } else if (blankLine != 0) {
      throw new DataException(
          name + ", line " + blankLine + ": the line is blank, but rows follow it");
    } else if (table != null) {
      table.endRow(line, cells);
    } else {
      heads.add(new HeadRow(line, headCells, headQuoted));
      heldCells += cells;
      clearHead();
      if (heads.size() == HEAD_ROWS || (heads.size() > 1 && heldCells > HEAD_CELLS)) {
        table = newTable();
      }
    }
    return Boolean.TRUE;
  }

  private void clearHead() {
    headCells = new ArrayList<>();
    headQuoted = new BitSet();
  }

  /** Tells that a part of the file of so many lines was parsed: those of the next count from its end. */
  void endPart(long lines) {
    linesBefore += lines;
  }

  /** Tells whether it is known what the table looks like. */
  boolean hasTable() {
    return table != null;
  }

  /**
   * Takes lines of plain numbers, and others up to the first with a quote.
   *
   * @param end the end of the last line
   * @return where the first line starts that was not taken, or the end
   */
  int takeLines(char[] text, int start, int end) {
    S rows = Objects.requireNonNull(table);
    if (!plainKnown) {
      plain = rows.plainRows();
      plainKnown = true;
    }
    PlainRows numbers = plain;
    if (numbers == null) {
      return start;
    }
    int at = start;
    while (at < end) {
      if (blankLine == 0) {
        at = numbers.read(text, at, end, linesBefore + 1, rows);
        linesBefore += numbers.rows();
      }
      if (at < end) {
        int next = endOfLine(text, at);
        if (next < 0) {
          return at;
        }
        takeLine(text, at, next);
        linesBefore++;
        at = next;
      }
    }
    return at;
  }

  /** Returns the end of the line that starts at an index, or -1 if there is a quote in it. */
  private static int endOfLine(char[] text, int start) {
    int at = start;
    while (text[at] != '\n' && text[at] != '\r') {
      if (text[at++] == '"') {
        return -1;
      }
    }
    return at + (text[at] == '\r' && text[at + 1] == '\n' ? 2 : 1);
  }

  /** Takes a line that may be anything but quoted. */
  private void takeLine(char[] text, int start, int next) {
    handleBegin(1);
    boolean isComment = text[start] == Dialect.COMMENT;
    int end = next;
    while (end > start && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    if (isComment) {
      handleComment(text, start + 1, end - start - 1);
    } else if (end > start) {
      int field = 0;
      int first = start;
      for (int at = start; at < end; at++) {
        if (text[at] == dialect.separator()) {
          handleField(field++, text, first, at - first, false);
          first = at + 1;
        }
      }
      handleField(field, text, first, end - first, false);
    }
    buildRecord();
  }

  /** Returns the place that the parser has reached, for messages. */
  String here() {
    return name + ", line " + line + ", column " + (cells + 1);
  }

  /** Builds the table of records that are still held. */
  void end() {
    if (heads.isEmpty()) {
      throw new DataException(name + " is empty");
    }
    if (table == null) {
      table = newTable();
    }
  }

  /** Returns what took all rows that were read. */
  S finish() {
    end();
    S all = table;
    if (all == null) {
      throw new IllegalStateException("the table was not built");
    }
    return all;
  }

  /** Returns what was decided by the looks of the file, a sentence each. */
  List<String> notes() {
    return notes;
  }

  /**
   * Returns the error of missing values that were found before another error, or null. That is told where there is one,
   * as the first in the file.
   */
  @Nullable
  DataException missingValues() {
    return table == null ? null : table.refusal();
  }

  private S newTable() {
    TableShape shape = shape();
    S created = tables.create(dialect.separator(), shape);
    boolean named = shape.header() != null && comment == null;
    table = created;
    for (HeadRow head : heads.subList(named ? 1 : 0, heads.size())) {
      for (int i = 0; i < head.size(); i++) {
        char[] cell = head.cells().get(i).toCharArray();
        created.cell(head.line(), i, cell, 0, cell.length);
      }
      created.endRow(head.line(), head.size());
    }
    return created;
  }

  /** Decides what the columns are; {@link #comment} is left where it has their names. */
  private TableShape shape() {
    HeadRow first = heads.get(0);
    List<String> named = hasHeader() ? first.cells() : null;
    List<String> commented = named == null ? commentedNames(first) : null;
    if (commented == null) {
      comment = null;
    }
    if (commented != null) {
      notes.add(name + ": the comment before the first row is taken for the names of the columns ("
          + HeaderGuess.cells(new HeadRow(first.line(), commented, new BitSet())) + ")");
      return new TableShape(commented.size(), commented, false);
    }
    if (named == null) {
      return TableShape.unnamed(first.size());
    }
    List<String> header = named.stream().map(String::strip).toList();
    if (lacksOneName()) {
      return new TableShape(
          first.size() + 1, Stream.concat(Stream.of(""), header.stream()).toList(), true);
    }
    return new TableShape(first.size(), header, false);
  }

  /** As R writes a table with row names. */
  private boolean lacksOneName() {
    int width = heads.get(0).size();
    return heads.size() > 1 && heads.stream().skip(1).allMatch(row -> row.size() == width + 1);
  }

  /** Names in a comment such as {@code # x y}, as NumPy's savetxt writes a header. */
  private @Nullable List<String> commentedNames(HeadRow first) {
    if (comment == null || options.header() == ReadOptions.Header.ABSENT) {
      return null;
    }
    List<String> names = Dialect.split(comment.strip(), dialect.separator());
    boolean text = names.stream().allMatch(CellNumbers::isText);
    return text && names.size() == first.size() ? names : null;
  }

  private boolean hasHeader() {
    return switch (options.header()) {
      case PRESENT -> true;
      case ABSENT -> false;
      case DETECT -> looksLikeHeader();
    };
  }

  private boolean looksLikeHeader() {
    HeadRow first = heads.get(0);
    HeaderGuess guess =
        HeaderGuess.of(heads, dialect.separator(), new MissingValues(options.missingValues())::has);
    String place = name + ", line " + first.line();
    if (guess.verdict() == HeaderGuess.Verdict.TOSS_UP) {
      throw new DataException(place + ": " + HeaderGuess.cells(first)
          + " may be the names of the columns or the first row of numbers (" + guess.reason()
          + "): say which by --header yes or --header no");
    }
    if (!guess.reason().isEmpty()) {
      notes.add(place + " is taken for the names of the columns (" + HeaderGuess.cells(first)
          + "): " + guess.reason() + "; --header no reads it as data");
    }
    return guess.verdict() == HeaderGuess.Verdict.HEADER;
  }

  @Override
  public void close() throws IOException {
    if (table != null) {
      table.close();
    }
  }
}
