package dev.gmm4j.student;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.ParameterEstimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a fit of t distributions after some iteration: all that it takes to go on by {@link
 * StudentMixtureEstimator#resume} to the same bits as a fit that was never interrupted.
 *
 * <p>It holds parameters, no samples and no statistics. Arrays are shared and not to be modified.
 *
 * @param fit what is fitted, how, and to which samples: names and values in a fixed order
 * @param finished what the restarts that are done reached
 * @param best the best of them, or null where there is none
 * @param current the restart that is under way
 */
public record StudentCheckpoint(
    Map<String, String> fit,
    List<StudentRestart> finished,
    @Nullable Best best,
    Current current) {

  /** Copies the collections. */
  public StudentCheckpoint {
    fit = Collections.unmodifiableMap(new LinkedHashMap<>(fit));
    finished = List.copyOf(finished);
  }

  /**
   * Parameters of t distributions.
   *
   * @param gaussian weights, locations as means, and scale matrices as covariances
   * @param degreesOfFreedom as many as components
   */
  public record Parameters(ParameterEstimate gaussian, double[] degreesOfFreedom) {}

  /**
   * The best of the restarts that are done.
   *
   * @param restart its index, from 0
   * @param parameters the parameters that it ended with
   * @param effectiveCounts for each component the sum of weights times responsibilities
   */
  public record Best(int restart, Parameters parameters, double[] effectiveCounts) {}

  /**
   * The restart that is under way.
   *
   * @param restart its index, from 0
   * @param parameters the current parameters
   * @param trace total log-likelihood of the initial parameters and after each iteration so far
   * @param events what was done about degenerate components so far
   * @param replacements how many times a component was put on a random sample
   * @param randomState what the draws of such samples go on from
   * @param ascent what EM remembers beside its parameters
   */
  public record Current(
      int restart,
      Parameters parameters,
      double[] trace,
      List<DegeneracyEvent> events,
      int replacements,
      long randomState,
      Ascent ascent) {

    /** Copies the list. */
    public Current {
      events = List.copyOf(events);
    }

    /** Returns the number of iterations done. */
    public int iteration() {
      return trace.length - 1;
    }
  }
}
