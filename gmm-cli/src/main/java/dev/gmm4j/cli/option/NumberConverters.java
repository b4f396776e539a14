package dev.gmm4j.cli.option;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Understands the numbers of options, and refuses what is none in words for people. */
public final class NumberConverters {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,400}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");
  private static final Pattern WITH_COMMA = Pattern.compile("[+-]?\\d*,\\d+");

  /** What is written otherwise than in digits is told in digits up to here. */
  private static final int MOST_DIGITS = 12;

  private NumberConverters() {}

  /** Has all commands of a command line read numbers in this way. */
  public static void register(CommandLine command) {
    command.registerConverter(int.class, new IntConverter());
    command.registerConverter(Integer.class, new IntConverter());
    command.registerConverter(long.class, new LongConverter());
    command.registerConverter(Long.class, new LongConverter());
    command.registerConverter(double.class, new DoubleConverter());
    command.registerConverter(Double.class, new DoubleConverter());
  }

  // Classes, not lambdas: a JVM of Java 17 crashes when it archives lambdas of picocli's
  // interfaces, which are of an old
  // version of the class format.

  private static final class IntConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }

  private static final class LongConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  private static final class DoubleConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return toDouble(text);
    }
  }

  private static long whole(String text, long least, long most) {
    if (!WHOLE.matcher(text).matches()) {
      throw new TypeConversionException(
          "must be a whole number" + inDigits(text) + ", but was '" + text + "'");
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new TypeConversionException("must be at most " + most + ", but was '" + text + "'");
    }
    if (value.compareTo(BigInteger.valueOf(least)) < 0) {
      throw new TypeConversionException("must be at least " + least + ", but was '" + text + "'");
    }
    return value.longValue();
  }

  /** Returns how to write a whole number that was written like another, such as 1e3 or 3.0. */
  private static String inDigits(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return "";
    }
    BigDecimal value = new BigDecimal(text);
    boolean small = value.precision() - (long) value.scale() <= MOST_DIGITS;
    boolean whole =
        small && value.scale() < MOST_DIGITS && value.stripTrailingZeros().scale() <= 0;
    return whole ? " in digits, as in " + value.toBigInteger() : "";
  }

  private static Double toDouble(String text) {
    boolean special = text.equals("NaN") || text.matches("[+-]?Infinity");
    if (special || DECIMAL.matcher(text).matches()) {
      return Double.valueOf(text);
    }
    throw new TypeConversionException(
        WITH_COMMA.matcher(text).matches()
            ? "must be a number with a decimal point, as in " + text.replace(',', '.')
                + ", but was '" + text + "'"
            : "must be a number, but was '" + text + "'");
  }
}
