package dev.gmm4j.internal.incomplete;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.SampleChecks;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Location and spread of what is observed of incomplete samples, added up block by block and merged without loss of
 * precision (Chan, Golub and LeVeque 1983). Checks all numbers on the way. Not thread-safe.
 */
public final class ObservedScale implements Serializable {
  private static final long serialVersionUID = 1;

  private final int dimension;

  /** For each feature: the weight of the values that are observed, their mean, and the sum of squared deviations. */
  private final double[] weights;

  private final double[] means;
  private final double[] squares;
  private long rows;
  private double rowWeight;
  private long missing;
  private long unobservedRows;

  /** Creates an empty accumulator for samples of so many features. */
  public ObservedScale(int dimension) {
    this.dimension = dimension;
    this.weights = new double[dimension];
    this.means = new double[dimension];
    this.squares = new double[dimension];
  }

  /** Makes the accumulator empty again. */
  public void clear() {
    Arrays.fill(weights, 0);
    Arrays.fill(means, 0);
    Arrays.fill(squares, 0);
    rows = 0;
    rowWeight = 0;
    missing = 0;
    unobservedRows = 0;
  }

  /**
   * Adds rows.
   *
   * @param firstRow index of the block's first row, for messages
   * @throws InvalidSamplesException naming row and column, both from 0, if a number is infinite or too large, or a weight
   *     is not usable
   */
  public void add(RowBlock block, long firstRow) {
    SampleChecks.requireUsableOrMissing(block, firstRow);
    for (int i = 0; i < block.rows(); i++) {
      double weight = block.weight(i);
      int observed = 0;
      for (int j = 0; j < dimension; j++) {
        double value = block.values()[block.rowOffset(i) + j];
        if (!Double.isNaN(value)) {
          observed++;
          add(j, value, weight);
        }
      }
      missing += dimension - observed;
      if (observed == 0) {
        unobservedRows++;
      } else if (weight > 0) {
        rows++;
        rowWeight += weight;
      }
    }
  }

  private void add(int feature, double value, double weight) {
    if (weight > 0) {
      double total = weights[feature] + weight;
      double difference = value - means[feature];
      double step = difference * (weight / total);
      means[feature] = weights[feature] == 0 ? value : means[feature] + step;
      squares[feature] += weights[feature] * difference * step;
      weights[feature] = total;
    }
  }

  /** Adds what another accumulator holds. */
  public void merge(ObservedScale other) {
    for (int j = 0; j < dimension; j++) {
      double total = weights[j] + other.weights[j];
      if (other.weights[j] > 0) {
        double difference = other.means[j] - means[j];
        double step = difference * (other.weights[j] / total);
        squares[j] += other.squares[j] + weights[j] * difference * step;
        means[j] = weights[j] == 0 ? other.means[j] : means[j] + step;
        weights[j] = total;
      }
    }
    rows += other.rows;
    rowWeight += other.rowWeight;
    missing += other.missing;
    unobservedRows += other.unobservedRows;
  }

  /** Returns the number of rows of positive weight of which something is observed. */
  public long rows() {
    return rows;
  }

  /** Returns the number of values that are missing. */
  public long missing() {
    return missing;
  }

  /** Returns the number of rows of which nothing is observed. */
  public long unobservedRows() {
    return unobservedRows;
  }

  /**
   * Returns the scale of what is observed; rows count of which something is.
   *
   * @throws InvalidSamplesException if a feature is observed in no row of positive weight; names its column
   */
  public SampleScale scale() {
    double[] variances = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      if (weights[j] == 0) {
        throw new InvalidSamplesException(
            "each column must have a value in some row of positive weight, but column " + j
                + " has none",
            -1,
            j);
      }
      variances[j] = squares[j] / weights[j];
    }
    return new SampleScale(rows, rowWeight, means.clone(), variances);
  }
}
