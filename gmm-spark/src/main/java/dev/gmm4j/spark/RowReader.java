package dev.gmm4j.spark;

import java.io.Serializable;

/**
 * Reads samples from what a dataset consists of.
 *
 * @param <T> the type of a row
 */
interface RowReader<T> extends Serializable {

  /**
   * Returns the features of a row, of any number.
   *
   * @param mayMiss whether values may be missing, NaN
   * @throws dev.gmm4j.exception.InvalidSamplesException if the row has none
   */
  double[] features(T row, boolean mayMiss);

  /** Returns the weight of a row. */
  default double weight(T row) {
    return 1;
  }

  /** Tells whether rows have weights other than 1. */
  default boolean isWeighted() {
    return false;
  }
}
