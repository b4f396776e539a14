package dev.gmm4j.bayesian;

import dev.gmm4j.exception.GmmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report of one restart of a Bayesian fit.
 *
 * @param index of the restart, from 0
 * @param elboTrace the bound of the first posterior and after each iteration; empty if the restart failed
 * @param iterations the number of passes done after the first
 * @param converged whether the convergence criterion ended the restart
 * @param moves what a search for a higher bound tried on all samples, in its order; empty where there was none
 * @param failure why the restart failed, or null
 */
public record BayesianRestart(
    int index,
    List<Double> elboTrace,
    int iterations,
    boolean converged,
    List<BoundMove> moves,
    @Nullable GmmException failure) {

  /** Copies the lists. */
  public BayesianRestart {
    elboTrace = List.copyOf(elboTrace);
    moves = List.copyOf(moves);
  }

  /**
   * Returns the bound that the restart reached.
   *
   * @throws IllegalStateException if the restart failed
   */
  public double elbo() {
    if (failure != null) {
      throw new IllegalStateException("restart " + index + " failed: " + failure.getMessage());
    }
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
