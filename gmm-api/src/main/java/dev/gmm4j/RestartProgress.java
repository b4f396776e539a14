package dev.gmm4j;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows a restart, so that it can be left after any iteration and resumed. */
final class RestartProgress {
  private final int index;
  private final DegeneracyGuard guard;
  private final Randomness ofReplacements;
  private double[] trace = new double[16];
  private int evaluations;
  private int previousComponents;
  private @Nullable MixtureParameters parameters;
  private @Nullable List<SearchMove> moves;
  private @Nullable Point latest;

  /** Where the restart can be left. */
  private record Point(
      MixtureParameters parameters,
      int evaluations,
      int previousComponents,
      List<DegeneracyEvent> events,
      int replacements,
      long randomState,
      Ascent ascent,
      @Nullable List<SearchMove> moves) {}

  /**
   * Creates one.
   *
   * @param guard the restart's own
   * @param ofReplacements the stream that the guard's random samples are drawn by
   */
  RestartProgress(int index, DegeneracyGuard guard, Randomness ofReplacements) {
    this.index = index;
    this.guard = guard;
    this.ofReplacements = ofReplacements;
  }

  /** Makes this the restart that a checkpoint was taken of; returns what EM goes on from. */
  ExpectationMaximization.State restore(
      Checkpoint.Current checkpoint, LinearAlgebraBackend backend) {
    MixtureParameters restored = restore(checkpoint.parameters(), backend);
    parameters = restored;
    previousComponents = checkpoint.previousComponents();
    trace = checkpoint.trace().clone();
    evaluations = trace.length;
    moves = checkpoint.moves();
    remember(checkpoint.ascent());
    return new ExpectationMaximization.State(
        restored, checkpoint.trace(), checkpoint.previousComponents(), checkpoint.ascent());
  }

  /** Returns parameters that a checkpoint has. */
  static MixtureParameters restore(ParameterEstimate stored, LinearAlgebraBackend backend) {
    try {
      return MixtureParameters.of(stored.weights(), stored.means(), stored.covariances(), backend);
    } catch (NotPositiveDefiniteException | IllegalArgumentException e) {
      throw new InvalidCheckpointException(
          "the checkpoint's parameters are no mixture: " + e.getMessage());
    }
  }

  /** Returns parameters as a checkpoint has them. */
  static ParameterEstimate stored(MixtureParameters parameters) {
    return new ParameterEstimate(
        parameters.weights(), parameters.means(), parameters.covariances());
  }

  /** Returns what the search tried, or null if there was none yet. */
  @Nullable
  List<SearchMove> moves() {
    return moves;
  }

  /** Takes note of a search that is done. */
  void searched(List<SearchMove> tried) {
    moves = List.copyOf(tried);
  }

  /** Takes note of an iteration. */
  void onIteration(MixtureParameters current, double logLikelihood, @Nullable Ascent ascent) {
    previousComponents = parameters == null ? current.components() : parameters.components();
    parameters = current;
    if (evaluations == trace.length) {
      trace = Arrays.copyOf(trace, 2 * trace.length);
    }
    trace[evaluations++] = logLikelihood;
    if (ascent != null) {
      remember(ascent);
    }
  }

  private void remember(Ascent ascent) {
    latest = new Point(
        Objects.requireNonNull(parameters),
        evaluations,
        previousComponents,
        guard.events(),
        guard.replacements(),
        ofReplacements.state(),
        ascent,
        moves);
  }

  /**
   * Returns where the restart is, or where the latest cycle of its acceleration began.
   *
   * @param iteration the one it is expected to be at
   * @throws IllegalStateException if it has gone on since
   */
  Checkpoint.Current checkpoint(int iteration) {
    Point point = latest;
    if (point == null || iteration != evaluations - 1) {
      throw new IllegalStateException("a checkpoint of iteration " + iteration + " of restart "
          + index + " must be taken before the listener returns");
    }
    return new Checkpoint.Current(
        index,
        stored(point.parameters()),
        Arrays.copyOf(trace, point.evaluations()),
        point.previousComponents(),
        point.events(),
        point.replacements(),
        point.randomState(),
        point.ascent(),
        point.moves());
  }
}
