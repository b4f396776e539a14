package dev.gmm4j.internal;

import dev.gmm4j.Samples;
import dev.gmm4j.spi.RowBlock;

/** Goes through samples one row after the other. */
public final class SampleRows {
  private static final int BLOCK_ROWS = 1024;

  private SampleRows() {}

  /** What is done with a row; the array is overwritten with the next one. */
  @FunctionalInterface
  public interface Body {
    /** Takes a row and its index. */
    void accept(int index, double[] row);
  }

  /**
   * Visits all rows in their order.
   *
   * @throws dev.gmm4j.InvalidSamplesException if a number is not finite, naming row and column
   */
  public static void forEach(Samples samples, Body body) {
    int d = samples.dimension();
    double[] row = new double[d];
    RowBlock block = null;
    for (long first = 0; first < samples.count(); first += BLOCK_ROWS) {
      block = samples.block(first, (int) Math.min(BLOCK_ROWS, samples.count() - first), block);
      SampleChecks.requireFinite(block, first);
      for (int i = 0; i < block.rows(); i++) {
        System.arraycopy(block.values(), block.rowOffset(i), row, 0, d);
        body.accept((int) first + i, row);
      }
    }
  }
}
