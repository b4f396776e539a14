package dev.gmm4j.cli.describe;

import dev.gmm4j.io.DataRow;
import dev.gmm4j.io.ReadOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is known of a file after a pass over its rows, in memory that does not grow with them. */
final class DataProfile implements DataRow.Visitor {
  /** So many different rows are compared with those before them; 32 MiB at most. */
  static final int DIFFERENT_ROWS = 1 << 21;

  /** The same for the values of all columns together. */
  private static final int DIFFERENT_VALUES = 1 << 20;

  private static final int MIN_DIFFERENT = 64;

  /** Scales that differ by more are called unequal. */
  private static final double UNEQUAL = 100;

  private final HashSet64 differentRows = new HashSet64(DIFFERENT_ROWS);
  private final List<ColumnProfile> columns = new ArrayList<>();
  private ReadOptions.Header header = ReadOptions.Header.DETECT;
  private long rows;

  @Override
  public void columns(List<String> names, ReadOptions.Header found) {
    int bound = Math.max(MIN_DIFFERENT, DIFFERENT_VALUES / names.size());
    header = found;
    for (int j = 0; j < names.size(); j++) {
      columns.add(new ColumnProfile(names.get(j), j, bound));
    }
  }

  @Override
  public void row(DataRow row) {
    rows++;
    long hash = 0;
    for (int j = 0; j < columns.size(); j++) {
      hash = HashSet64.chain(hash, columns.get(j).add(row, j));
    }
    differentRows.add(hash);
  }

  long rows() {
    return rows;
  }

  /** Tells whether the names of the columns are those of a header. */
  boolean hasHeader() {
    return header == ReadOptions.Header.PRESENT;
  }

  List<ColumnProfile> columns() {
    return columns;
  }

  /** Returns the columns that a mixture may be fitted to. */
  List<ColumnProfile> features() {
    return columns.stream().filter(column -> column.kind().isFeature()).toList();
  }

  /** Returns how many rows are the same as one before them, among the first {@link #rowsCompared}. */
  long duplicates() {
    return differentRows.repeats();
  }

  /** Returns how many rows were compared with those before them. */
  long rowsCompared() {
    return differentRows.isFull() ? differentRows.size() + differentRows.repeats() : rows;
  }

  /** Returns the feature of the smallest standard deviation. */
  ColumnProfile narrowest() {
    return features().stream()
        .min(Comparator.comparing(ColumnProfile::deviation))
        .orElseThrow();
  }

  /** Returns the feature of the largest standard deviation. */
  ColumnProfile widest() {
    return features().stream()
        .max(Comparator.comparing(ColumnProfile::deviation))
        .orElseThrow();
  }

  /** Returns the ratio of the largest standard deviation of features to the smallest; NaN if there is no feature. */
  double scaleRatio() {
    return features().isEmpty()
        ? Double.NaN
        : widest().deviation() / narrowest().deviation();
  }

  boolean hasUnequalScales() {
    return scaleRatio() >= UNEQUAL;
  }
}
