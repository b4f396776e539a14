package dev.gmm4j.internal.kernel;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * Adds a block's moments to statistics, component by component.
 *
 * <p>Rows that have no part in a component, as most have where components lie apart, are left out of its moments; and
 * rows with so small a part beside the largest in the block that no digit shows it.
 */
final class MomentAccumulator {
  /**
   * Parts below this, relative to the block's largest, are none. A sample would have to lie {@code 2^33} times as far
   * from the component's centre as others to change the last digit of a second moment.
   */
  private static final double NEGLIGIBLE = 0x1p-120;

  private final LinearAlgebraBackend backend;
  private final int dimension;
  private final double[] centred;
  private final double[] weights;

  /** {@code d*d} numbers once matrices are wanted: diagonal moments of many features must not take the memory. */
  private double[] gram = {};

  MomentAccumulator(LinearAlgebraBackend backend, int dimension, int blockRows) {
    this.backend = backend;
    this.dimension = dimension;
    this.centred = new double[blockRows * dimension];
    this.weights = new double[blockRows];
  }

  void add(RowBlock block, Posterior posterior, SufficientStatistics statistics) {
    for (int k = 0; k < statistics.components(); k++) {
      int taken = gather(block, posterior.values(), k, statistics);
      if (taken > 0) {
        addFirst(taken, k, statistics);
        addSecond(taken, k, statistics);
      }
    }
  }

  /** Collects the rows with a part in component k, centred, and their weights; returns their number. */
  private int gather(
      RowBlock block, double[] responsibilities, int k, SufficientStatistics statistics) {
    int rows = block.rows();
    double[] values = block.values();
    double[] centres = statistics.centres();
    int centre = k * dimension;
    int taken = 0;
    double sum = 0;
    double negligible = NEGLIGIBLE * largest(responsibilities, k * rows, rows);
    for (int i = 0; i < rows; i++) {
      double weight = responsibilities[k * rows + i];
      if (weight > negligible) {
        int from = block.rowOffset(i);
        int to = taken * dimension;
        for (int j = 0; j < dimension; j++) {
          centred[to + j] = values[from + j] - centres[centre + j];
        }
        weights[taken++] = weight;
        sum += weight;
      }
    }
    statistics.momentWeights()[k] += sum;
    return taken;
  }

  private static double largest(double[] values, int from, int count) {
    double largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, values[i]);
    }
    return largest;
  }

  private void addFirst(int taken, int k, SufficientStatistics statistics) {
    double[] first = statistics.first();
    int to = k * dimension;
    for (int i = 0; i < taken; i++) {
      double weight = weights[i];
      for (int j = 0; j < dimension; j++) {
        first[to + j] += weight * centred[i * dimension + j];
      }
    }
  }

  private void addSecond(int taken, int k, SufficientStatistics statistics) {
    Moments moments = statistics.moments();
    if (moments == Moments.DIAGONAL) {
      addSquares(taken, statistics.second(), k * dimension);
    } else if (moments != Moments.NONE) {
      if (gram.length == 0) {
        gram = new double[Math.multiplyExact(dimension, dimension)];
      }
      backend.weightedGram(taken, dimension, centred, weights, gram);
      double[] second = statistics.second();
      int to = moments == Moments.FULL ? k * gram.length : 0;
      for (int i = 0; i < gram.length; i++) {
        second[to + i] += gram[i];
      }
    }
  }

  private void addSquares(int taken, double[] second, int to) {
    for (int i = 0; i < taken; i++) {
      double weight = weights[i];
      for (int j = 0; j < dimension; j++) {
        double difference = centred[i * dimension + j];
        second[to + j] += weight * difference * difference;
      }
    }
  }
}
