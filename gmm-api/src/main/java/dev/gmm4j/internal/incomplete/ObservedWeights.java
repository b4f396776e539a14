package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;

/** The weights of incomplete samples, 0 for rows of which nothing is observed. */
record ObservedWeights(Samples samples) implements RowSource {
  @Override
  public long rows() {
    return samples.count();
  }

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public void read(long first, int count, double[] destination) {
    RowBlock block = samples.block(first, count);
    for (int i = 0; i < count; i++) {
      destination[i] = isObserved(block, i) ? block.weight(i) : 0;
    }
  }

  private static boolean isObserved(RowBlock block, int row) {
    for (int j = 0; j < block.dimension(); j++) {
      if (!Double.isNaN(block.values()[block.rowOffset(row) + j])) {
        return true;
      }
    }
    return false;
  }
}
