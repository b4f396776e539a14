package dev.gmm4j.cli.compare;

import java.util.Arrays;

/** Counts the pairs of labels of rows. */
final class LabelPairs {
  private long[][] counts = new long[0][0];
  private long rows;
  private long withoutLabel;

  /** Counts a row; one that lacks a label counts only as such. */
  void add(int first, int second) {
    rows++;
    if (first == LabelNames.NONE || second == LabelNames.NONE) {
      withoutLabel++;
      return;
    }
    if (first >= counts.length) {
      int before = counts.length;
      counts = Arrays.copyOf(counts, first + 1);
      Arrays.fill(counts, before, counts.length, new long[0]);
    }
    if (second >= counts[first].length) {
      counts[first] = Arrays.copyOf(counts[first], second + 1);
    }
    counts[first][second]++;
  }

  long rows() {
    return rows;
  }

  long withoutLabel() {
    return withoutLabel;
  }

  /**
   * Returns the table of counts.
   *
   * @param firstOrder the labels of the rows of the table, in their order
   * @param secondOrder the labels of the columns
   */
  long[][] table(int[] firstOrder, int[] secondOrder) {
    long[][] table = new long[firstOrder.length][secondOrder.length];
    for (int i = 0; i < firstOrder.length; i++) {
      long[] row = firstOrder[i] < counts.length ? counts[firstOrder[i]] : new long[0];
      for (int j = 0; j < secondOrder.length; j++) {
        table[i][j] = secondOrder[j] < row.length ? row[secondOrder[j]] : 0;
      }
    }
    return table;
  }
}
