package dev.gmm4j;

import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.GmmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report of one restart of a fit: a run of EM from one initialization.
 *
 * @param index of the restart, from 0
 * @param trace total log-likelihood of the initial parameters and after each iteration; empty if the restart failed
 * @param iterations the number of maximizations done
 * @param converged whether the convergence criterion ended the restart
 * @param events what was done about degenerate components
 * @param moves what a search for a better optimum tried, in its order; empty where there was none
 * @param failure why the restart failed, or null
 */
public record RestartReport(
    int index,
    List<Double> trace,
    int iterations,
    boolean converged,
    List<DegeneracyEvent> events,
    List<SearchMove> moves,
    @Nullable GmmException failure) {

  /** Creates a report without moves. */
  public RestartReport(
      int index,
      List<Double> trace,
      int iterations,
      boolean converged,
      List<DegeneracyEvent> events,
      @Nullable GmmException failure) {
    this(index, trace, iterations, converged, events, List.of(), failure);
  }

  /** Returns this report with the moves of a search. */
  public RestartReport withMoves(List<SearchMove> newMoves) {
    return new RestartReport(index, trace, iterations, converged, events, newMoves, failure);
  }

  /**
   * Returns the total log-likelihood that the restart reached.
   *
   * @throws IllegalStateException if the restart failed
   */
  public double logLikelihood() {
    if (failure != null) {
      throw new IllegalStateException("restart " + index + " failed: " + failure.getMessage());
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
