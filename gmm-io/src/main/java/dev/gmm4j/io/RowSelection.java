package dev.gmm4j.io;

import java.util.Arrays;

/**
 * Which rows of a file are kept, in the order in which they come. Takes no memory before a row is left out, and a bit for
 * each row of the file from then on.
 */
final class RowSelection {
  /** Rows of a word. */
  private static final int WORD = Long.SIZE;

  /** Words between two entries of {@link #before}. */
  private static final int STEP = 64;

  /** A bit for each row of the file, set if it is kept; empty while all are. */
  private long[] words = {};

  /** How many rows are kept before each {@link #STEP}th word. */
  private long[] before = {};

  private long fileRows;
  private long rows;

  /** Returns that all rows of a file are kept. */
  static RowSelection all(long rows) {
    RowSelection all = new RowSelection();
    all.fileRows = rows;
    all.rows = rows;
    return all;
  }

  /** Adds the next row of the file. */
  void add(boolean kept) {
    if (!kept && rows == fileRows) {
      startWords();
    }
    if (!kept || rows < fileRows) {
      set(fileRows, kept);
    }
    fileRows++;
    rows += kept ? 1 : 0;
  }

  private void startWords() {
    words = new long[Math.toIntExact(fileRows / WORD + 1)];
    int full = (int) (fileRows / WORD);
    Arrays.fill(words, 0, full, -1);
    words[full] = (1L << (fileRows % WORD)) - 1;
  }

  private void set(long fileRow, boolean kept) {
    int word = Math.toIntExact(fileRow / WORD);
    if (word == words.length) {
      words = Arrays.copyOf(words, Math.addExact(word, word / 2 + 1));
    }
    words[word] |= kept ? 1L << (fileRow % WORD) : 0;
  }

  /** Counts what is kept; no row can be added any more. */
  RowSelection finish() {
    if (rows < fileRows) {
      int used = Math.toIntExact((fileRows - 1) / WORD + 1);
      before = new long[(used - 1) / STEP + 1];
      long count = 0;
      for (int word = 0; word < used; word++) {
        if (word % STEP == 0) {
          before[word / STEP] = count;
        }
        count += Long.bitCount(words[word]);
      }
    }
    return this;
  }

  /** Returns how many rows were added. */
  long fileRows() {
    return fileRows;
  }

  /** Returns how many of them are kept. */
  long rows() {
    return rows;
  }

  /** Returns the index in the file of a row that is kept, after {@link #finish}. */
  long fileRow(long row) {
    if (rows == fileRows) {
      return row;
    }
    int step = Arrays.binarySearch(before, row);
    step = step >= 0 ? lastEqual(step) : -step - 2;
    long left = row - before[step];
    int word = step * STEP;
    while (left >= Long.bitCount(words[word])) {
      left -= Long.bitCount(words[word]);
      word++;
    }
    long bits = words[word];
    for (; left > 0; left--) {
      bits &= bits - 1;
    }
    return (long) word * WORD + Long.numberOfTrailingZeros(bits);
  }

  /** Of several steps with as many rows before them, all but the last keep nothing. */
  private int lastEqual(int step) {
    int last = step;
    while (last + 1 < before.length && before[last + 1] == before[step]) {
      last++;
    }
    return last;
  }

  /** Returns how many rows are kept one after the other from a row of the file on, at most some number. */
  int run(long fileRow, int most) {
    if (rows == fileRows) {
      return most;
    }
    int length = 0;
    while (length < most && isKept(fileRow + length)) {
      length++;
    }
    return length;
  }

  private boolean isKept(long fileRow) {
    return fileRow < fileRows && (words[(int) (fileRow / WORD)] & (1L << (fileRow % WORD))) != 0;
  }
}
