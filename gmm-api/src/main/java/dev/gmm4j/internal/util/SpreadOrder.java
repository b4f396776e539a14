package dev.gmm4j.internal.util;

/**
 * An order of rows in which every stretch is spread over all of them, so that a mini-batch is like the whole however the
 * rows are sorted, without an array of their indices.
 *
 * <p>Runs of neighbouring rows follow each other at a distance of about the golden section of all, modulo their number:
 * the sequence whose stretches are the most even. Runs are single rows where there are few, and longer where there are
 * many, for reading single rows of a file is slow.
 */
public final class SpreadOrder {
  private static final double GOLDEN_SECTION = 0.6180339887498949;

  /** More runs than this make mini-batches no more even. */
  private static final long ENOUGH_RUNS = 1 << 16;

  private static final int MAX_RUN_ROWS = 256;

  private final long rows;
  private final int runRows;
  private final long runs;
  private final long distance;
  private long next;
  private long left;

  /** Creates an order of a number of rows, at least 1, that begins at a random place. */
  public SpreadOrder(long rows, Randomness random) {
    this.rows = rows;
    runRows = (int) Math.max(1, Math.min(MAX_RUN_ROWS, rows / ENOUGH_RUNS));
    runs = (rows - 1) / runRows + 1;
    distance = coprime(Math.round(runs * GOLDEN_SECTION), runs);
    next = random.nextLong(runs);
    left = runs;
  }

  /** Tells whether there are runs left. */
  public boolean hasNext() {
    return left > 0;
  }

  /** Returns the index of the first row of the next run. */
  public long nextFirst() {
    long run = next;
    next = (next + distance) % runs;
    left--;
    return run * runRows;
  }

  /** Returns the number of rows of the run that begins at a row. */
  public int runRows(long first) {
    return (int) Math.min(runRows, rows - first);
  }

  /** Returns the least number from one on that has no divisor in common with another. */
  private static long coprime(long from, long other) {
    long candidate = Math.max(1, from);
    while (gcd(candidate, other) != 1) {
      candidate++;
    }
    return candidate;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
