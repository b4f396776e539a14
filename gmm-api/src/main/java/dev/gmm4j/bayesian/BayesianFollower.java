package dev.gmm4j.bayesian;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows a restart of a Bayesian fit, so that it can be left after any iteration and resumed. */
final class BayesianFollower {
  private final int restart;
  private double[] trace = new double[16];
  private double[] bounds = new double[16];
  private int evaluations;
  private @Nullable List<BoundMove> moves;
  private @Nullable Point latest;

  /** Where the restart can be left. */
  private record Point(
      MixturePosterior posterior,
      int evaluations,
      Ascent ascent,
      @Nullable List<BoundMove> moves) {}

  BayesianFollower(int restart) {
    this.restart = restart;
  }

  /** Makes this the restart that a checkpoint was taken of; returns what iterations go on from. */
  ExpectationMaximization.State restore(
      BayesianCheckpoint.Current checkpoint, ExpectedParameters parameters) {
    trace = checkpoint.trace().clone();
    bounds = checkpoint.bounds().clone();
    evaluations = trace.length;
    moves = checkpoint.moves();
    latest = new Point(checkpoint.posterior(), evaluations, checkpoint.ascent(), moves);
    return new ExpectationMaximization.State(
        parameters, checkpoint.trace(), parameters.components(), checkpoint.ascent());
  }

  /** Takes note of an iteration. */
  void onIteration(
      MixtureParameters parameters, double logLikelihood, double bound, @Nullable Ascent ascent) {
    if (evaluations == trace.length) {
      trace = Arrays.copyOf(trace, 2 * trace.length);
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    trace[evaluations] = logLikelihood;
    bounds[evaluations++] = bound;
    if (ascent != null) {
      latest = new Point(((ExpectedParameters) parameters).posterior(), evaluations, ascent, moves);
    }
  }

  /** Returns what the search tried, or null if there was none yet. */
  @Nullable
  List<BoundMove> moves() {
    return moves;
  }

  /** Takes note of a search that is done. */
  void searched(List<BoundMove> tried) {
    moves = List.copyOf(tried);
  }

  /** Returns the bounds so far. */
  List<Double> bounds() {
    return Arrays.stream(bounds, 0, evaluations).boxed().toList();
  }

  /**
   * Returns where the restart is, or where the latest cycle of its acceleration began.
   *
   * @param iteration the one it is expected to be at
   * @throws IllegalStateException if it has gone on since
   */
  BayesianCheckpoint.Current checkpoint(int iteration) {
    if (iteration != evaluations - 1) {
      throw new IllegalStateException("a checkpoint of iteration " + iteration + " of restart "
          + restart + " must be taken before the listener returns");
    }
    Point point = Objects.requireNonNull(latest);
    return new BayesianCheckpoint.Current(
        restart,
        point.posterior(),
        Arrays.copyOf(trace, point.evaluations()),
        Arrays.copyOf(bounds, point.evaluations()),
        point.ascent(),
        point.moves());
  }
}
