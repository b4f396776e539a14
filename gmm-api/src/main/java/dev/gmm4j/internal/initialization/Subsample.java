package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.BlockRows;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.Randomness;

/**
 * The rows that seeds are sought among: all of them, or of many rows one drawn from each of so many equal stretches; of
 * weighted rows in proportion to their weights.
 */
public final class Subsample {
  private static final long WANTED_ROWS = 32_768;
  private static final long WANTED_ROWS_PER_COMPONENT = 512;

  /** 32 megabytes: of very wide samples fewer rows are taken, but no fewer than the smallest numbers. */
  private static final long MAX_NUMBERS = 1 << 22;

  private static final long MIN_ROWS = 2048;

  /** Half a gigabyte: of more than 32 768 features the smallest number of rows is smaller, too. */
  private static final long MAX_LEAST_NUMBERS = 1 << 26;

  private static final long MIN_ROWS_PER_COMPONENT = 32;
  private static final int READ_ROWS = 256;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private Subsample() {}

  /**
   * Returns samples in memory, at most as many as seeds for so many components need. Rows of weight 0 are not among
   * them.
   */
  public static Samples of(Samples samples, int components, Randomness random) {
    return atMost(limit(components, samples.dimension()), samples, random);
  }

  /** Returns samples in memory, at most so many and as many as an array holds, of positive weight. */
  public static Samples atMost(long rows, Samples samples, Randomness random) {
    int limit = (int) Math.min(rows, MAX_ARRAY / samples.dimension());
    Samples some = samples.isWeighted()
        ? WeightedSubsample.of(samples, limit, random)
        : unweighted(samples, limit, random);
    return samples.mayHaveMissingValues() ? some.withMissingValues() : some;
  }

  private static Samples unweighted(Samples samples, int limit, Randomness random) {
    long n = samples.count();
    int d = samples.dimension();
    if (n <= limit && isView(samples)) {
      return samples;
    }
    int rows = (int) Math.min(n, limit);
    double[] values = new double[Math.multiplyExact(rows, d)];
    if (n <= limit) {
      int first = 0;
      for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, d))) {
        Interruption.check();
        copy(block, values, first);
        first += block.rows();
      }
    } else {
      for (int i = 0; i < rows; i++) {
        Interruption.check();
        long from = stretch(i, n, rows);
        long row = from + random.nextLong(stretch(i + 1, n, rows) - from);
        copy(samples.block(row, 1), values, i);
      }
    }
    return Samples.of(values, d);
  }

  /** Tells whether blocks show the samples' own array: two of a copy would be two arrays. */
  private static boolean isView(Samples samples) {
    double[] values = samples.block(0, 1).values();
    return values == samples.block(0, 1).values();
  }

  /** Returns how many samples seeds for so many components are sought among. */
  public static int limit(int components, int dimension) {
    long wanted = Math.max(WANTED_ROWS, WANTED_ROWS_PER_COMPONENT * components);
    long least = Math.max(
        Math.min(MIN_ROWS, MAX_LEAST_NUMBERS / dimension), MIN_ROWS_PER_COMPONENT * components);
    return Math.toIntExact(Math.max(least, Math.min(wanted, MAX_NUMBERS / dimension)));
  }

  /** Returns the first row of a stretch, {@code ⌊i n / rows⌋}, without overflow. */
  private static long stretch(long i, long n, long rows) {
    return n / rows * i + n % rows * i / rows;
  }

  private static void copy(RowBlock block, double[] values, int row) {
    int d = block.dimension();
    System.arraycopy(block.values(), block.offset(), values, row * d, block.rows() * d);
  }
}
