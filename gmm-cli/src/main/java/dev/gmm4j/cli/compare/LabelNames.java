package dev.gmm4j.cli.compare;

import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The different labels of a column, numbered in the order in which they were seen. */
final class LabelNames {
  /** A row without a label. */
  static final int NONE = -1;

  /** More are hardly labels, and to match them takes time that grows with their cube. */
  static final int MAX = 1000;

  private final String source;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * Creates the labels of a column.
   *
   * @param source the column and its file, for messages
   */
  LabelNames(String source) {
    this.source = source;
  }

  /** Returns the number of the label in a cell, from 0, or {@link #NONE} for a blank cell. */
  int number(String cell) {
    String label = cell.strip();
    if (label.isEmpty()) {
      return NONE;
    }
    Integer known = numbers.get(label);
    if (known != null) {
      return known;
    }
    if (names.size() == MAX) {
      throw new CommandFailure(
          ExitStatus.DATA,
          source + " has more than " + MAX
              + " different labels, so it is hardly one of labels; choose another by --columns",
          null);
    }
    numbers.put(label, names.size());
    names.add(label);
    return names.size() - 1;
  }

  String source() {
    return source;
  }

  int count() {
    return names.size();
  }

  String name(int number) {
    return names.get(number);
  }

  /** Returns the numbers of the labels in the order in which people expect them: numbers by size, else by alphabet. */
  int[] order() {
    Map<String, BigDecimal> values = new HashMap<>();
    for (String name : names) {
      if (name.matches("[-+]?\\d{1,18}(\\.\\d{0,18})?")) {
        values.put(name, new BigDecimal(name));
      }
    }
    Comparator<String> byText = Comparator.naturalOrder();
    Comparator<String> order = values.size() == names.size()
        ? Comparator.<String, BigDecimal>comparing(values::get).thenComparing(byText)
        : byText;
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparing(names::get, order))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
