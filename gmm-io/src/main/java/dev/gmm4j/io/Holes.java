package dev.gmm4j.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a file that have missing values in the columns that are read. */
final class Holes {
  private final long[] ofColumn;
  private long rows;
  private long incomplete;
  private @Nullable String first;

  /** Creates a count for some columns. */
  Holes(int columns) {
    ofColumn = new long[columns];
  }

  /** Adds a missing value of the current row. */
  void add(int column) {
    ofColumn[column]++;
  }

  /** Ends a row; the place of its first missing value is null if it has none. */
  void endRow(@Nullable String hole) {
    rows++;
    if (hole != null) {
      incomplete++;
      first = first == null ? hole : first;
    }
  }

  /** Returns how many rows have missing values. */
  long incomplete() {
    return incomplete;
  }

  /** Returns the place of the first missing value and what it is, or null if there is none. */
  @Nullable
  String first() {
    return first;
  }

  /** Returns how many rows have missing values, as the end of a sentence. */
  String count() {
    return incomplete + " of " + rows + (rows == 1 ? " row" : " rows")
        + (incomplete == 1 ? " has missing values" : " have missing values");
  }

  /** Tells whether every row has missing values, so that leaving such rows out leaves nothing. */
  boolean inAllRows() {
    return incomplete == rows && rows > 0;
  }

  /** Returns the columns that have no value at all. */
  List<Integer> emptyColumns() {
    List<Integer> empty = new ArrayList<>();
    for (int j = 0; j < ofColumn.length; j++) {
      if (rows > 0 && ofColumn[j] == rows) {
        empty.add(j);
      }
    }
    return empty;
  }
}
