package dev.gmm4j.internal.data;

/** How many rows are read at a time: of very many features fewer, lest a block alone take hundreds of megabytes. */
public final class BlockRows {
  /** A hundred megabytes. */
  private static final int MAX_NUMBERS = 1 << 24;

  private BlockRows() {}

  /**
   * Returns the wanted number of rows, or the most that are not too large together, at least 1.
   *
   * @param wanted at least 1
   * @param dimension the number of features {@code d}
   */
  public static int of(int wanted, int dimension) {
    return Math.max(1, Math.min(wanted, MAX_NUMBERS / dimension));
  }
}
