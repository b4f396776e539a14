package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.RowSource;
import dev.gmm4j.data.Samples;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Samples with rows of one pattern side by side, patterns in the order in which they first come. The rows stay where they
 * are: an index of them is all that is made.
 */
final class PatternOrder implements RowSource {
  private static final int READ_ROWS = 1024;

  private final Samples samples;
  private final int[] order;

  private PatternOrder(Samples samples, int[] order) {
    this.samples = samples;
    this.order = order;
  }

  /**
   * Returns the samples, sorted; rows of which nothing is observed are left out.
   *
   * @param samples at most as many rows as an array holds, something observed of at least one
   * @param order of the samples; kept, not copied
   */
  static Samples sorted(Samples samples, int[] order) {
    Samples sorted = Samples.of(new PatternOrder(samples, order)).withMissingValues();
    if (!samples.isWeighted()) {
      return sorted;
    }
    double[] weights = samples.rowWeights();
    return sorted.weighted(Arrays.stream(order).mapToDouble(row -> weights[row]).toArray());
  }

  /** Returns the rows of which something is observed, pattern by pattern. */
  static int[] order(Samples samples) {
    int[] patternOf = new int[Math.toIntExact(samples.count())];
    Map<Pattern, Integer> indices = new HashMap<>();
    int[] counts = new int[64];
    Pattern last = null;
    int index = -1;
    int row = 0;
    for (RowBlock block : samples.blocks(READ_ROWS)) {
      for (int i = 0; i < block.rows(); i++) {
        if (last == null || !last.matches(block.values(), block.rowOffset(i))) {
          last = Pattern.of(block.values(), block.rowOffset(i), block.dimension());
          index = last.isEmpty() ? -1 : indices.computeIfAbsent(last, p -> indices.size());
          counts = index < counts.length ? counts : Arrays.copyOf(counts, 2 * counts.length);
        }
        patternOf[row++] = index;
        if (index >= 0) {
          counts[index]++;
        }
      }
    }
    return sorted(patternOf, counts, indices.size());
  }

  private static int[] sorted(int[] patternOf, int[] counts, int patterns) {
    int[] next = new int[patterns];
    int total = 0;
    for (int p = 0; p < patterns; p++) {
      next[p] = total;
      total += counts[p];
    }
    int[] order = new int[total];
    for (int row = 0; row < patternOf.length; row++) {
      if (patternOf[row] >= 0) {
        order[next[patternOf[row]]++] = row;
      }
    }
    return order;
  }

  @Override
  public long rows() {
    return order.length;
  }

  @Override
  public int columns() {
    return samples.dimension();
  }

  @Override
  public void read(long first, int count, double[] destination) {
    int d = columns();
    RowBlock row = null;
    for (int i = 0; i < count; i++) {
      row = samples.block(order[(int) first + i], 1, row);
      System.arraycopy(row.values(), row.offset(), destination, i * d, d);
    }
  }
}
