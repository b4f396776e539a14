package dev.gmm4j.student;

import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.exception.GmmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report of one restart of a fit.
 *
 * @param index of the restart, from 0
 * @param trace total log-likelihood of the initial parameters and after each iteration; empty where the restart failed
 * @param iterations the number of passes done, that of the initial parameters not counted
 * @param converged whether the convergence criterion ended the restart
 * @param events what was done about degenerate components
 * @param failure why the restart failed, or null
 */
public record StudentRestart(
    int index,
    List<Double> trace,
    int iterations,
    boolean converged,
    List<DegeneracyEvent> events,
    @Nullable GmmException failure) {

  /** Creates a report. */
  public StudentRestart {
    trace = List.copyOf(trace);
    events = List.copyOf(events);
  }

  /** Returns the log-likelihood that the restart reached; negative infinity where it failed. */
  public double logLikelihood() {
    return trace.isEmpty() ? Double.NEGATIVE_INFINITY : trace.get(trace.size() - 1);
  }
}
