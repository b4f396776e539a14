package dev.gmm4j.internal.comparison;

import dev.gmm4j.backend.BackendComparison;
import dev.gmm4j.backend.BackendComparison.Timing;
import dev.gmm4j.backend.Discovery;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Times backends on a few samples, as long as that takes a small share of the fit.
 *
 * <p>They run in turn, in rounds, until none becomes faster any more: code that is not compiled yet is slower by orders of
 * magnitude, for up to a second where it is vectors', and the compiler goes on while others run. Without such an end
 * nothing is known of which is the fastest, and the first keeps its place.
 */
public final class ComparisonRun implements AutoCloseable {
  /** The share of the fit that the comparison may take, judged by the fastest backend so far. */
  private static final double SHARE = 0.05;

  /** The time that a backend runs in a round, if one pass does not take longer. */
  private static final double TURN_SECONDS = 0.1;

  private static final int MIN_ROUNDS = 4;
  private static final int MAX_ROUNDS = 30;

  /** The gain that is more than noise. */
  private static final double FASTER = 0.95;

  /** The backends that take part. */
  public record Contender(String id, Supplier<LinearAlgebraBackend> backend) {}

  private final Samples few;
  private final ComparisonTask task;
  private final LongSupplier nanoTime;
  private final long began;

  /** The number of passes over the few samples, on one thread, take as long as the fit. */
  private final double passesOfFit;

  private final List<Runner> runners = new ArrayList<>();
  private double fastest = Double.POSITIVE_INFINITY;
  private ComparisonTask.@Nullable Pass pass;

  /**
   * Creates a race; it is closed by the caller.
   *
   * @param contenders in the order of their priority
   */
  ComparisonRun(
      Samples samples, ComparisonTask task, List<Contender> contenders, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.few = ComparisonRows.of(samples, task.components());
    this.task = task;
    this.passesOfFit =
        task.iterations() * ((double) samples.count() / few.count()) / task.threads();
    contenders.forEach(contender -> runners.add(new Runner(contender)));
  }

  /** Runs the race; the winner's id is empty if nobody finished a pass. */
  BackendComparison run() {
    boolean settled = false;
    for (int round = 1; round <= MAX_ROUNDS && !settled && !isOver(); round++) {
      boolean improved = false;
      for (Runner runner : runners) {
        improved |= !isOver() && runner.runTurn();
      }
      settled = round >= MIN_ROUNDS && !improved && !isOver();
    }
    return new BackendComparison(
        winner(settled),
        reason(settled),
        (int) few.count(),
        runners.stream().map(Runner::timing).toList(),
        seconds(began));
  }

  private boolean isOver() {
    return seconds(began) > SHARE * fastest * passesOfFit;
  }

  private double seconds(long since) {
    return (nanoTime.getAsLong() - since) * 1e-9;
  }

  /** Of those that are equally fast, the first. */
  private String winner(boolean settled) {
    return runners.stream()
        .filter(runner -> runner.shortest * (settled ? FASTER : 0) <= fastest)
        .filter(Runner::hasTime)
        .map(Runner::id)
        .findFirst()
        .orElse("");
  }

  private String reason(boolean settled) {
    String times = runners.stream()
        .map(runner -> runner.timing().toString())
        .collect(Collectors.joining(", "));
    if (runners.stream().noneMatch(Runner::hasTime)) {
      return "of highest priority, for none could be measured: " + times;
    }
    return settled
        ? "fastest on " + few.count() + " rows: " + times
        : "of highest priority, for the fit is too short to find the fastest";
  }

  @Override
  public void close() {
    runners.forEach(Runner::close);
  }

  /** A backend that takes part, created when it is its turn. */
  private final class Runner {
    private final Contender contender;
    private @Nullable LocalEngine engine;
    private double shortest = Double.POSITIVE_INFINITY;
    private String failure = "";

    Runner(Contender contender) {
      this.contender = contender;
    }

    String id() {
      return contender.id();
    }

    boolean hasTime() {
      return shortest < Double.POSITIVE_INFINITY;
    }

    Timing timing() {
      return new Timing(id(), shortest, hasTime() || !failure.isEmpty() ? failure : "not tried");
    }

    /** Passes over the samples for some time; tells whether it became faster. */
    boolean runTurn() {
      double before = shortest;
      if (failure.isEmpty()) {
        try {
          passRepeatedly();
        } catch (CancellationException e) {
          throw e;
        } catch (RuntimeException | LinkageError e) {
          shortest = Double.POSITIVE_INFINITY;
          failure = Discovery.describe(e);
        }
      }
      return shortest < FASTER * before;
    }

    private void passRepeatedly() {
      if (engine == null) {
        LinearAlgebraBackend backend = contender.backend().get();
        engine = new LocalEngine(few, backend, task.components(), 1);
        if (pass == null) {
          // The first prepares the pass, which is then the same for all.
          pass = task.preparation().prepare(engine, backend);
        }
      }
      long turn = nanoTime.getAsLong();
      do {
        long start = nanoTime.getAsLong();
        Objects.requireNonNull(pass).over(engine);
        shortest = Math.min(shortest, seconds(start));
        fastest = Math.min(fastest, shortest);
      } while (seconds(turn) < TURN_SECONDS && !isOver());
    }

    void close() {
      if (engine != null) {
        engine.close();
      }
    }
  }
}
