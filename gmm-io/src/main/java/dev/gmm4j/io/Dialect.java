package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.List;

/**
 * How a text lays out its table.
 *
 * @param separator between cells; a blank stands for any run of blanks and tabs
 * @param stated whether the first line states the separator, as Excel writes it: {@code sep=;}
 */
record Dialect(char separator, boolean stated) {
  /** In the order in which they are preferred where several would do. */
  private static final char[] SEPARATORS = {',', ';', '\t', '|', ' '};

  private static final int LINES = 50;
  private static final String STATEMENT = "sep=";

  /** Which character begins a line that is a comment. */
  static final char COMMENT = '#';

  /**
   * Returns the dialect of a text.
   *
   * @param separator that of the cells, or {@link ReadOptions#DETECT_SEPARATOR}
   * @param head its first lines
   * @param whole whether it is all of the text, so that its last line is whole
   */
  static Dialect of(char separator, CharSequence head, boolean whole) {
    List<String> lines = lines(head, whole);
    char announced = lines.isEmpty() ? 0 : announced(lines.get(0));
    if (separator != ReadOptions.DETECT_SEPARATOR) {
      return new Dialect(separator, announced == separator);
    }
    return announced != 0 ? new Dialect(announced, true) : new Dialect(detect(lines), false);
  }

  /** Returns the separator that a line like {@code sep=;} states, or 0. */
  private static char announced(String line) {
    String bare = line.startsWith("\"") && line.endsWith("\"") && line.length() > 1
        ? line.substring(1, line.length() - 1)
        : line;
    return bare.length() == STATEMENT.length() + 1 && bare.startsWith(STATEMENT)
        ? bare.charAt(STATEMENT.length())
        : 0;
  }

  /** Returns the first lines that are neither blank nor comments; line ends in quotes end none. */
  private static List<String> lines(CharSequence head, boolean whole) {
    List<String> lines = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= head.length() && lines.size() < LINES; i++) {
      boolean end = i == head.length();
      char c = end ? '\n' : head.charAt(i);
      quoted ^= c == '"';
      if ((end && (whole || lines.isEmpty())) || (!end && !quoted && (c == '\n' || c == '\r'))) {
        String line = head.subSequence(start, i).toString().strip();
        if (!line.isEmpty() && line.charAt(0) != COMMENT) {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    return lines;
  }

  private static char detect(List<String> lines) {
    char best = SEPARATORS[0];
    double bestScore = 0;
    for (char separator : SEPARATORS) {
      double score = score(lines, separator);
      if (score > bestScore) {
        best = separator;
        bestScore = score;
      }
    }
    return best;
  }

  /**
   * Tells how well a separator explains lines: by the share of lines that have as many cells as the next, and the share of
   * their cells that are numbers; 0 if it is in none of them.
   */
  private static double score(List<String> lines, char separator) {
    List<List<String>> rows = lines.stream().map(line -> split(line, separator)).toList();
    int last = rows.size() - 1;
    if (last < 0 || rows.stream().allMatch(row -> row.size() == 1)) {
      return 0;
    }
    double agreeing = 0;
    for (int i = 0; i < last; i++) {
      int width = rows.get(i).size();
      int next = rows.get(i + 1).size();
      if (width == next && width > 1) {
        agreeing++;
      } else if (i == 0 && width == next - 1) {
        // R leaves out the name of the row names.
        agreeing += 0.5;
      }
    }
    int cells = 0;
    int numbers = 0;
    for (List<String> row : rows.subList(Math.min(1, last), rows.size())) {
      cells += row.size();
      numbers += (int) row.stream()
          .filter(cell -> DecimalMark.looksLikeNumber(cell, separator))
          .count();
    }
    double agreement = last == 0 ? 0.5 : agreeing / last;
    return agreement == 0 ? 1e-9 : 2 * agreement + (double) numbers / cells;
  }

  /** Splits a line well enough to count its cells. */
  static List<String> split(String line, char separator) {
    List<String> cells = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      quoted ^= c == '"';
      boolean ends = separator == ' ' ? c == ' ' || c == '\t' : c == separator;
      if (ends && !quoted) {
        // A run of blanks separates once.
        if (separator != ' ' || i > start) {
          cells.add(unquoted(line.substring(start, i)));
        }
        start = i + 1;
      }
    }
    cells.add(unquoted(line.substring(start)));
    return cells;
  }

  private static String unquoted(String cell) {
    String bare = cell.strip();
    return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")
        ? bare.substring(1, bare.length() - 1).strip()
        : bare;
  }
}
