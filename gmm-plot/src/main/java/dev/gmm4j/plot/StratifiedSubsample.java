package dev.gmm4j.plot;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws some of many samples: one row at random from each of equally long runs of rows, with a fixed seed. */
final class StratifiedSubsample {
  private static final int BLOCK = 65_536;
  private static final int BLOCK_NUMBERS = 1 << 24;

  private StratifiedSubsample() {}

  /** Returns the samples if they are at most so many, else as many of them, in their order. */
  static Samples of(Samples samples, int most) {
    if (samples.count() <= most) {
      return samples;
    }
    long[] chosen = chosen(samples.count(), most);
    int d = samples.dimension();
    double[] values = new double[Math.multiplyExact(most, d)];
    double[] weights = new double[most];
    int next = 0;
    long first = 0;
    for (RowBlock block : samples.blocks(Math.max(1, Math.min(BLOCK, BLOCK_NUMBERS / d)))) {
      for (; next < most && chosen[next] < first + block.rows(); next++) {
        int row = (int) (chosen[next] - first);
        System.arraycopy(block.values(), block.rowOffset(row), values, next * d, d);
        weights[next] = block.weight(row);
      }
      first += block.rows();
    }
    Samples some = some(Samples.of(values, d), samples.isWeighted() ? weights : null);
    return samples.mayHaveMissingValues() ? some.withMissingValues() : some;
  }

  private static Samples some(Samples samples, double @Nullable [] weights) {
    return weights == null ? samples : samples.weighted(weights);
  }

  private static long[] chosen(long count, int most) {
    SplittableRandom random = new SplittableRandom(0);
    long[] chosen = new long[most];
    for (int i = 0; i < most; i++) {
      // In floating point, where the product of both cannot overflow.
      long from = (long) ((double) i / most * count);
      long to = (long) ((i + 1.0) / most * count);
      chosen[i] = random.nextLong(from, to);
    }
    return chosen;
  }
}
