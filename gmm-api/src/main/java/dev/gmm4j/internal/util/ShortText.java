package dev.gmm4j.internal.util;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Numbers as short text for people: four digits, and of many numbers the first. */
public final class ShortText {
  private static final MathContext DIGITS = new MathContext(4);
  private static final int MAX_NUMBERS = 12;

  private ShortText() {}

  /** Returns a number of at most four digits, such as {@code 0.3333} or {@code 1.2E+7}. */
  public static String of(double number) {
    return Double.isFinite(number) && number != 0
        ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().toString()
        : Double.toString(number);
  }

  /** Returns numbers in brackets; of more than 12 the first 12, and how many there are. */
  public static String of(double[] numbers) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < numbers.length && i < MAX_NUMBERS; i++) {
      texts.add(of(numbers[i]));
    }
    if (numbers.length > MAX_NUMBERS) {
      texts.add("... " + numbers.length + " numbers");
    }
    return texts.toString();
  }
}
