package dev.gmm4j.data;

import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.util.WeightCheck;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A sum of weights with what rounding left out (Neumaier 1974), so that the mean of equal weights is that weight, and
 * not its neighbour.
 */
final class WeightSum {
  private static final int BLOCK_ROWS = 4096;

  /** Twice a double's digits: what remains is rounded to a double once. */
  private static final MathContext DIGITS = new MathContext(34);

  private long rows;
  private double high;
  private double low;

  private WeightSum() {}

  /**
   * Returns the summary of a column of weights, read once, block by block.
   *
   * @throws InvalidSamplesException if a weight is not finite, negative or too large, or all are 0
   */
  static WeightSummary of(RowSource weights) {
    WeightSum sum = new WeightSum();
    double[] block = new double[(int) Math.min(BLOCK_ROWS, weights.rows())];
    for (long first = 0; first < weights.rows(); first += block.length) {
      int count = (int) Math.min(block.length, weights.rows() - first);
      weights.read(first, count, block);
      for (int i = 0; i < count; i++) {
        WeightCheck.require(block[i], first + i);
        sum.add(block[i]);
      }
    }
    return sum.summary();
  }

  private void add(double weight) {
    rows += weight > 0 ? 1 : 0;
    double sum = high + weight;
    low += high >= weight ? high - sum + weight : weight - sum + high;
    high = sum;
  }

  private WeightSummary summary() {
    if (rows == 0) {
      throw new InvalidSamplesException("weights must not all be 0");
    }
    BigDecimal exact = new BigDecimal(high).add(new BigDecimal(low));
    double mean = exact.divide(BigDecimal.valueOf(rows), DIGITS).doubleValue();
    return new WeightSummary(rows, high + low, mean);
  }
}
