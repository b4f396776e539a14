package dev.gmm4j.internal.streaming;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.BlockRows;
import java.util.function.IntUnaryOperator;

/**
 * How rows become mini-batches.
 *
 * @param batchSize the rows of a mini-batch, of so many columns
 * @param initializationRows the rows that initial parameters are found on, of so many columns, but for those of a mini-batch
 * @param passes how often samples that are all there are passed over
 * @param seed of the orders of passes
 */
public record BatchPlan(
    IntUnaryOperator batchSize, IntUnaryOperator initializationRows, int passes, long seed) {
  private static final int READ_ROWS = 2048;

  /** Returns the number of rows that weigh something. */
  public static long positiveRows(Samples samples) {
    if (!samples.isWeighted()) {
      return samples.count();
    }
    long positive = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, samples.dimension()))) {
      for (int i = 0; i < block.rows(); i++) {
        positive += block.weight(i) > 0 ? 1 : 0;
      }
    }
    return positive;
  }
}
