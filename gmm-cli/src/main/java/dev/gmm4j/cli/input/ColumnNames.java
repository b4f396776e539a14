package dev.gmm4j.cli.input;

import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.exception.GmmException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the columns of a file where gmm4j's messages have the indices of features. */
public final class ColumnNames {
  private static final Pattern INDEX = Pattern.compile("\\b(column|feature) (\\d{1,9})\\b");

  private ColumnNames() {}

  /**
   * Returns a message with names in place of indices.
   *
   * @param names of the features, in their order
   */
  public static String in(String message, List<String> names) {
    return INDEX.matcher(message).replaceAll(match -> {
      int index = Integer.parseInt(match.group(2));
      String name = index < names.size() ? names.get(index) : match.group(2);
      return Matcher.quoteReplacement(match.group(1) + " " + name);
    });
  }

  /** Returns a failure's message with names in place of indices. */
  public static String message(Throwable failure, List<String> names) {
    return in(String.valueOf(failure.getMessage()), names);
  }

  /** Returns the failure of a command whose message names columns. */
  public static CommandFailure named(GmmException failure, List<String> names) {
    return new CommandFailure(ExitStatus.FAILED, message(failure, names), failure);
  }
}
