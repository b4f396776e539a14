package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.BlockRows;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;

/**
 * The rows of positive weight, with their weights; of too many of them as many as are wanted, drawn by systematic
 * sampling: one from each of so many stretches of equal weight. A row drawn twice has weight 2.
 */
final class WeightedSubsample {
  private static final int READ_ROWS = 256;

  private final int dimension;
  private final double[] values;
  private final double[] weights;
  private int rows;

  private WeightedSubsample(int maxRows, int dimension) {
    this.dimension = dimension;
    this.values = new double[Math.multiplyExact(maxRows, dimension)];
    this.weights = new double[maxRows];
  }

  static Samples of(Samples samples, int limit, Randomness random) {
    long positive = 0;
    double total = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, samples.dimension()))) {
      Interruption.check();
      for (int i = 0; i < block.rows(); i++) {
        positive += block.weight(i) > 0 ? 1 : 0;
        total += block.weight(i);
      }
    }
    WeightedSubsample subsample =
        new WeightedSubsample((int) Math.min(limit, positive), samples.dimension());
    if (positive <= limit) {
      subsample.takeAll(samples);
    } else {
      subsample.draw(samples, total, random);
    }
    return subsample.samples();
  }

  private void takeAll(Samples samples) {
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, samples.dimension()))) {
      Interruption.check();
      for (int i = 0; i < block.rows(); i++) {
        if (block.weight(i) > 0) {
          add(block, i, block.weight(i));
        }
      }
    }
  }

  private void draw(Samples samples, double total, Randomness random) {
    double stretch = total / weights.length;
    double passed = 0;
    int drawn = 0;
    double next = random.nextDouble() * stretch;
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, samples.dimension()))) {
      Interruption.check();
      for (int i = 0; i < block.rows(); i++) {
        passed += block.weight(i);
        int times = 0;
        while (drawn < weights.length && next < passed) {
          times++;
          drawn++;
          next = (drawn + random.nextDouble()) * stretch;
        }
        if (times > 0) {
          add(block, i, times);
        }
      }
    }
  }

  private void add(RowBlock block, int row, double weight) {
    System.arraycopy(block.values(), block.rowOffset(row), values, rows * dimension, dimension);
    weights[rows++] = weight;
  }

  private Samples samples() {
    return Samples.of(Arrays.copyOf(values, rows * dimension), dimension)
        .weighted(Arrays.copyOf(weights, rows));
  }
}
