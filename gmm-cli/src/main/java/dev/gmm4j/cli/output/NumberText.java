package dev.gmm4j.cli.output;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people. */
public final class NumberText {
  private static final double LARGEST_PLAIN = 1e9;
  private static final double SMALLEST_PLAIN = 1e-4;

  /** From here on not all whole numbers are doubles. */
  private static final double LARGEST_QUANTITY = 1e15;

  /** Of a deviation: so many that a mean beside it can be told from another. */
  private static final int DEVIATION_DIGITS = 3;

  /** More say nothing of a double. */
  private static final int MOST_DIGITS = 17;

  private NumberText() {}

  /** Returns a number with some decimals. */
  public static String fixed(double value, int decimals) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString()
        : Double.toString(value);
  }

  /** Returns a number with some decimals, or a dash for NaN: there is no such number. */
  public static String fixedOrDash(double value, int decimals) {
    return Double.isNaN(value) ? "-" : fixed(value, decimals);
  }

  /** Returns a number with at most some significant digits, in scientific notation only where it must be. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    double magnitude = Math.abs(value);
    if (magnitude >= LARGEST_PLAIN || magnitude < SMALLEST_PLAIN) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }
    BigDecimal rounded =
        BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    return (rounded.scale() > 0 ? rounded.stripTrailingZeros() : rounded).toPlainString();
  }

  /**
   * Returns a quantity in units of its own, such as a mean, with at least some significant digits: those before the decimal
   * point are never rounded away, since a day such as 20231101 or seconds since 1970 would be others.
   */
  public static String quantity(double value, int digits) {
    return quantity(value, digits, Double.NaN);
  }

  /**
   * Returns a quantity with as many digits more as it takes to see what its deviation is.
   *
   * @param deviation by which the quantity varies, in the same units; NaN or 0 where that is not known
   */
  public static String quantity(double value, int digits, double deviation) {
    if (!Double.isFinite(value) || value == 0) {
      return value == 0 ? "0" : Double.toString(value);
    }
    int decimals = digits - 1 - exponent(value);
    if (deviation > 0 && Double.isFinite(deviation)) {
      decimals = Math.max(decimals, DEVIATION_DIGITS - 1 - exponent(deviation));
    }
    double magnitude = Math.abs(value);
    if (magnitude >= LARGEST_QUANTITY || magnitude < SMALLEST_PLAIN) {
      int significant = Math.min(decimals + 1 + exponent(value), MOST_DIGITS);
      return String.format(Locale.ROOT, "%." + (significant - 1) + "e", value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    int scale = Math.min(Math.max(decimals, 0), Math.max(exact.scale(), 0));
    BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_EVEN);
    return (scale > 0 ? rounded.stripTrailingZeros() : rounded).toPlainString();
  }

  private static int exponent(double value) {
    return (int) Math.floor(Math.log10(Math.abs(value)));
  }

  /** Returns a number of things, of which there may be one. */
  public static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
