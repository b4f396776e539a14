package dev.gmm4j.em;

import java.util.Locale;

/**
 * The policy for a component that has degenerated: its covariance is singular to working precision, its variance is
 * no more than the rounding error of the samples, or no sample is left to it.
 */
public enum DegeneracyPolicy {
  /**
   * Give up the restart with a {@link dev.gmm4j.exception.DegenerateComponentException} that names component and
   * iteration.
   */
  FAIL,
  /**
   * Add to the diagonal of the component's covariance, from 1e-9 of the samples' own variance upwards, until it is
   * positive definite; where a variance is no more than rounding error, as that of a constant of great magnitude, it alone
   * grows beyond that. A component without samples keeps its place and shape with weight 0.
   */
  REGULARIZE,
  /** Remove the component and go on with one fewer. */
  PRUNE,
  /** Put the component on a random sample with the samples' own variances, at most ten times a restart. */
  RESTART;

  /** Returns the name used on the command line, such as {@code regularize}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
