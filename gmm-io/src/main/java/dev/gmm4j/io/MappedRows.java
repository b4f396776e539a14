package dev.gmm4j.io;

import dev.gmm4j.data.RowSource;

/** Some columns of a matrix in a mapped file, whose rows or whose columns lie one behind the other. */
final class MappedRows implements RowSource {
  /** Rows that are read column by column before the next ones: they stay in the cache meanwhile. */
  private static final int TILE = 256;

  private final MappedNumbers numbers;
  private final long rows;
  private final int[] chosen;
  private final long rowStride;
  private final long columnStride;
  private final boolean contiguous;

  /**
   * Creates a source.
   *
   * @param chosen indices of the columns to read
   * @param rowStride distance from one row to the next, counted in numbers
   * @param columnStride distance from one column to the next, counted in numbers
   */
  MappedRows(MappedNumbers numbers, long rows, int[] chosen, long rowStride, long columnStride) {
    this.numbers = numbers;
    this.rows = rows;
    this.chosen = chosen.clone();
    this.rowStride = rowStride;
    this.columnStride = columnStride;
    this.contiguous = areWholeRows(chosen, rowStride, columnStride);
  }

  private static boolean areWholeRows(int[] chosen, long rowStride, long columnStride) {
    boolean whole = rowStride == chosen.length && (columnStride == 1 || chosen.length == 1);
    for (int j = 0; j < chosen.length; j++) {
      whole &= chosen[j] == j;
    }
    return whole;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int columns() {
    return chosen.length;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    int d = chosen.length;
    if (contiguous) {
      numbers.read(first * d, 1, Math.multiplyExact(count, d), destination, 0, 1);
      return;
    }
    for (int start = 0; start < count; start += TILE) {
      int tile = Math.min(TILE, count - start);
      for (int j = 0; j < d; j++) {
        long origin = (first + start) * rowStride + chosen[j] * columnStride;
        numbers.read(origin, rowStride, tile, destination, start * d + j, d);
      }
    }
  }
}
