package dev.gmm4j.cli.fit;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.bayesian.BayesianListener;
import dev.gmm4j.bayesian.BayesianProgress;
import dev.gmm4j.bayesian.BoundMove;
import dev.gmm4j.cli.output.NumberText;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.factor.FactorListener;
import dev.gmm4j.factor.FactorProgress;
import dev.gmm4j.streaming.StreamingProgress;
import dev.gmm4j.student.StudentListener;
import dev.gmm4j.student.StudentProgress;
import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells on standard error how far a fit has come. */
abstract class ProgressReport
    implements FitListener, BayesianListener, StudentListener, FactorListener, AutoCloseable {
  /** Set to true by the launcher where standard error is a terminal. */
  private static final String TERMINAL_PROPERTY = "gmm4j.terminal";

  private static final String LOG_LIKELIHOOD = "log-likelihood";

  private double previous = Double.NaN;

  /** Returns lines if they are asked for, else a line that is written over if somebody watches. */
  static ProgressReport of(boolean lines, PrintStream err) {
    if (lines) {
      return lines(1, err);
    }
    return Boolean.getBoolean(TERMINAL_PROPERTY) ? statusLine(err, System::nanoTime) : new Silent();
  }

  /** Returns a line for each so many iterations or steps, and for the first and the last of each restart. */
  static ProgressReport lines(int every, PrintStream err) {
    return new Lines(every, err);
  }

  /** Returns a line that is written over, at times that a clock like {@link System#nanoTime()} tells. */
  static ProgressReport statusLine(PrintStream err, LongSupplier nanoTime) {
    return new StatusLine(err, nanoTime);
  }

  @Override
  public final void onProgress(FitProgress progress) {
    show(
        line(progress.restart(), progress.restarts()),
        progress.iteration(),
        LOG_LIKELIHOOD,
        progress.logLikelihood());
  }

  @Override
  public final void onProgress(BayesianProgress progress) {
    show(
        line(progress.restart(), progress.restarts()),
        progress.iteration(),
        "bound",
        progress.elbo());
  }

  @Override
  public final void onProgress(StudentProgress progress) {
    show(
        line(progress.restart(), progress.restarts()),
        progress.iteration(),
        LOG_LIKELIHOOD,
        progress.logLikelihood());
  }

  @Override
  public final void onProgress(FactorProgress progress) {
    show(
        line(progress.restart(), progress.restarts()),
        progress.iteration(),
        LOG_LIKELIHOOD,
        progress.logLikelihood());
  }

  private void show(String restart, int iteration, String what, double reached) {
    double change = iteration == 0 ? Double.NaN : reached - previous;
    previous = reached;
    show(iteration, () -> restart + line(iteration, what, reached, change));
  }

  @Override
  public final void onMove(int restart, SearchMove move) {
    showMove(line(move));
  }

  @Override
  public final void onMove(int restart, BoundMove move) {
    showMove(line(move));
  }

  /** Shows a line about a move of the search. */
  abstract void showMove(String line);

  /** Is told of a step of stepwise EM. */
  abstract void onStep(StreamingProgress progress);

  /** Shows one evaluation of the likelihood or the bound. */
  abstract void show(int iteration, Supplier<String> line);

  @Override
  public void close() {}

  private static String line(int restart, int restarts) {
    return restarts > 1 ? "restart " + (restart + 1) + "/" + restarts + "  " : "";
  }

  /** Tells what was reached, and what it changed by, NaN for the first of a restart. */
  private static String line(int iteration, String what, double reached, double change) {
    String line = "iteration " + iteration + "  " + what + " " + NumberText.fixed(reached, 3);
    return Double.isNaN(change) ? line : line + "  change " + NumberText.significant(change, 3);
  }

  /** Names components as tables do, from 0. */
  private static String line(SearchMove move) {
    String what = move.isSwap()
        ? "component " + move.merged() + " begun anew at a row of " + move.split()
        : "components " + move.merged() + " and " + move.with() + " merged, "
            + (move.split() == move.merged() ? "split anew" : move.split() + " split");
    return "search  " + what + "  "
        + (move.accepted()
            ? "change " + NumberText.significant(move.gain(), 3) + " a row"
            : "not kept");
  }

  private static String line(BoundMove move) {
    List<Integer> k = move.components();
    String what = switch (move.kind()) {
      case MERGE -> "components " + k.get(0) + " and " + k.get(1) + " merged";
      case SPLIT -> "component " + k.get(0) + " split";
      case MERGE_AND_SPLIT ->
        "components " + k.get(0) + " and " + k.get(1) + " merged, " + k.get(2) + " split";
      case DIVIDE -> "components " + k.get(0) + " and " + k.get(1) + " divided anew";
    };
    return "search  " + what + "  "
        + (move.accepted() ? "change " + NumberText.significant(move.gain(), 3) : "not kept");
  }

  private static String line(StreamingProgress progress) {
    return "step " + progress.step() + "  rows " + progress.samplesSeen() + "  mean log-likelihood "
        + NumberText.fixed(progress.meanLogLikelihood(), 4);
  }

  private static final class Silent extends ProgressReport {
    @Override
    void onStep(StreamingProgress progress) {}

    @Override
    void showMove(String line) {}

    @Override
    void show(int iteration, Supplier<String> line) {}
  }

  private static final class Lines extends ProgressReport {
    private final int every;
    private final PrintStream err;

    /** The latest line if it was left out: that of the last iteration, if no other follows. */
    private @Nullable String leftOut;

    Lines(int every, PrintStream err) {
      this.every = every;
      this.err = err;
    }

    @Override
    void onStep(StreamingProgress progress) {
      show(progress.step(), line(progress));
    }

    @Override
    void showMove(String line) {
      close();
      err.println(line);
    }

    @Override
    void show(int iteration, Supplier<String> line) {
      if (iteration == 0) {
        close();
      }
      show(iteration, line.get());
    }

    private void show(long number, String line) {
      leftOut = number % every == 0 ? null : line;
      if (leftOut == null) {
        err.println(line);
      }
    }

    @Override
    public void close() {
      if (leftOut != null) {
        err.println(leftOut);
        leftOut = null;
      }
    }
  }

  /** One line, written over at most ten times a second, and erased in the end. */
  private static final class StatusLine extends ProgressReport {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final PrintStream err;
    private final LongSupplier nanoTime;
    private int shown;
    private long nextNanos;

    StatusLine(PrintStream err, LongSupplier nanoTime) {
      this.err = err;
      this.nanoTime = nanoTime;
      this.nextNanos = nanoTime.getAsLong() + INTERVAL_NANOS;
    }

    @Override
    void onStep(StreamingProgress progress) {
      if (isTime()) {
        write(line(progress));
      }
    }

    @Override
    void showMove(String line) {
      if (isTime()) {
        write(line);
      }
    }

    @Override
    void show(int iteration, Supplier<String> line) {
      if (isTime()) {
        write(line.get());
      }
    }

    private boolean isTime() {
      long now = nanoTime.getAsLong();
      boolean isTime = now - nextNanos >= 0;
      nextNanos = isTime ? now + INTERVAL_NANOS : nextNanos;
      return isTime;
    }

    private void write(String line) {
      int width = line.length();
      err.print("\r" + line + " ".repeat(Math.max(0, shown - width)));
      err.flush();
      shown = width;
    }

    @Override
    public void close() {
      if (shown > 0) {
        err.print("\r" + " ".repeat(shown) + "\r");
        err.flush();
      }
    }
  }
}
