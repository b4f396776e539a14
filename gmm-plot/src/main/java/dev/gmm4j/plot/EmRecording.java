package dev.gmm4j.plot;

import static dev.gmm4j.plot.Checks.check;

import dev.gmm4j.FitListener;
import dev.gmm4j.FitProgress;
import dev.gmm4j.GaussianMixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the model of every iteration of a fit, to show how EM reached its result. Given to a fit as its listener:
 *
 * <pre>{@code
 * EmRecording recording = new EmRecording();
 * GaussianMixtureEstimator.builder().components(3).listener(recording).build().fit(samples);
 * EmAnimation.of(samples, recording).animation().writeGif(Path.of("em.gif"));
 * }</pre>
 *
 * <p>One recording for one fit; not thread-safe.
 */
public final class EmRecording implements FitListener {
  private final Map<Integer, List<Step>> restarts = new TreeMap<>();

  /**
   * A model on the way.
   *
   * @param iteration the number of maximizations done; 0 for the initial parameters
   * @param logLikelihood total log-likelihood of the model
   */
  public record Step(int iteration, double logLikelihood, GaussianMixture model) {}

  /** Creates a recording without steps. */
  public EmRecording() {}

  @Override
  public void onProgress(FitProgress progress) {
    restarts
        .computeIfAbsent(progress.restart(), restart -> new ArrayList<>())
        .add(new Step(
            progress.iteration(), progress.logLikelihood(), progress.model().get()));
  }

  /** Returns the indices of the restarts that were recorded. */
  public List<Integer> restarts() {
    return List.copyOf(restarts.keySet());
  }

  /**
   * Returns the steps of one restart, the initial model first.
   *
   * @throws IllegalArgumentException if there was no such restart
   */
  public List<Step> steps(int restart) {
    List<Step> steps = restarts.get(restart);
    check(steps != null, "restart must be one of %s, but was %d", restarts.keySet(), restart);
    return steps == null ? List.of() : List.copyOf(steps);
  }

  /**
   * Returns the steps of the restart that ended with the highest log-likelihood.
   *
   * <p>Under a prior, or where a restart failed, this need not be the fit's own: that is
   * {@code steps(fit.bestRestart().index())}.
   *
   * @throws IllegalArgumentException if nothing was recorded
   */
  public List<Step> bestSteps() {
    check(!restarts.isEmpty(), "recording must have at least 1 step, but had 0");
    List<Step> best = List.of();
    for (List<Step> steps : restarts.values()) {
      if (best.isEmpty() || last(steps).logLikelihood() > last(best).logLikelihood()) {
        best = steps;
      }
    }
    return List.copyOf(best);
  }

  private static Step last(List<Step> steps) {
    return steps.get(steps.size() - 1);
  }
}
