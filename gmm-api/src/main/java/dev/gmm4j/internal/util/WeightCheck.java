package dev.gmm4j.internal.util;

import dev.gmm4j.exception.InvalidSamplesException;

/** Refuses weights of samples that nothing can work with. */
public final class WeightCheck {
  /** Larger numbers would overflow when multiplied by squares and summed. */
  private static final double MAX = 1e145;

  private WeightCheck() {}

  /**
   * Checks a weight.
   *
   * @param row index of its row, for the message
   * @throws InvalidSamplesException if it is NaN, infinite, negative or too large; names the row
   */
  public static void require(double weight, long row) {
    if (!(weight >= 0 && weight <= MAX)) {
      String bound = weight > 0 && Double.isFinite(weight) ? "at most " + MAX : "finite and >= 0";
      throw new InvalidSamplesException(
          "weights must be " + bound + ", but that of row " + row + " was " + weight, row, -1);
    }
  }
}
