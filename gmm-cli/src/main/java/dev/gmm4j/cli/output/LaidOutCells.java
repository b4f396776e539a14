package dev.gmm4j.cli.output;

import dev.gmm4j.io.TextLayout;

/** Writes lines of cells that look like those of a file that was read. */
public final class LaidOutCells {
  private final StringBuilder text;
  private final TextLayout layout;
  private boolean begun;

  /** Creates what appends cells to text. */
  public LaidOutCells(StringBuilder text, TextLayout layout) {
    this.text = text;
    this.layout = layout;
  }

  /** Appends a cell, in quotes where it would not be read as the same cell without. */
  public void append(String cell) {
    if (begun) {
      text.append(layout.separator());
    }
    boolean quoted = needsQuotes(cell, layout.separator()) || (!begun && cell.startsWith("#"));
    text.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    begun = true;
  }

  private static boolean needsQuotes(String cell, char separator) {
    if (separator == ' ') {
      return cell.isEmpty() || cell.chars().anyMatch(c -> c <= ' ' || c == '"');
    }
    return cell.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
  }

  /** Appends a number with all its digits, and the decimal mark of the file. */
  public void append(double number) {
    String digits = Double.toString(number);
    append(layout.decimalComma() ? digits.replace('.', ',') : digits);
  }

  /** Ends the line. */
  public void endLine() {
    text.append('\n');
    begun = false;
  }
}
