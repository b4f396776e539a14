package dev.gmm4j.io;

import java.util.Arrays;

/** Remembers on which line each row starts, in memory that grows only where cells span several lines. */
final class LineIndex {
  /** 16 MiB of runs; rows beyond them have no known line. */
  private static final int MAX_RUNS = 1 << 20;

  /** Runs of rows on consecutive lines: first row, first line, first row, ... */
  private long[] runs = new long[2];

  private int used;
  private long rows;
  private long expected = -1;

  /** Adds the next row. */
  void add(long line) {
    if (line != expected && used < 2 * MAX_RUNS) {
      if (used == runs.length) {
        runs = Arrays.copyOf(runs, 2 * used);
      }
      runs[used++] = rows;
      runs[used++] = line;
    }
    expected = line + 1;
    rows++;
  }

  /** Returns the line of a row, from 1, or -1 if it is not known. */
  long line(long row) {
    int low = 0;
    int high = used / 2 - 1;
    if (row >= rows || (high == MAX_RUNS - 1 && row > runs[2 * high])) {
      return -1;
    }
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (runs[2 * middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return runs[2 * low + 1] + row - runs[2 * low];
  }
}
