package dev.gmm4j.cli.input;

/** Rows of a file that are worked on together. */
public final class RowBlocks {
  /** Numbers of a block: enough to keep all processors busy, few enough to be little memory. */
  private static final int NUMBERS = 1 << 20;

  private static final int MIN_ROWS = 1024;

  /** A hundred megabytes: of more than 16 384 columns there are fewer rows all the same. */
  private static final int MAX_NUMBERS = 1 << 24;

  private RowBlocks() {}

  /**
   * Returns how many rows are worked on together.
   *
   * @param columns numbers of a row, of those that are read or those that are made of it, whichever are more
   */
  public static int rows(int columns) {
    int least = Math.max(1, Math.min(MIN_ROWS, MAX_NUMBERS / columns));
    return Math.max(least, NUMBERS / columns);
  }
}
