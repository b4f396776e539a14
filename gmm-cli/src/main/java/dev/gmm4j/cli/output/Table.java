package dev.gmm4j.cli.output;

import dev.gmm4j.cli.run.PlainText;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. */
public final class Table {
  private static final String GAP = "  ";

  /** On which side of a column its text lies. */
  public enum Align {
    LEFT,
    RIGHT
  }

  private final List<Align> alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /** Creates a table of columns that are aligned as given. */
  public Table(List<Align> alignment) {
    this.alignment = List.copyOf(alignment);
  }

  /** Adds a row of as many cells as there are columns; they are shown as {@link PlainText}. */
  public void add(List<String> cells) {
    if (cells.size() != alignment.size()) {
      throw new IllegalArgumentException(
          "a row must have " + alignment.size() + " cells, but had " + cells.size());
    }
    rows.add(cells.stream().map(PlainText::of).toList());
  }

  /** Returns the cells of each row. */
  public List<List<String>> rows() {
    return List.copyOf(rows);
  }

  /** Returns the rows, each with a line end and no blanks before it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int[] widths = new int[alignment.size()];
    for (List<String> row : rows) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(widths[j], width(row.get(j)));
      }
    }
    for (List<String> row : rows) {
      int start = text.length();
      for (int j = 0; j < widths.length; j++) {
        String cell = row.get(j);
        String padding = " ".repeat(widths[j] - width(cell));
        text.append(j == 0 ? "" : GAP);
        text.append(alignment.get(j) == Align.LEFT ? cell + padding : padding + cell);
      }
      int end = text.length();
      while (end > start && text.charAt(end - 1) == ' ') {
        end--;
      }
      text.setLength(end);
      text.append('\n');
    }
    return text.toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
