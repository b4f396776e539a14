package dev.gmm4j.internal.util;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers as text that is the same on every JDK: {@link Double#toString} has changed with JDK 19. */
public final class DecimalText {
  /** So many digits tell any double from all others. */
  private static final int MAX_DIGITS = 17;

  private DecimalText() {}

  /** Returns the shortest decimal that is read as this number, such as {@code 0.000001}. */
  public static String of(double number) {
    if (!Double.isFinite(number) || number == 0) {
      return Double.toString(number);
    }
    BigDecimal exact = new BigDecimal(number);
    int digits = 1;
    BigDecimal rounded = exact.round(new MathContext(digits));
    while (digits < MAX_DIGITS && rounded.doubleValue() != number) {
      rounded = exact.round(new MathContext(++digits));
    }
    return rounded.stripTrailingZeros().toString();
  }

  /** Returns numbers one after the other, such as {@code 1, 2.5}. */
  public static String list(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(DecimalText::of).collect(Collectors.joining(", "));
  }

  /** Returns Java code for an array. */
  public static String code(double[] numbers) {
    return "new double[] {" + list(numbers) + "}";
  }

  /** Returns Java code for an array of rows. */
  public static String code(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> "{" + list(row) + "}")
        .collect(Collectors.joining(", ", "new double[][] {", "}"));
  }
}
