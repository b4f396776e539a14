package dev.gmm4j.internal.trimming;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.SampleScale;
import java.io.Serializable;

/**
 * What missing values count for, so that the log-densities of what is observed of rows compare, whichever features that is and
 * whatever their units are: each for the average log-density {@code -½ ln(2πe s²)} of a normal feature of the samples' spread.
 *
 * <p>That is the same in all iterations, so that the sum over the rows of the largest log-densities, these added, never falls.
 */
public final class AbsentDensities implements Serializable {
  private static final long serialVersionUID = 1;

  private final double[] logDensities;

  private AbsentDensities(double[] logDensities) {
    this.logDensities = logDensities;
  }

  /**
   * Returns what missing values count for.
   *
   * @param scale of what is observed, gross outliers left out
   */
  public static AbsentDensities of(SampleScale scale) {
    double[] logDensities = scale.positiveVariances().clone();
    for (int j = 0; j < logDensities.length; j++) {
      logDensities[j] = -0.5 * Math.log(2 * Math.PI * Math.E * logDensities[j]);
    }
    return new AbsentDensities(logDensities);
  }

  /** Returns what the missing values of a row count for together; 0 of a complete one. */
  public double of(RowBlock rows, int row) {
    double sum = 0;
    for (int j = 0; j < logDensities.length; j++) {
      sum += Double.isNaN(rows.values()[rows.rowOffset(row) + j]) ? logDensities[j] : 0;
    }
    return sum;
  }

  /** Tells whether something of a row is observed; else it is no row. */
  public boolean isObserved(RowBlock rows, int row) {
    for (int j = 0; j < logDensities.length; j++) {
      if (!Double.isNaN(rows.values()[rows.rowOffset(row) + j])) {
        return true;
      }
    }
    return false;
  }
}
