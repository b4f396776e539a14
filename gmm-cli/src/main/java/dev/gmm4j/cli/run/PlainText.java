package dev.gmm4j.cli.run;

import java.util.Locale;

/**
 * Text that may come from strangers, such as names of columns and files, as it is shown: what would act on a terminal or
 * reorder other text stands there as {@code \\u} and four hexadecimal digits, as in JSON. Those are control characters,
 * line and paragraph separators, marks of direction and other invisible ones, halves of characters and no characters. The two that join
 * letters of some scripts are left.
 */
public final class PlainText {
  private static final char NON_JOINER = 0x200c;
  private static final char JOINER = 0x200d;
  private static final int NO_CHARACTER = 0xfffe;

  private PlainText() {}

  /** Returns text on one line. */
  public static String of(String text) {
    return escaped(text, false);
  }

  /** Returns text with its line ends; of JSON the same JSON. */
  public static String lines(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean withLineEnds) {
    StringBuilder plain = null;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (isActive(c) && !(withLineEnds && c == '\n')) {
        plain = plain == null ? new StringBuilder().append(text, 0, i) : plain;
        for (char unit : Character.toChars(c)) {
          plain.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      } else if (plain != null) {
        plain.appendCodePoint(c);
      }
      i = next;
    }
    return plain == null ? text : plain.toString();
  }

  /** Tells whether a character does something else than to be seen. */
  public static boolean isActive(int c) {
    if (c >= ' ' && c <= '~') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE -> true;
      case Character.FORMAT -> c != NON_JOINER && c != JOINER;
      // No XML has the last two of a plane, which are no characters for ever.
      default -> (c & NO_CHARACTER) == NO_CHARACTER;
    };
  }
}
