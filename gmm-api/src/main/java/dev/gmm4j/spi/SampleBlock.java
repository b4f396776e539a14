package dev.gmm4j.spi;

/**
 * Some rows in the layout of the kernel that loaded them; on the heap, off it, or on a device.
 *
 * <p>A block does not change once it is loaded and may be used by all kernels of the same backend and dimension, from
 * several threads at once.
 */
public interface SampleBlock extends AutoCloseable {

  /** Returns the number of rows. */
  int rows();

  /**
   * Returns how many bytes of the heap the block holds beside the rows that it was loaded from; 0 for a block that
   * refers to them and has nothing of its own. Blocks are kept from pass to pass where memory is plenty, else loaded
   * for each pass.
   */
  default long bytes() {
    return 0;
  }

  /** Releases what the block holds; a block on the heap need not override this. */
  @Override
  default void close() {}
}
