package dev.gmm4j.backend.vector.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Text with places such as <code>${name}</code>, which are filled with values of one or many lines. */
final class Template {
  private static final String INDENTATION = "  ";

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  static Template template(String text) {
    return new Template(text);
  }

  /** Fills the places of a name. A line that is a place alone goes if the value is empty. */
  Template with(String name, Object value) {
    String place = "${" + name + "}";
    if (!text.contains(place)) {
      throw new IllegalArgumentException("no " + place + " in\n" + text);
    }
    String lines = withoutLastNewline(value.toString());
    String rest =
        lines.isEmpty() ? text.replaceAll("(?m)^ *" + Pattern.quote(place) + "\n", "") : text;
    return new Template(rest.replace(place, lines));
  }

  /** Returns the text when all places are filled. */
  String filled() {
    if (text.contains("${")) {
      throw new IllegalStateException("a place is left in\n" + text);
    }
    return text;
  }

  /** Joins what a function returns for 0 to {@code count - 1}, each on lines of its own. */
  static String each(int count, IntFunction<String> lines) {
    return eachFrom(0, count, lines);
  }

  /** Joins what a function returns for {@code first} to {@code end - 1}, each on lines of its own. */
  static String eachFrom(int first, int end, IntFunction<String> lines) {
    List<String> parts = new ArrayList<>();
    for (int i = first; i < end; i++) {
      parts.add(withoutLastNewline(lines.apply(i)));
    }
    return String.join("\n", parts);
  }

  /** The newline behind a value is that of its place. */
  private static String withoutLastNewline(String value) {
    return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
  }

  /** A number with its noun: <code>1 row</code>, <code>2 rows</code>. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Indents a class by its braces, whatever its indentation was; removes repeated empty lines. */
  static String indented(String source) {
    StringBuilder to = new StringBuilder();
    int depth = 0;
    String before = ";";
    for (String line : source.lines().map(String::strip).toList()) {
      int nextDepth = depth + braces(line);
      if (!line.isEmpty()) {
        to.append(INDENTATION.repeat(line.startsWith("}") ? depth - 1 : depth))
            .append(isContinued(before) ? INDENTATION.repeat(2) : "")
            .append(line.startsWith("*") ? " " : "")
            .append(line);
      }
      if (!line.isEmpty() || !before.isEmpty()) {
        to.append('\n');
      }
      depth = nextDepth;
      before = line;
    }
    return to.toString();
  }

  /** Tells whether the statement of a line goes on in the next one. */
  private static boolean isContinued(String line) {
    boolean isCode = !line.isEmpty() && !line.startsWith("/") && !line.startsWith("*");
    return isCode && !line.endsWith(";") && !line.endsWith("{") && !line.endsWith("}");
  }

  private static int braces(String line) {
    return (int) (line.chars().filter(c -> c == '{').count()
        - line.chars().filter(c -> c == '}').count());
  }
}
