package dev.gmm4j.em;

import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.DecimalText;

/** The change of the mean log-likelihood. A record, so that two of them can be compared. */
public record MeanChange(double tolerance) implements ConvergenceCriterion {

  /**
   * Creates the criterion.
   *
   * @throws IllegalArgumentException if the tolerance is negative or not finite
   */
  public MeanChange {
    Arguments.notNegative("tolerance", tolerance);
  }

  @Override
  public boolean hasConverged(EmStep step) {
    return Math.abs(step.gain()) / step.samples() < tolerance;
  }

  @Override
  public boolean isNever() {
    return tolerance == 0;
  }

  @Override
  public String label() {
    return "mean";
  }

  @Override
  public String toString() {
    return label() + ' ' + DecimalText.of(tolerance);
  }
}
