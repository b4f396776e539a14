package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The columns of a file by their names and indices. */
final class ColumnNames {
  private static final int NONE = -1;

  /** The place of a name that several columns have. */
  private static final int SEVERAL = -2;

  private final String file;
  private final int width;
  private final @Nullable List<String> header;
  private final Map<String, Integer> places;

  /**
   * Creates names.
   *
   * @param file name of the file
   * @param width how many columns the file has
   * @param header their names, or null if the file has none
   */
  ColumnNames(String file, int width, @Nullable List<String> header) {
    this.file = file;
    this.width = width;
    this.header = header;
    // To look for each of very many names among all of them would take their square.
    this.places = new HashMap<>();
    for (int i = 0; header != null && i < header.size(); i++) {
      places.merge(header.get(i), i, (first, again) -> SEVERAL);
    }
  }

  String file() {
    return file;
  }

  /** Returns the names of the columns; none if the file has none. */
  List<String> header() {
    return header == null ? List.of() : header;
  }

  /** Returns the index of a column of some name, or a negative number if there is not one. */
  int placeOf(String name) {
    return places.getOrDefault(name, NONE);
  }

  /** Returns the names that several columns have. */
  Set<String> repeatedNames() {
    Set<String> repeated = new HashSet<>();
    places.forEach((name, place) -> {
      if (place == SEVERAL) {
        repeated.add(name);
      }
    });
    return repeated;
  }

  private static boolean isWhole(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Returns the index of a column.
   *
   * @param column a whole number, which is an index if there is such a column, or a name
   * @throws DataException if there is no such column
   */
  int index(String column) {
    return index(column.strip(), true);
  }

  /** Returns the index that a whole number is, or that of a name if that is looked for, too; else a negative number. */
  int index(String wanted, boolean byName) {
    if (isWhole(wanted)) {
      int index = wanted.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(wanted);
      if (index < width || !byName) {
        return index < width ? index : NONE;
      }
      if (placeOf(wanted) >= 0) {
        return placeOf(wanted);
      }
      throw new DataException(file + " has no column " + wanted + ": it has " + columns());
    }
    if (!byName) {
      return NONE;
    }
    if (header == null) {
      throw new DataException(file + " has no column names, so columns are chosen by index, but "
          + Quoted.text(wanted) + " is none: it has " + columns());
    }
    return named(wanted);
  }

  /** Returns the index of the column of a name. */
  int named(String wanted) {
    int index = placeOf(wanted);
    if (index == NONE) {
      throw new DataException(
          file + " has no column " + Quoted.text(wanted) + ": it has " + columns()
              + ClosestName.of(wanted, places.keySet())
                  .map(name -> ", did you mean " + Quoted.text(name) + "?")
                  .orElse(""));
    }
    if (index == SEVERAL) {
      throw new DataException(
          file + " has several columns " + Quoted.text(wanted) + ": it has " + columns());
    }
    return index;
  }

  /**
   * Returns the indices of a column or a range of columns, such as {@code 0-12} or {@code a-c}, both ends included.
   *
   * @throws DataException if there is no such column, or the range has more than one meaning or runs backwards
   */
  List<Integer> indices(String column) {
    String wanted = column.strip();
    if (places.containsKey(wanted) || wanted.indexOf('-', 1) < 0) {
      return List.of(index(wanted));
    }
    List<int[]> ranges = new ArrayList<>();
    for (int dash = wanted.indexOf('-', 1); dash > 0; dash = wanted.indexOf('-', dash + 1)) {
      int first = end(wanted.substring(0, dash).strip());
      int last = end(wanted.substring(dash + 1).strip());
      if (first >= 0 && last >= 0) {
        ranges.add(new int[] {first, last});
      }
    }
    if (ranges.isEmpty()) {
      int last = wanted.lastIndexOf('-') + 1;
      // The end of a range of indices that is beyond the last column.
      return List.of(index(wanted.matches("\\d+-\\d+") ? wanted.substring(last) : wanted));
    }
    if (ranges.size() > 1) {
      throw new DataException(file + " has more than one range of columns " + Quoted.text(wanted)
          + ": it has " + columns());
    }
    int[] range = ranges.get(0);
    if (range[0] > range[1]) {
      throw new DataException("the range of columns " + Quoted.text(wanted) + " of " + file
          + " runs backwards: column " + range[0] + " is before " + range[1]);
    }
    return IntStream.rangeClosed(range[0], range[1]).boxed().toList();
  }

  /** Returns the column at the end of a range, or a negative number if there is none. */
  private int end(String text) {
    int index = index(text, false);
    return index >= 0 ? index : placeOf(text);
  }

  /** Returns the names of features, which must differ. */
  List<String> distinctNames(int[] features, int weights) {
    List<String> names = new ArrayList<>(features.length);
    Set<String> seen = new HashSet<>();
    Set<Integer> chosen = new HashSet<>();
    for (int index : features) {
      String name = header == null || header.get(index).isEmpty() ? "x" + index : header.get(index);
      if (!chosen.add(index)) {
        throw new DataException("column " + Quoted.text(name) + " of " + file + " is chosen twice");
      }
      if (index == weights) {
        throw new DataException("column " + Quoted.text(name) + " of " + file
            + " is chosen for the weights and as a feature");
      }
      if (!seen.add(name)) {
        throw new DataException(
            file + " has several columns " + Quoted.text(name) + ": it has " + columns());
      }
      names.add(name);
    }
    return names;
  }

  private String columns() {
    String indices = width == 1 ? "1 column (0)" : width + " columns (0 to " + (width - 1) + ")";
    return header == null ? indices : indices + " named " + Quoted.names(header);
  }
}
