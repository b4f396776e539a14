package dev.gmm4j.io;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the cells of a CSV file from the parser, straight from its buffer: the first two records as text, from which
 * it is decided what the table looks like, all others cell by cell.
 *
 * @param <S> what takes the rows
 */
final class CsvRecords<S extends CsvSink> extends AbstractBaseCsvCallbackHandler<Boolean>
    implements Closeable {
  /** More are a file of something else; the first two records are held as text. */
  private static final int MAX_COLUMNS = 1 << 20;

  private final String name;
  private final ReadOptions options;
  private final List<Head> heads = new ArrayList<>(2);
  private List<String> headCells = new ArrayList<>();
  private final CsvSink.Factory<S> tables;
  private @Nullable S table;

  private long line = 1;
  private int cells;
  private boolean firstCellBlank;
  private long blankLine;

  CsvRecords(String name, ReadOptions options, CsvSink.Factory<S> tables) {
    this.name = name;
    this.options = options;
    this.tables = tables;
  }

  /** A record as text. */
  private record Head(long line, List<String> cells) {}

  @Override
  protected void handleBegin(long startingLine) {
    line = startingLine;
    cells = 0;
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
    } else {
      table.cell(line, index, buffer, offset, length);
    }
  }

  @Override
  protected Boolean buildRecord() {
    if (cells == 0 || (cells == 1 && firstCellBlank)) {
      blankLine = blankLine == 0 ? line : blankLine;
      headCells.clear();
    } else if (blankLine != 0) {
      throw new DataException(
          name + ", line " + blankLine + ": the line is blank, but rows follow it");
    } else if (table != null) {
      table.endRow(line, cells);
    } else {
      heads.add(new Head(line, headCells));
      headCells = new ArrayList<>();
      if (heads.size() == 2) {
        table = newTable();
      }
    }
    return Boolean.TRUE;
  }

  /** Returns the place that the parser has reached, for messages. */
  String here() {
    return name + ", line " + line + ", column " + (cells + 1);
  }

  /** Returns what took all rows that were read. */
  S finish() {
    if (heads.isEmpty()) {
      throw new DataException(name + " is empty");
    }
    S taken = table == null ? newTable() : table;
    table = taken;
    return taken;
  }

  private S newTable() {
    List<String> first = heads.get(0).cells();
    List<String> header = hasHeader() ? first.stream().map(String::strip).toList() : null;
    S created = tables.create(first.size(), header);
    for (Head head : heads.subList(header == null ? 0 : 1, heads.size())) {
      for (int i = 0; i < head.cells().size(); i++) {
        char[] cell = head.cells().get(i).toCharArray();
        created.cell(head.line(), i, cell, 0, cell.length);
      }
      created.endRow(head.line(), head.cells().size());
    }
    return created;
  }

  private boolean hasHeader() {
    return switch (options.header()) {
      case PRESENT -> true;
      case ABSENT -> false;
      case DETECT -> looksLikeHeader();
    };
  }

  private boolean looksLikeHeader() {
    List<String> first = heads.get(0).cells();
    List<String> second = heads.size() < 2 ? List.of() : heads.get(1).cells();
    boolean mixed = first.stream().anyMatch(CellNumbers::isNumber);
    for (int i = 0; i < first.size(); i++) {
      boolean textBelow = mixed && i < second.size() && CellNumbers.isText(second.get(i));
      if (CellNumbers.isText(first.get(i)) && !textBelow) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    if (table != null) {
      table.close();
    }
  }
}
