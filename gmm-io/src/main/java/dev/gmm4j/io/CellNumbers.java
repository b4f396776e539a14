package dev.gmm4j.io;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.util.Locale;
import java.util.Set;

/** Decimal numbers in cells. */
final class CellNumbers {
  private static final Set<String> NOT_FINITE =
      Set.of("nan", "na", "inf", "infinity", "-inf", "-infinity", "+inf", "+infinity");

  private CellNumbers() {}

  /**
   * Returns the number in a part of a buffer without blanks around it.
   *
   * @throws NumberFormatException if it is not a decimal number; one that is too large is infinite
   */
  static double parse(char[] buffer, int start, int end) {
    // The parser takes Java's literals, and so 3d, 0x1p3 and NaN too.
    char last = buffer[end - 1];
    boolean ended = last == '.' || (last >= '0' && last <= '9');
    if (!ended || isHexadecimal(buffer, start, end)) {
      throw new NumberFormatException();
    }
    return JavaDoubleParser.parseDouble(buffer, start, end - start);
  }

  private static boolean isHexadecimal(char[] buffer, int start, int end) {
    return end - start > 2
        && ((buffer[start + 1] | ' ') == 'x' || (buffer[start + 2] | ' ') == 'x');
  }

  static boolean isBlank(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  /** Returns the number in a cell without blanks around it, infinite if it is too large or says so; NaN if it is none. */
  static double valueOrNaN(String cell, DecimalMark mark) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    try {
      return mark.parse(cell.toCharArray(), 0, cell.length());
    } catch (NumberFormatException e) {
      if (!isNotFinite(cell) || cell.toLowerCase(Locale.ROOT).startsWith("na")) {
        return Double.NaN;
      }
      return cell.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
  }

  /** Tells whether a cell is text, as column names are: not a number, nor NaN or an infinity, nor empty. */
  static boolean isText(String cell) {
    return !cell.isBlank() && !isNotFinite(cell.strip()) && !isNumber(cell);
  }

  /** Tells whether a cell is a decimal number. */
  static boolean isNumber(String cell) {
    char[] text = cell.strip().toCharArray();
    if (text.length == 0) {
      return false;
    }
    try {
      parse(text, 0, text.length);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Tells whether text is one of the usual spellings of NaN or an infinity. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.contains(text.toLowerCase(Locale.ROOT));
  }
}
