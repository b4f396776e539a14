package dev.gmm4j.spark;

import java.util.Arrays;
import java.util.Random;

/**
 * Which rows are brought to the driver: of all rows of positive weight, numbered partition by partition, one drawn from
 * each of so many equal stretches, or all where there are no more than are wanted.
 */
final class RowChoice {
  private RowChoice() {}

  /**
   * Returns for each partition the indices among its rows of positive weight, ascending.
   *
   * @param positive number of rows of positive weight in each partition
   * @param wanted how many rows to choose at most
   */
  static int[][] of(long[] positive, int wanted, long seed) {
    long all = Arrays.stream(positive).sum();
    int count = (int) Math.min(all, wanted);
    // Its algorithm is specified: the same numbers on every JDK.
    Random random = new Random(seed);
    long[] rows = new long[count];
    for (int i = 0; i < count; i++) {
      long from = stretch(i, all, count);
      long width = stretch(i + 1L, all, count) - from;
      rows[i] = from + (long) (random.nextDouble() * width);
    }
    int[][] chosen = new int[positive.length][];
    long first = 0;
    int next = 0;
    for (int p = 0; p < positive.length; p++) {
      int begin = next;
      long end = first + positive[p];
      while (next < count && rows[next] < end) {
        next++;
      }
      chosen[p] = new int[next - begin];
      for (int i = begin; i < next; i++) {
        chosen[p][i - begin] = Math.toIntExact(rows[i] - first);
      }
      first = end;
    }
    return chosen;
  }

  /** Returns the first row of a stretch, {@code ⌊i n / rows⌋}, without overflow. */
  private static long stretch(long i, long n, long rows) {
    return n / rows * i + n % rows * i / rows;
  }
}
