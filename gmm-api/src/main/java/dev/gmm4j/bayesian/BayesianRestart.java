package dev.gmm4j.bayesian;

import java.util.List;

/**
 * A report of one restart of a Bayesian fit.
 *
 * @param index of the restart, from 0
 * @param elboTrace the bound of the first posterior and after each iteration
 * @param iterations the number of updates done after the first
 * @param converged whether the convergence criterion ended the restart
 */
public record BayesianRestart(
    int index, List<Double> elboTrace, int iterations, boolean converged) {

  /** Returns the bound that the restart reached. */
  public double elbo() {
    return elboTrace.get(elboTrace.size() - 1);
  }

  /** Returns the largest fall of the bound from one iteration to the next, 0 if it never fell. */
  public double largestDecrease() {
    double largest = 0;
    for (int i = 1; i < elboTrace.size(); i++) {
      largest = Math.max(largest, elboTrace.get(i - 1) - elboTrace.get(i));
    }
    return largest;
  }
}
