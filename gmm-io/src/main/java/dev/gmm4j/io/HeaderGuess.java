package dev.gmm4j.io;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the first records of a text say about the very first: whether it has the names of the columns.
 *
 * <p>Text in it is a name, unless there is text below as well. A row of nothing but numbers may have names, too: those of
 * columns that have none but their index, or years. It is unlike the rows below then: in quotes where they are not, a
 * progression, whole numbers over numbers with decimals, far outside of all of its columns.
 *
 * @param verdict what is to be done
 * @param reason why, in words for the user; empty where it is plain
 */
record HeaderGuess(Verdict verdict, String reason) {
  /** Fewer rows tell nothing about the numbers of a column. */
  private static final int FEW = 3;

  private static final int MANY = 10;

  /** So many rows with decimals in each column leave no doubt that one without is of another kind. */
  private static final int PLENTY = 20;

  private static final HeaderGuess DATA = new HeaderGuess(Verdict.DATA, "");
  private static final HeaderGuess NAMES = new HeaderGuess(Verdict.HEADER, "");

  /** What the first record is. */
  enum Verdict {
    HEADER,
    DATA,
    TOSS_UP
  }

  /**
   * Looks at the first records.
   *
   * @param rows at least one
   * @param separator of the cells
   * @param missing tells cells that stand for a missing value
   */
  static HeaderGuess of(List<HeadRow> rows, char separator, Predicate<String> missing) {
    HeadRow first = rows.get(0);
    List<HeadRow> below = rows.subList(1, rows.size());
    if (hasNames(first, below, missing)) {
      return NAMES;
    }
    int[] columns = IntStream.range(0, first.size())
        .filter(i -> DecimalMark.looksLikeNumber(first.cell(i), separator))
        .toArray();
    if (columns.length == 0 || below.isEmpty()) {
      return DATA;
    }
    if (isQuotedAlone(first, below, columns)) {
      return header("its numbers are in quotes, those below are not");
    }
    HeaderGuess numbers = HeaderNumbers.of(first, below, columns, separator).guess();
    boolean corner = first.cell(0).isEmpty()
        && columns.length == first.size() - 1
        && below.stream().noneMatch(row -> row.cell(0).isEmpty());
    if (corner && (countsRows(below) || numbers.verdict() != Verdict.DATA)) {
      return header("its first cell is empty, those below are not");
    }
    return numbers;
  }

  private static boolean hasNames(HeadRow first, List<HeadRow> below, Predicate<String> missing) {
    boolean mixed = first.cells().stream().anyMatch(CellNumbers::isNumber);
    for (int i = 0; i < first.size(); i++) {
      boolean textBelow = mixed && !below.isEmpty() && isText(below.get(0).cell(i), missing);
      if (isText(first.cell(i), missing) && !textBelow) {
        return true;
      }
    }
    return false;
  }

  private static boolean isText(String cell, Predicate<String> missing) {
    return CellNumbers.isText(cell) && !missing.test(cell);
  }

  private static boolean isQuotedAlone(HeadRow first, List<HeadRow> below, int[] columns) {
    return IntStream.of(columns).allMatch(i -> first.quoted().get(i))
        && below.stream().allMatch(row -> IntStream.of(columns).noneMatch(row.quoted()::get));
  }

  private static boolean countsRows(List<HeadRow> below) {
    if (below.size() < FEW) {
      return false;
    }
    for (int start = 0; start <= 1; start++) {
      int origin = start;
      if (IntStream.range(0, below.size())
          .allMatch(i -> below.get(i).cell(0).equals(String.valueOf(origin + i)))) {
        return true;
      }
    }
    return false;
  }

  private static HeaderGuess header(String reason) {
    return new HeaderGuess(Verdict.HEADER, reason);
  }

  private static HeaderGuess tossUp(String reason) {
    return new HeaderGuess(Verdict.TOSS_UP, reason);
  }

  /**
   * What the numbers of the first row say, seen beside those below.
   *
   * @param columns how many numbers there are
   * @param rows how many rows are below
   * @param distinct whether no two of the numbers are equal
   * @param whole whether all are whole
   * @param progression whether each is as far from the one before, where that is the same everywhere and not so in most rows below
   * @param counting whether they are 0, 1, 2, ... or 1, 2, 3, ...
   * @param far whether all are far outside of what is below them
   * @param overDecimals in how many columns the number is written as a whole one, and all below with decimals
   */
  private record HeaderNumbers(
      int columns,
      int rows,
      boolean distinct,
      boolean whole,
      boolean progression,
      boolean counting,
      boolean far,
      int overDecimals) {

    static HeaderNumbers of(HeadRow first, List<HeadRow> below, int[] columns, char separator) {
      double[] values = numbers(first, columns, separator);
      int d = columns.length;
      double step = step(values);
      long alike = step == 0
          ? 0
          : below.stream()
              .filter(row -> step == step(numbers(row, columns, separator)))
              .count();
      boolean progression = step > 0 && 2 * alike < below.size();
      boolean whole = IntStream.of(columns).allMatch(i -> first.cell(i).matches("[-+]?\\d+"));
      int far = 0;
      int known = 0;
      int overDecimals = 0;
      for (int j = 0; j < d; j++) {
        int column = columns[j];
        double[] others = below.stream()
            .mapToDouble(row -> number(row.cell(column), separator))
            .filter(Double::isFinite)
            .toArray();
        double lowest = Arrays.stream(others).min().orElse(0);
        double range = Arrays.stream(others).max().orElse(0) - lowest;
        if (range > 0) {
          known++;
          double reach = (others.length < MANY ? 10 : 3) * range;
          far += values[j] < lowest - reach || values[j] > lowest + range + reach ? 1 : 0;
        }
        boolean decimals = below.stream().allMatch(row -> hasDecimals(row.cell(column), separator));
        overDecimals += decimals && first.cell(column).matches("[-+]?\\d+") ? 1 : 0;
      }
      return new HeaderNumbers(
          d,
          below.size(),
          Arrays.stream(values).distinct().count() == d,
          whole,
          progression,
          progression && step == 1 && (values[0] == 0 || values[0] == 1),
          known > 0 && far == known,
          overDecimals);
    }

    private static double[] numbers(HeadRow row, int[] columns, char separator) {
      return IntStream.of(columns)
          .mapToDouble(i -> number(row.cell(i), separator))
          .toArray();
    }

    private static double number(String cell, char separator) {
      if (!DecimalMark.looksLikeNumber(cell, separator)) {
        return Double.NaN;
      }
      char[] text = cell.replace(',', '.').toCharArray();
      return CellNumbers.parse(text, 0, text.length);
    }

    private static boolean hasDecimals(String cell, char separator) {
      return DecimalMark.looksLikeNumber(cell, separator) && cell.matches(".*[.,eE].*");
    }

    /** Returns the common difference of at least two numbers; 0 if they have none, or it is not positive. */
    private static double step(double[] values) {
      if (values.length < 2) {
        return 0;
      }
      double step = values[1] - values[0];
      for (int j = 2; j < values.length; j++) {
        double next = values[j] - values[j - 1];
        if (!(Math.abs(next - step) <= 1e-9 * Math.abs(values[j]))) {
          return 0;
        }
      }
      return Math.max(0, step);
    }

    HeaderGuess guess() {
      if (rows < FEW || !distinct) {
        return DATA;
      }
      boolean over = overDecimals == columns;
      if (progression) {
        HeaderGuess guess = ofProgression(over);
        if (!guess.equals(DATA)) {
          return guess;
        }
      }
      if (over && far && rows >= MANY) {
        String reason = "whole numbers far outside of their columns, whose numbers have decimals";
        return columns > 1 ? header(reason) : tossUp(reason);
      }
      if (over && rows >= PLENTY) {
        return tossUp("whole numbers over numbers with decimals");
      }
      return far && whole && columns > 1 && rows >= MANY
          ? tossUp("whole numbers far outside of their columns")
          : DATA;
    }

    private HeaderGuess ofProgression(boolean over) {
      String kind = counting ? "counting numbers" : "evenly spaced numbers";
      if (over) {
        return header(kind + " over numbers with decimals");
      }
      if (far) {
        return header(kind + " far outside of their columns");
      }
      if (counting && overDecimals > 0) {
        String reason = kind + ", some of them over numbers with decimals";
        return columns > 2 ? header(reason) : tossUp(reason);
      }
      if (counting && columns > 2) {
        return columns > 3 ? header(kind) : tossUp(kind);
      }
      return !whole && columns > 4 ? header(kind) : DATA;
    }
  }

  /** Returns the first few cells of a row, for messages. */
  static String cells(HeadRow row) {
    String shown =
        row.cells().stream().limit(4).map(Quoted::plain).collect(Collectors.joining(", "));
    return row.size() > 4 ? shown + ", ..." : shown;
  }
}
