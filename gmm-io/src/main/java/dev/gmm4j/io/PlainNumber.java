package dev.gmm4j.io;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/**
 * Reads a decimal number such as {@code -12.5e-3} off a text, and where it ends: the double nearest to it, as {@link
 * Double#parseDouble} returns it.
 *
 * <p>Of up to 19 digits and a power of ten that is a double, the number is the sum of two doubles times or over a third,
 * and the nearest double follows from a quotient or product and its remainder, unless it lies so close to the middle of
 * two doubles that rounding the remainder might matter. That and everything else is left to the library.
 */
final class PlainNumber {
  /** Powers of ten that are doubles. */
  private static final double[] POWERS = powers();

  /** One over each of them, rounded. */
  private static final double[] RECIPROCALS = reciprocals();

  /** As many digits fit into 64 bits without sign. */
  private static final int DIGITS = 19;

  /** Integers up to it are doubles. */
  private static final long EXACT = 1L << 53;

  /** 11 bits times ten to it are a double, since ten to it has 42 bits before its zeros. */
  private static final int EXACT_PRODUCTS = 18;

  /** More than the relative error of four roundings. */
  private static final double MARGIN = 0x1p-50;

  private int end;
  private boolean marked;

  private static double[] powers() {
    double[] powers = new double[23];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = 10 * powers[i - 1];
    }
    return powers;
  }

  private static double[] reciprocals() {
    double[] reciprocals = new double[POWERS.length];
    for (int i = 0; i < reciprocals.length; i++) {
      reciprocals[i] = 1 / POWERS[i];
    }
    return reciprocals;
  }

  /** Returns where the number ended that was read last. */
  int end() {
    return end;
  }

  /** Tells whether the number that was read last has a decimal mark. */
  boolean isMarked() {
    return marked;
  }

  /**
   * Reads the number that starts at an index of a text. The text must go on behind it with something else.
   *
   * @param mark what stands before the decimals
   * @return the number, infinite if it is too large; NaN if there is none, or none that is read here
   */
  double read(char[] text, int start, char mark) {
    int at = start;
    char c = text[at];
    boolean negative = c == '-';
    if (negative || c == '+') {
      c = text[++at];
    }
    long digits = 0;
    int first = at;
    while (isDigit(c)) {
      digits = 10 * digits + (c - '0');
      c = text[++at];
    }
    int count = at - first;
    int power = 0;
    marked = c == mark;
    if (marked) {
      int decimals = at + 1;
      c = text[++at];
      while (isDigit(c)) {
        digits = 10 * digits + (c - '0');
        c = text[++at];
      }
      power = decimals - at;
      count -= power;
      if (power == 0 && mark != '.') {
        // 1. is a number, 1, is not.
        return Double.NaN;
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    if ((c | ' ') == 'e') {
      int exponent = at;
      at = endOfExponent(text, at);
      if (at < 0) {
        return Double.NaN;
      }
      power += exponentOf(text, exponent, at);
    }
    end = at;
    boolean few = count <= DIGITS || significant(text, first, at) <= DIGITS;
    double value = few && Math.abs(power) < POWERS.length ? nearest(digits, power) : Double.NaN;
    if (value >= 0) {
      return negative ? -value : value;
    }
    return mark == '.' ? JavaDoubleParser.parseDouble(text, start, at - start) : Double.NaN;
  }

  private static boolean isDigit(char c) {
    return (char) (c - '0') < 10;
  }

  /** Returns where the exponent ends whose letter is at an index, or -1 if it has no digits. */
  private static int endOfExponent(char[] text, int letter) {
    int at = letter + 1;
    if (text[at] == '-' || text[at] == '+') {
      at++;
    }
    int first = at;
    while (isDigit(text[at])) {
      at++;
    }
    return at > first ? at : -1;
  }

  /** Returns an exponent; one of many digits is beyond all powers here, whatever it is. */
  private static int exponentOf(char[] text, int letter, int end) {
    boolean negative = text[letter + 1] == '-';
    int value = 0;
    for (int i = letter + 1; i < end; i++) {
      if (isDigit(text[i])) {
        value = Math.min(10 * value + (text[i] - '0'), 1_000_000);
      }
    }
    return negative ? -value : value;
  }

  /** Counts digits but for zeros before all others; those of an exponent only make it too many. */
  private static int significant(char[] text, int start, int end) {
    int at = start;
    while (at < end && !(isDigit(text[at]) && text[at] != '0')) {
      at++;
    }
    int count = 0;
    for (; at < end; at++) {
      count += isDigit(text[at]) ? 1 : 0;
    }
    return count;
  }

  /** Returns the double nearest to digits, without sign, times a power of ten; NaN if that is in doubt. */
  private static double nearest(long digits, int power) {
    if (digits >= 0 && digits <= EXACT) {
      // One operation on two doubles, so rounded correctly.
      return power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
    }
    if (power > EXACT_PRODUCTS) {
      return Double.NaN;
    }
    double high = (digits >>> 11) * 0x1p11;
    double low = digits & 0x7FF;
    double value;
    double rest;
    if (power < 0) {
      double divisor = POWERS[-power];
      value = high / divisor;
      rest = (Math.fma(-value, divisor, high) + low) * RECIPROCALS[-power];
    } else {
      double factor = POWERS[power];
      value = high * factor;
      rest = Math.fma(high, factor, -value) + low * factor;
    }
    double below = value + rest * (1 - MARGIN);
    double above = value + rest * (1 + MARGIN);
    return below == above ? below : Double.NaN;
  }
}
