package dev.gmm4j.em;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import java.util.Arrays;

/**
 * Number, weight, means and variances of samples, added up block by block and merged without loss of precision (Chan,
 * Golub and LeVeque 1983). Checks all numbers on the way. Not thread-safe.
 */
public final class ScaleAccumulator {
  private long count;
  private double weight;
  private final double[] means;
  private final double[] squares;
  private final double[] blockMeans;
  private final double[] blockSquares;

  /** The remainder that rounding left in the block's means, times the weight. */
  private final double[] blockErrors;

  /** Creates an empty accumulator for samples of so many features. */
  public ScaleAccumulator(int dimension) {
    means = new double[dimension];
    squares = new double[dimension];
    blockMeans = new double[dimension];
    blockSquares = new double[dimension];
    blockErrors = new double[dimension];
  }

  /**
   * Returns location and spread of what was added.
   *
   * @throws InvalidSamplesException if nothing was, or all weights were 0
   */
  public SampleScale scale() {
    if (count == 0) {
      throw new InvalidSamplesException("weights must not all be 0");
    }
    double[] variances = squares.clone();
    for (int j = 0; j < variances.length; j++) {
      variances[j] /= weight;
    }
    return new SampleScale(count, weight, means.clone(), variances);
  }

  /** Tells whether nothing of positive weight was added. */
  public boolean isEmpty() {
    return count == 0;
  }

  /** Makes the accumulator empty again. */
  public void clear() {
    count = 0;
    weight = 0;
    Arrays.fill(means, 0);
    Arrays.fill(squares, 0);
  }

  /**
   * Adds rows.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0, if a number is not finite or a weight negative
   */
  public void add(RowBlock rows, long firstRow) {
    SampleChecks.requireUsable(rows, firstRow);
    int d = means.length;
    Arrays.fill(blockMeans, 0);
    Arrays.fill(blockSquares, 0);
    Arrays.fill(blockErrors, 0);
    long blockCount = 0;
    double blockWeight = 0;
    for (int i = 0; i < rows.rows(); i++) {
      double w = rows.weight(i);
      blockCount += w > 0 ? 1 : 0;
      blockWeight += w;
      for (int j = 0; j < d; j++) {
        blockMeans[j] += w * rows.values()[rows.rowOffset(i) + j];
      }
    }
    if (blockCount == 0) {
      return;
    }
    for (int j = 0; j < d; j++) {
      blockMeans[j] /= blockWeight;
    }
    for (int i = 0; i < rows.rows(); i++) {
      double w = rows.weight(i);
      for (int j = 0; j < d; j++) {
        double difference = rows.values()[rows.rowOffset(i) + j] - blockMeans[j];
        blockSquares[j] += w * difference * difference;
        blockErrors[j] += w * difference;
      }
    }
    for (int j = 0; j < d; j++) {
      double error = blockErrors[j] / blockWeight;
      blockMeans[j] += error;
      blockSquares[j] = Math.max(0, blockSquares[j] - blockErrors[j] * error);
    }
    merge(blockCount, blockWeight, blockMeans, blockSquares);
  }

  /** Adds what another accumulator holds. */
  public void merge(ScaleAccumulator other) {
    merge(other.count, other.weight, other.means, other.squares);
  }

  /** Adds samples of a known scale. */
  public void merge(SampleScale other) {
    double[] otherSquares = other.variances().clone();
    for (int j = 0; j < otherSquares.length; j++) {
      otherSquares[j] *= other.totalWeight();
    }
    merge(other.count(), other.totalWeight(), other.means(), otherSquares);
  }

  private void merge(
      long otherCount, double otherWeight, double[] otherMeans, double[] otherSquares) {
    if (otherCount == 0) {
      return;
    }
    double total = weight + otherWeight;
    double part = otherWeight / total;
    for (int j = 0; j < means.length; j++) {
      double difference = otherMeans[j] - means[j];
      if (count == 0) {
        means[j] = otherMeans[j];
        squares[j] = otherSquares[j];
      } else {
        means[j] += difference * part;
        squares[j] += otherSquares[j] + difference * difference * weight * part;
      }
    }
    count += otherCount;
    weight = total;
  }
}
