package dev.gmm4j.io;

/**
 * Reads rows of plain numbers straight off a text: without quotes, with the cells that the table has, each with a number
 * where one is wanted. Stops before the first row that is different, which is for others to judge.
 */
final class PlainRows {
  private final int[] slots;
  private final double[] row;
  private final char separator;
  private final DecimalMark mark;
  private final int weight;
  private final PlainNumber number = new PlainNumber();

  private long rows;

  /**
   * Creates a reader.
   *
   * @param slots for each column of the file an index in the row, or a negative number if it is not wanted
   * @param row where the numbers go
   * @param weight the index in it of the weight, which must not be negative, or its length if there is none
   */
  PlainRows(int[] slots, double[] row, int weight, char separator, DecimalMark mark) {
    this.slots = slots;
    this.row = row;
    this.weight = weight;
    this.separator = separator;
    this.mark = mark;
  }

  /** Returns how many rows were read by the last {@link #read}. */
  long rows() {
    return rows;
  }

  /**
   * Reads rows.
   *
   * @param end the end of a line of the text
   * @param line the line at which it starts
   * @return where the first row starts that was not read, or the end
   */
  int read(char[] text, int start, int end, long line, CsvSink sink) {
    rows = 0;
    int at = start;
    while (at < end) {
      int next = readRow(text, at);
      if (next < 0) {
        return at;
      }
      sink.endPlainRow(line + rows);
      rows++;
      at = next;
    }
    return at;
  }

  /** Reads a row and returns where the next starts, or -1 if it is not plain. */
  private int readRow(char[] text, int start) {
    char decimal = mark.isComma() ? ',' : '.';
    boolean marked = false;
    int at = start;
    int last = slots.length - 1;
    if (text[at] == Dialect.COMMENT) {
      return -1;
    }
    for (int column = 0; column <= last; column++) {
      int slot = slots[column];
      if (slot >= 0) {
        at = afterBlanks(text, at);
        double value = number.read(text, at, decimal);
        if (!(Math.abs(value) <= Double.MAX_VALUE) || (slot == weight && value < 0)) {
          return -1;
        }
        row[slot] = value;
        marked |= number.isMarked();
        at = afterBlanks(text, number.end());
      } else {
        at = endOfText(text, at);
        if (text[at] == '"') {
          return -1;
        }
      }
      if (column < last && text[at++] != separator) {
        return -1;
      }
    }
    if (text[at] == '\r') {
      at++;
    }
    if (text[at] != '\n') {
      return -1;
    }
    if (marked) {
      mark.confirm();
    }
    return at + 1;
  }

  /** Returns where a cell ends that is not wanted, or where there is a quote in it. */
  private int endOfText(char[] text, int start) {
    int at = start;
    while (text[at] != separator && text[at] != '\n' && text[at] != '\r' && text[at] != '"') {
      at++;
    }
    return at;
  }

  private int afterBlanks(char[] text, int start) {
    int at = start;
    while (text[at] == ' ' && separator != ' ') {
      at++;
    }
    return at;
  }
}
