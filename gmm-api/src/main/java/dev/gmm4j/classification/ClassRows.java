package dev.gmm4j.classification;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thread's rows, collected component by component, until there are enough of one for its moments: these take all rows that
 * they are given then, where among the rows as they come most belong to others.
 */
final class ClassRows {
  /** Four megabytes: more components or features have fewer rows each. */
  private static final int MAX_NUMBERS = 1 << 19;

  /** Enough that adding a matrix of second moments to others takes little beside making it. */
  private static final int WANTED_ROWS = 256;

  private final int dimension;
  private final int capacity;

  /** Row-major; those of component {@code k} begin with row {@code k * capacity}. */
  private final double[] values;

  private final double @Nullable [] weights;
  private final double[] blockWeights;
  private final double[] ones;
  private final int[] counts;
  private final double[] centre;
  private final SufficientStatistics own;

  /**
   * Creates an empty collection.
   *
   * @param blockRows the largest number of rows that a kernel takes
   * @param isWeighted whether rows have weights
   */
  ClassRows(int components, int dimension, Moments moments, int blockRows, boolean isWeighted) {
    this.dimension = dimension;
    this.capacity = (int) Math.max(
        1,
        Math.min(Math.min(WANTED_ROWS, blockRows), MAX_NUMBERS / ((long) components * dimension)));
    this.values = new double[Math.multiplyExact(components * capacity, dimension)];
    this.weights = isWeighted ? new double[components * capacity] : null;
    this.blockWeights = new double[isWeighted ? capacity : 0];
    this.ones = new double[capacity];
    this.counts = new int[components];
    this.centre = new double[dimension];
    this.own = new SufficientStatistics(centre, 1, dimension, moments);
    Arrays.fill(ones, 1);
  }

  /** Adds a row of a component, and the moments of the component's rows to statistics where there is no room for more. */
  void add(RowBlock rows, int row, int k, MixtureKernel kernel, SufficientStatistics statistics) {
    int place = k * capacity + counts[k]++;
    System.arraycopy(rows.values(), rows.rowOffset(row), values, place * dimension, dimension);
    if (weights != null) {
      weights[place] = rows.weight(row);
    }
    if (counts[k] == capacity) {
      flush(k, kernel, statistics);
    }
  }

  /** Adds the moments of all rows to statistics. */
  void flush(MixtureKernel kernel, SufficientStatistics statistics) {
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        flush(k, kernel, statistics);
      }
    }
  }

  private void flush(int k, MixtureKernel kernel, SufficientStatistics statistics) {
    System.arraycopy(statistics.centres(), k * dimension, centre, 0, dimension);
    own.reset(centre);
    if (weights != null) {
      System.arraycopy(weights, k * capacity, blockWeights, 0, counts[k]);
    }
    RowBlock rows = new RowBlock(
        values,
        k * capacity * dimension,
        counts[k],
        dimension,
        weights == null ? null : blockWeights);
    try (SampleBlock block = kernel.load(rows)) {
      kernel.accumulate(block, ones, own);
    }
    statistics.weights()[k] += own.weights()[0];
    add(own.first(), statistics.first(), k * dimension);
    int size = own.second().length;
    add(own.second(), statistics.second(), statistics.moments() == Moments.POOLED ? 0 : k * size);
    counts[k] = 0;
  }

  private static void add(double[] from, double[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] += from[i];
    }
  }
}
