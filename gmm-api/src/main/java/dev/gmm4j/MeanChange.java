package dev.gmm4j;

import dev.gmm4j.internal.DecimalText;

/** The change of the mean log-likelihood. A record, so that two of them can be compared. */
record MeanChange(double tolerance) implements ConvergenceTest {

  @Override
  public boolean hasConverged(double previous, double current, double samples) {
    return Math.abs(current - previous) / samples < tolerance;
  }

  @Override
  public String toString() {
    return "mean " + DecimalText.of(tolerance);
  }
}
