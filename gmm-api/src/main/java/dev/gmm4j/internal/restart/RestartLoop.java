package dev.gmm4j.internal.restart;

import dev.gmm4j.TimeBudget;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.util.Interruption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The restarts of one fit: a report of each, and the result of the best. A restart that fails leaves the others be, unless it
 * was a listener that failed.
 *
 * @param <R> reports of restarts
 * @param <B> what is kept of the best one
 */
public final class RestartLoop<R, B> {
  private final Reports<R> kind;
  private final TimeBudget budget;
  private final List<R> reports = new ArrayList<>();
  private @Nullable B best;
  private int bestRestart;
  private @Nullable RuntimeException thrownByListener;

  /**
   * What the loop needs to know of reports.
   *
   * @param <R> the reports
   */
  public interface Reports<R> {
    /** Returns the report of a restart that failed. */
    R failed(int restart, GmmException failure);

    /** Returns why the restart of a report failed, or null. */
    @Nullable
    GmmException failure(R report);

    /** Returns what a restart reached that did not fail; more is better. */
    double objective(R report);
  }

  /**
   * Does one restart.
   *
   * @param <R> reports
   * @param <B> results
   */
  @FunctionalInterface
  public interface Work<R, B> {
    /**
     * Does a restart.
     *
     * @param restart its index, from 0
     * @throws GmmException if it fails
     */
    Done<R, B> run(int restart);
  }

  /**
   * A restart that succeeded.
   *
   * @param <R> its report
   * @param <B> its result
   */
  public record Done<R, B>(R report, B result) {}

  /**
   * Creates a loop without restarts.
   *
   * @param budget of the fit; restarts that begin or go on beyond it fail
   */
  public RestartLoop(Reports<R> kind, TimeBudget budget) {
    this.kind = kind;
    this.budget = budget;
  }

  /**
   * Takes over restarts that were done before.
   *
   * @param done their reports
   * @param newBest the result of the best, or null where all failed
   * @param newBestRestart its index
   */
  public void restore(List<R> done, @Nullable B newBest, int newBestRestart) {
    reports.addAll(done);
    best = newBest;
    bestRestart = newBestRestart;
  }

  /**
   * Does the restarts up to a number that are not done yet.
   *
   * @return the result of the best, of equals the first
   * @throws GmmException that of the first restart, where all fail
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public B run(int count, Work<R, B> work) {
    while (reports.size() < count) {
      Interruption.check();
      restart(work);
    }
    B found = best;
    if (found == null) {
      throw firstFailure();
    }
    return found;
  }

  private void restart(Work<R, B> work) {
    int restart = reports.size();
    try {
      budget.checkInitialization();
      Done<R, B> done = work.run(restart);
      if (best == null
          || kind.objective(done.report()) > kind.objective(reports.get(bestRestart))) {
        best = done.result();
        bestRestart = restart;
      }
      reports.add(done.report());
    } catch (GmmException e) {
      if (e == thrownByListener) {
        throw e;
      }
      reports.add(kind.failed(restart, e));
    }
  }

  private GmmException firstFailure() {
    for (R report : reports) {
      GmmException failure = kind.failure(report);
      if (failure != null) {
        return failure;
      }
    }
    throw new IllegalStateException("a fit without a best restart must have one that failed");
  }

  /**
   * Ends the restart that is under way where no time is left for it.
   *
   * @throws GmmException if the budget is spent
   */
  public void check(int iteration) {
    budget.check(iteration);
  }

  /** Tells a listener something. What it throws ends the fit, whatever its type, and is not mistaken for a restart that failed. */
  public void tell(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException e) {
      thrownByListener = e;
      throw e;
    }
  }

  /** Returns what each restart so far reached, failed ones included, in their order. */
  public List<R> reports() {
    return List.copyOf(reports);
  }

  /** Returns the result of the best restart so far, or null where none has succeeded. */
  public @Nullable B best() {
    return best;
  }

  /** Returns the index of the best restart so far. */
  public int bestRestart() {
    return bestRestart;
  }
}
