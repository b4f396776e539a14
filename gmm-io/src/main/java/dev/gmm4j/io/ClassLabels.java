package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The known classes of rows: a column of text or numbers that is no feature. Immutable. */
public final class ClassLabels {
  /** A column of more different values names no classes: it is an identifier, or a measurement. */
  static final int MOST = 10_000;

  private final String column;
  private final List<String> names;
  private final int[] labels;

  private ClassLabels(String column, List<String> names, int[] labels) {
    this.column = column;
    this.names = names;
    this.labels = labels;
  }

  /** Returns the column's name: from the header, else {@code x} and its index in the file, from 0. */
  public String column() {
    return column;
  }

  /**
   * Returns the classes: the column's different cells as they are written, without blanks around them. They ascend as
   * numbers if all are numbers, else as text. An empty cell is a class, whose name is empty.
   */
  public List<String> names() {
    return names;
  }

  /** Returns a new array with the class of each row, an index into {@link #names}. */
  public int[] labels() {
    return labels.clone();
  }

  /** Returns the classes of a data set whose first kept column names them. */
  static ClassLabels of(Dataset dataset) {
    Builder builder = new Builder(dataset.keptNames().get(0));
    long row = 0;
    for (Iterator<List<String>> cells = dataset.keptCells(); cells.hasNext(); row++) {
      if (!builder.add(cells.next().get(0).strip())) {
        throw new DataException(dataset.location(row, -1) + ": column "
            + Quoted.text(builder.column) + " has more than " + MOST
            + " different values, so it names no classes");
      }
    }
    return builder.build();
  }

  /** Collects the cells of a column, row by row. */
  private static final class Builder {
    private final String column;
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private int[] rows = new int[256];
    private int size;

    Builder(String column) {
      this.column = column;
    }

    /**
     * Adds the cell of the next row.
     *
     * @return false if there are too many different ones, or too many rows
     */
    boolean add(String cell) {
      Integer code = codes.get(cell);
      if (code == null) {
        if (names.size() == MOST) {
          return false;
        }
        code = names.size();
        codes.put(cell, code);
        names.add(cell);
      }
      if (size == rows.length) {
        if (size > Integer.MAX_VALUE / 2) {
          return false;
        }
        rows = Arrays.copyOf(rows, 2 * size);
      }
      rows[size++] = code;
      return true;
    }

    ClassLabels build() {
      boolean numeric = names.stream().allMatch(CellNumbers::isNumber);
      List<String> sorted = new ArrayList<>(names);
      Collections.sort(sorted);
      if (numeric) {
        // Stable: numbers that are equal, such as 1 and 1.0, stay in the order of their texts.
        sorted.sort(Comparator.comparingDouble(Double::parseDouble));
      }
      int[] places = new int[names.size()];
      for (int i = 0; i < sorted.size(); i++) {
        places[codes.getOrDefault(sorted.get(i), 0)] = i;
      }
      int[] labels = new int[size];
      for (int i = 0; i < size; i++) {
        labels[i] = places[rows[i]];
      }
      return new ClassLabels(column, List.copyOf(sorted), labels);
    }
  }
}
