package dev.gmm4j.em;

import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.internal.util.DecimalText;

/** The distance to the estimated limit, per sample. A record, so that two of them can be compared. */
public record AitkenLimit(double tolerance) implements ConvergenceCriterion {
  /** Gains that do not shrink are those of a plateau: only one of nearly nothing ends a run there. */
  private static final double PLATEAU = 1000;

  /**
   * Creates the criterion.
   *
   * @throws IllegalArgumentException if the tolerance is negative or not finite
   */
  public AitkenLimit {
    Arguments.notNegative("tolerance", tolerance);
  }

  @Override
  public boolean hasConverged(EmStep step) {
    double remaining = step.remainingGain();
    double left = Double.isNaN(remaining) ? PLATEAU * step.gain() : remaining;
    return tolerance > 0 && Math.abs(left) <= tolerance * step.samples();
  }

  @Override
  public boolean isNever() {
    return tolerance == 0;
  }

  @Override
  public String label() {
    return "aitken";
  }

  @Override
  public String toString() {
    return label() + ' ' + DecimalText.of(tolerance);
  }
}
