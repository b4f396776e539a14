package dev.gmm4j.cli.option;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Numbers from 1 on as an option has them: a range such as 1-9 or 1..9, or a list such as 2,4,8. */
public final class NumberList {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-|\\.\\.)(\\d{1,6})");

  private NumberList() {}

  /**
   * Returns the numbers.
   *
   * @param name of what is numbered, for a failure
   * @throws IllegalArgumentException if the text is neither, or a range does not go upwards from 1 on
   */
  public static List<Integer> parse(String name, String text) {
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      int from = Integer.parseInt(range.group(1));
      int to = Integer.parseInt(range.group(2));
      if (from < 1 || to < from) {
        throw new IllegalArgumentException(
            name + " must be from 1 on, in ascending order, but was '" + text + "'");
      }
      return IntStream.rangeClosed(from, to).boxed().toList();
    }
    for (String number : text.split(",", -1)) {
      if (!NUMBER.matcher(number).matches()) {
        throw new IllegalArgumentException(
            "expected a range such as 1-9 or numbers such as 2,4,8 but was '" + text + "'");
      }
    }
    return Stream.of(text.split(",", -1)).map(Integer::valueOf).toList();
  }
}
