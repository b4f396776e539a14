package dev.gmm4j.internal.data;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;

/** Goes through samples one row after the other. */
public final class SampleRows {
  private static final int BLOCK_ROWS = 1024;

  private SampleRows() {}

  /** The action on a row; the array is overwritten with the next one. */
  @FunctionalInterface
  public interface Body {
    /** Takes a row and its index. */
    void accept(int index, double[] row);
  }

  /**
   * Visits all rows in their order.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite, naming row and column
   */
  public static void forEach(Samples samples, Body body) {
    int d = samples.dimension();
    double[] row = new double[d];
    long first = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(BLOCK_ROWS, d))) {
      SampleChecks.requireFinite(block, first);
      for (int i = 0; i < block.rows(); i++) {
        System.arraycopy(block.values(), block.rowOffset(i), row, 0, d);
        body.accept((int) first + i, row);
      }
      first += block.rows();
    }
  }
}
