package dev.gmm4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one start of a fit came to.
 *
 * @param index of the start, from 0
 * @param trace total log-likelihood of the initial parameters and after each iteration; empty if the start failed
 * @param iterations the number of maximizations done
 * @param converged whether the convergence test ended the start
 * @param events what was done about degenerate components
 * @param failure why the start failed, or null
 */
public record StartReport(
    int index,
    List<Double> trace,
    int iterations,
    boolean converged,
    List<DegeneracyEvent> events,
    @Nullable GmmException failure) {

  /**
   * Returns the total log-likelihood that the start reached.
   *
   * @throws IllegalStateException if the start failed
   */
  public double logLikelihood() {
    if (failure != null) {
      throw new IllegalStateException("start " + index + " failed: " + failure.getMessage());
    }
    return trace.get(trace.size() - 1);
  }

  /**
   * Returns the largest fall of the log-likelihood from one iteration to the next, 0 if it never fell.
   *
   * <p>EM never lowers the likelihood beyond rounding, but regularization, a prior, and what is done about degenerate
   * components can.
   */
  public double largestDecrease() {
    double largest = 0;
    for (int i = 1; i < trace.size(); i++) {
      largest = Math.max(largest, trace.get(i - 1) - trace.get(i));
    }
    return largest;
  }
}
