package dev.gmm4j.em;

import java.io.Serializable;

/**
 * Decides after each step of EM whether it has converged.
 *
 * <p>Criteria are serializable, because estimators are; a lambda is if what it captures is.
 */
@FunctionalInterface
public interface ConvergenceCriterion extends Serializable {

  /** Tells whether EM has converged with its last step. */
  boolean hasConverged(EmStep step);

  /**
   * Tells that the answer is always no: all iterations are asked for, each of them a step of EM, so that nothing is
   * accelerated.
   */
  default boolean isNever() {
    return false;
  }

  /** Returns the name that files and the command line use; that of a criterion not made here is {@code other}. */
  default String label() {
    return "other";
  }

  /**
   * Returns the default criterion: the estimated distance to the limit of the log-likelihood ({@link
   * EmStep#remainingGain}) is at most {@code tolerance} for each sample of positive weight. Where gains do not
   * shrink, nothing can be estimated, and a thousand times the last gain counts in its place. With tolerance 0 it never says yes: all iterations are done.
   *
   * <p>The limit is that of the run, not the highest there is.
   *
   * @throws IllegalArgumentException if {@code tolerance} is negative or not finite
   */
  static ConvergenceCriterion aitken(double tolerance) {
    return new AitkenLimit(tolerance);
  }

  /**
   * Returns mclust's test, relative to the total log-likelihood: {@code |Δℓ| <= tolerance * (1 + |ℓ|)}. It depends on
   * the features' units, because the log-likelihood does. With tolerance 0 it never says yes.
   *
   * @throws IllegalArgumentException if {@code tolerance} is negative or not finite
   */
  static ConvergenceCriterion relative(double tolerance) {
    return new RelativeChange(tolerance);
  }

  /**
   * Returns scikit-learn's test on the mean log-likelihood: {@code |Δℓ| / n < tolerance}. With tolerance 0 it never
   * says yes.
   *
   * <p>scikit-learn compares likelihoods that lag one iteration behind its parameters; for the same tolerance it does
   * one maximization more than is done here.
   *
   * @throws IllegalArgumentException if {@code tolerance} is negative or not finite
   */
  static ConvergenceCriterion meanChange(double tolerance) {
    return new MeanChange(tolerance);
  }
}
