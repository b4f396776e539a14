package dev.gmm4j.em;

import java.io.Serializable;

/**
 * Decides after each iteration whether EM has converged.
 *
 * <p>A test sees total log-likelihoods. Where samples carry weights, totals are those of weights scaled to a mean of 1
 * over the samples of positive weight, so that scaling all weights changes no decision.
 *
 * <p>Criteria are serializable, because estimators are; a lambda is if what it captures is.
 */
@FunctionalInterface
public interface ConvergenceCriterion extends Serializable {

  /**
   * Tells whether EM has converged.
   *
   * @param previous total log-likelihood before the iteration
   * @param current total log-likelihood after the iteration
   * @param samples the number of samples of positive weight
   */
  boolean hasConverged(double previous, double current, double samples);

  /**
   * Returns the default test, relative to the total log-likelihood: {@code |Δℓ| <= tolerance * (1 + |ℓ|)}, as in
   * mclust. With tolerance 0 it never says yes: all iterations are done.
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
