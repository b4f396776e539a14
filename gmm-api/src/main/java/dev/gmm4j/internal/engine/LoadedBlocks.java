package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.SampleBlock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of samples that are passed over many times: loaded once and kept, or once a pass.
 *
 * <p>They are kept if what all of them hold beside the samples' own memory fits into half of the heap that is free at
 * the first pass, judged by the first block. A block holds what its kernel says, and copies of its rows unless they are
 * a view of the samples' array.
 */
final class LoadedBlocks implements AutoCloseable {
  private final Samples samples;
  private final Chunks chunks;
  private boolean decided;
  private SampleBlock @Nullable [] kept;

  LoadedBlocks(Samples samples, Chunks chunks) {
    this.samples = samples;
    this.chunks = chunks;
  }

  /** Decides whether blocks are kept, before the first pass; does nothing before others. */
  void prepare(MixtureKernel kernel) {
    if (decided) {
      return;
    }
    decided = true;
    RowBlock rows = samples.block(0, (int) Math.min(chunks.blockRows(), chunks.samples()));
    SampleBlock first = kernel.load(rows);
    double bytes = (double) (first.bytes() + copiedBytes(rows)) / rows.rows() * chunks.samples();
    if (bytes <= 0.5 * freeHeap()) {
      kept = new SampleBlock[chunks.blocks()];
      kept[0] = first;
    } else {
      first.close();
    }
  }

  private long copiedBytes(RowBlock rows) {
    boolean view = samples.block(0, 1).values() == rows.values();
    int columns = (view ? 0 : rows.dimension()) + (rows.weights() == null ? 0 : 1);
    return (long) Double.BYTES * columns * rows.rows();
  }

  private static long freeHeap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /** Tells whether blocks are kept, so that {@link #get} returns them. */
  boolean areKept() {
    return kept != null;
  }

  /** Returns a block that is kept, loading it if no earlier pass did. */
  SampleBlock get(MixtureKernel kernel, long first, int count) {
    SampleBlock[] blocks = kept;
    if (blocks == null) {
      throw new IllegalStateException("blocks are not kept");
    }
    int index = (int) (first / chunks.blockRows());
    SampleBlock block = blocks[index];
    if (block == null) {
      block = kernel.load(samples.block(first, count));
      blocks[index] = block;
    }
    return block;
  }

  @Override
  public void close() {
    if (kept != null) {
      for (SampleBlock block : kept) {
        if (block != null) {
          block.close();
        }
      }
    }
  }
}
