package dev.gmm4j.internal.engine;

/**
 * The division of samples into chunks of whole blocks: what a thread takes at a time, and whose statistics are merged.
 *
 * <p>The cut depends on the samples' and the mixture's size, never on the threads, and so do all sums.
 *
 * @param samples number of rows
 * @param blockRows rows of a block, but for the last one
 * @param chunkRows rows of a chunk, but for the last one; a multiple of {@code blockRows}
 */
record Chunks(long samples, int blockRows, long chunkRows) {
  /** Enough that threads that finish at different times share the work evenly. */
  private static final int WANTED = 64;

  /**
   * To clear and merge statistics takes as long as about ten rows of a fast kernel, whatever their size: for both grow
   * with {@code K*d²}.
   */
  private static final long MIN_ROWS = 512;

  /** About ten microseconds of a fast kernel, in the units of {@link #rowWork}: a claim takes less than a hundredth. */
  private static final long MIN_WORK = 1 << 17;

  /** A thread looks at its interruption once a chunk. */
  private static final long MAX_ROWS = 16384;

  static Chunks of(long samples, int dimension, int components, int blockRows) {
    long least = Math.max(MIN_ROWS, MIN_WORK / rowWork(dimension, components));
    long wanted = Math.min(MAX_ROWS, Math.max(least, samples / WANTED));
    return new Chunks(samples, blockRows, (wanted + blockRows - 1) / blockRows * blockRows);
  }

  /** Multiplications of a row under full covariances, and an exponential for each component. */
  private static long rowWork(long dimension, long components) {
    return components * (dimension * dimension + 16);
  }

  /** Returns the number of chunks. */
  int count() {
    return Math.toIntExact((samples - 1) / chunkRows + 1);
  }

  /** Returns the number of blocks. */
  int blocks() {
    return Math.toIntExact((samples - 1) / blockRows + 1);
  }

  /** Returns the index of a chunk's first row. */
  long first(int chunk) {
    return chunk * chunkRows;
  }

  /** Returns the index behind a chunk's last row. */
  long end(int chunk) {
    return Math.min(samples, first(chunk) + chunkRows);
  }
}
