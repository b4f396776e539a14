package dev.gmm4j.io;

/** The character before the decimals of a file's numbers: found out from the numbers as they come, and then kept to. */
final class DecimalMark {
  private final boolean commaPossible;
  private boolean comma;

  /** Whether a number had a decimal point, which rules out commas for that. */
  private boolean pointSeen;

  private char[] copy = new char[64];

  /** Creates a mark for cells that are separated so. */
  DecimalMark(char separator) {
    commaPossible = separator != ',';
  }

  /** Tells whether numbers have decimal commas. */
  boolean isComma() {
    return comma;
  }

  /** Takes note of a number with the mark that {@link #isComma} tells of. */
  void confirm() {
    pointSeen |= commaPossible && !comma;
  }

  /**
   * Returns the number in a part of a buffer without blanks around it.
   *
   * @throws NumberFormatException if it is not a decimal number with the mark that those before had
   */
  double parse(char[] buffer, int start, int end) {
    int at = commaPossible ? indexOf(',', buffer, start, end) : -1;
    if (at < 0) {
      if (comma && indexOf('.', buffer, start, end) >= 0) {
        throw new NumberFormatException();
      }
      double value = CellNumbers.parse(buffer, start, end);
      pointSeen |= commaPossible && !pointSeen && indexOf('.', buffer, start, end) >= 0;
      return value;
    }
    if (pointSeen || at == end - 1 || indexOf('.', buffer, start, end) >= 0) {
      throw new NumberFormatException();
    }
    int length = end - start;
    if (copy.length < length) {
      copy = new char[2 * length];
    }
    System.arraycopy(buffer, start, copy, 0, length);
    copy[at - start] = '.';
    double value = CellNumbers.parse(copy, 0, length);
    comma = true;
    return value;
  }

  /** Tells what is wrong with text that {@link #parse} refused because of its mark, or returns nothing. */
  String problem(String text) {
    boolean otherMark = comma
        ? text.matches("[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?")
        : text.matches("[-+]?\\d+,\\d+([eE][-+]?\\d+)?");
    if (!otherMark) {
      return "";
    }
    if (comma) {
      return "; numbers before it have a decimal comma, this one a point";
    }
    return pointSeen
        ? "; numbers before it have a decimal point, this one a comma"
        : "; where commas separate cells, decimals need a point";
  }

  private static int indexOf(char wanted, char[] buffer, int start, int end) {
    for (int i = start; i < end; i++) {
      if (buffer[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** Tells whether a cell is a number, with a decimal comma if that separates no cells. */
  static boolean looksLikeNumber(String cell, char separator) {
    return CellNumbers.isNumber(cell)
        || (separator != ',' && cell.matches("[-+]?\\d*,\\d+([eE][-+]?\\d+)?"));
  }
}
