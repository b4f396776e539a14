package dev.gmm4j.student;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows a restart of a fit, so that it can be left after any iteration and resumed. */
final class StudentFollower {
  private final int restart;
  private final DegeneracyGuard guard;
  private final Randomness ofReplacements;
  private double[] trace = new double[16];
  private int evaluations;
  private @Nullable Point latest;

  /** Where the restart can be left. */
  private record Point(
      StudentParameters parameters,
      int evaluations,
      List<DegeneracyEvent> events,
      int replacements,
      long randomState,
      Ascent ascent) {}

  /**
   * Creates one.
   *
   * @param guard the restart's own
   * @param ofReplacements the stream that the guard's random samples are drawn by
   */
  StudentFollower(int restart, DegeneracyGuard guard, Randomness ofReplacements) {
    this.restart = restart;
    this.guard = guard;
    this.ofReplacements = ofReplacements;
  }

  /** Makes this the restart that a checkpoint was taken of; returns what iterations go on from. */
  ExpectationMaximization.State restore(
      StudentCheckpoint.Current checkpoint, LinearAlgebraBackend backend) {
    StudentParameters parameters = restore(checkpoint.parameters(), backend);
    trace = checkpoint.trace().clone();
    evaluations = trace.length;
    remember(parameters, checkpoint.ascent());
    return new ExpectationMaximization.State(
        parameters, checkpoint.trace(), parameters.components(), checkpoint.ascent());
  }

  /** Returns parameters that a checkpoint has. */
  static StudentParameters restore(
      StudentCheckpoint.Parameters stored, LinearAlgebraBackend backend) {
    ParameterEstimate gaussian = stored.gaussian();
    try {
      return StudentParameters.of(
          gaussian.weights(),
          gaussian.means(),
          gaussian.covariances(),
          stored.degreesOfFreedom(),
          backend);
    } catch (NotPositiveDefiniteException | IllegalArgumentException e) {
      throw new InvalidCheckpointException(
          "the checkpoint's parameters are no mixture: " + e.getMessage());
    }
  }

  /** Returns parameters as a checkpoint has them. */
  static StudentCheckpoint.Parameters stored(StudentParameters parameters) {
    return new StudentCheckpoint.Parameters(
        new ParameterEstimate(parameters.weights(), parameters.means(), parameters.covariances()),
        parameters.degreesOfFreedom());
  }

  /** Takes note of an iteration. */
  void onIteration(StudentParameters parameters, double logLikelihood, @Nullable Ascent ascent) {
    if (evaluations == trace.length) {
      trace = Arrays.copyOf(trace, 2 * trace.length);
    }
    trace[evaluations++] = logLikelihood;
    if (ascent != null) {
      remember(parameters, ascent);
    }
  }

  private void remember(StudentParameters parameters, Ascent ascent) {
    latest = new Point(
        parameters,
        evaluations,
        guard.events(),
        guard.replacements(),
        ofReplacements.state(),
        ascent);
  }

  /**
   * Returns where the restart is, or where the latest cycle of its acceleration began.
   *
   * @param iteration the one it is expected to be at
   * @throws IllegalStateException if it has gone on since
   */
  StudentCheckpoint.Current checkpoint(int iteration) {
    if (iteration != evaluations - 1) {
      throw new IllegalStateException("a checkpoint of iteration " + iteration + " of restart "
          + restart + " must be taken before the listener returns");
    }
    Point point = Objects.requireNonNull(latest);
    return new StudentCheckpoint.Current(
        restart,
        stored(point.parameters()),
        Arrays.copyOf(trace, point.evaluations()),
        point.events(),
        point.replacements(),
        point.randomState(),
        point.ascent());
  }
}
