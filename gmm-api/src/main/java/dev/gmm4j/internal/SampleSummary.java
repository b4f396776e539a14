package dev.gmm4j.internal;

import dev.gmm4j.InvalidSamplesException;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.spi.RowBlock;
import java.util.Arrays;

/**
 * Number, weight, means and variances of samples, added up block by block and merged without loss of precision (Chan,
 * Golub and LeVeque 1983). Checks all numbers on the way.
 */
public final class SampleSummary {
  private long count;
  private double weight;
  private final double[] means;
  private final double[] squares;
  private final double[] blockMeans;
  private final double[] blockSquares;

  private SampleSummary(int dimension) {
    means = new double[dimension];
    squares = new double[dimension];
    blockMeans = new double[dimension];
    blockSquares = new double[dimension];
  }

  /**
   * Returns the scale of all samples.
   *
   * @throws InvalidSamplesException if a number is not finite, a weight negative, or all weights are 0
   */
  public static SampleScale of(LocalEngine engine) {
    int d = engine.samples().dimension();
    SampleSummary summary = engine.reduceRows(
        () -> new SampleSummary(d),
        SampleSummary::clear,
        (left, right) -> left.merge(right.count, right.weight, right.means, right.squares),
        (rows, first, accumulator) -> accumulator.add(rows, first));
    if (summary.count == 0) {
      throw new InvalidSamplesException("weights must not all be 0");
    }
    double[] variances = summary.squares.clone();
    for (int j = 0; j < d; j++) {
      variances[j] /= summary.weight;
    }
    return new SampleScale(summary.count, summary.weight, summary.means.clone(), variances);
  }

  private void clear() {
    count = 0;
    weight = 0;
    Arrays.fill(means, 0);
    Arrays.fill(squares, 0);
  }

  private void add(RowBlock rows, long firstRow) {
    SampleChecks.requireUsable(rows, firstRow);
    int d = means.length;
    Arrays.fill(blockMeans, 0);
    Arrays.fill(blockSquares, 0);
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
      }
    }
    merge(blockCount, blockWeight, blockMeans, blockSquares);
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
