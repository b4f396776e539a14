package dev.gmm4j.em;

import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.DecimalText;

/** The change relative to the total log-likelihood. A record, so that two of them can be compared. */
public record RelativeChange(double tolerance) implements ConvergenceCriterion {

  /**
   * Creates the criterion.
   *
   * @throws IllegalArgumentException if the tolerance is negative or not finite
   */
  public RelativeChange {
    Arguments.notNegative("tolerance", tolerance);
  }

  @Override
  public boolean hasConverged(EmStep step) {
    return tolerance > 0
        && Math.abs(step.gain()) <= tolerance * (1 + Math.abs(step.logLikelihood()));
  }

  @Override
  public boolean isNever() {
    return tolerance == 0;
  }

  @Override
  public String label() {
    return "relative";
  }

  @Override
  public String toString() {
    return label() + ' ' + DecimalText.of(tolerance);
  }
}
