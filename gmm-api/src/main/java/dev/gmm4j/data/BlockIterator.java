package dev.gmm4j.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads samples block after block, each when it is asked for, into the arrays of the one before. */
final class BlockIterator implements Iterator<RowBlock> {
  private final Samples samples;
  private final int blockRows;
  private long next;
  private @Nullable RowBlock block;

  BlockIterator(Samples samples, int blockRows) {
    this.samples = samples;
    this.blockRows = blockRows;
  }

  @Override
  public boolean hasNext() {
    return next < samples.count();
  }

  @Override
  public RowBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all " + samples.count() + " rows have been read");
    }
    int rows = (int) Math.min(blockRows, samples.count() - next);
    RowBlock read = samples.block(next, rows, block);
    next += rows;
    block = read;
    return read;
  }
}
