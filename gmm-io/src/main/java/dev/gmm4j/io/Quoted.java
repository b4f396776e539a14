package dev.gmm4j.io;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Text of a file inside a message of one line. */
final class Quoted {
  private static final int MAX_LENGTH = 40;
  private static final int MAX_NAMES = 20;

  private static final char LINE_SEPARATOR = 0x2028;
  private static final char PARAGRAPH_SEPARATOR = 0x2029;

  private Quoted() {}

  /** Returns text in quotes, shortened, with control characters escaped. */
  static String text(String text) {
    return "'" + plain(text) + "'";
  }

  /** Returns text shortened, with control characters escaped. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
        plain.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        plain.append(c);
      }
    }
    return plain.append(text.length() > MAX_LENGTH ? "..." : "").toString();
  }

  /** Returns names separated by commas, the first few of them. */
  static String names(List<String> names) {
    String listed =
        names.stream().limit(MAX_NAMES).map(Quoted::text).collect(Collectors.joining(", "));
    return names.size() > MAX_NAMES ? listed + ", ... (" + names.size() + ")" : listed;
  }
}
