package dev.gmm4j.factor;

import dev.gmm4j.em.Ascent;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.search.NearLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The course of a restart with given numbers of factors: from each start to where EM is near its limit, from the best of these
 * on a search, and EM to the end.
 *
 * @param search of better parameters than those that a run is at, or null for none
 */
record FactorCourse(
    FactorClimb climb, @Nullable Function<EmRun, @Nullable FactorParameters> search) {

  /** One of the starts, and what its run has reached. */
  private static final class Try {
    private final List<Double> trace = new ArrayList<>();
    private ExpectationMaximization.Listener told = (iteration, p, l, a) -> {};

    private void onIteration(
        int iteration,
        MixtureParameters parameters,
        double logLikelihood,
        @Nullable Ascent ascent) {
      trace.add(logLikelihood);
      told.onIteration(iteration, parameters, logLikelihood, ascent);
    }
  }

  /**
   * Runs.
   *
   * @param starts at least one; the first alone counts where there is no search
   * @param trace takes the log-likelihoods
   * @param told of iterations, from where the best start is known
   */
  ExpectationMaximization.Result run(
      List<FactorParameters> starts, List<Double> trace, ExpectationMaximization.Listener told) {
    int maxIterations = climb.settings().maxIterations();
    ConvergenceCriterion convergence = climb.settings().convergence();
    Try first = new Try();
    if (search == null) {
      first.told = told;
      ExpectationMaximization.Result result =
          climb.begin(starts.get(0), first::onIteration).until(convergence, maxIterations);
      trace.addAll(first.trace);
      return result;
    }
    NearLimit near = new NearLimit();
    ConvergenceCriterion either = step -> near.hasConverged(step) || convergence.hasConverged(step);
    Try best = first;
    EmRun run = climb.begin(starts.get(0), first::onIteration);
    run.until(either, maxIterations);
    for (FactorParameters start : starts.subList(1, starts.size())) {
      Try other = new Try();
      EmRun another = climb.begin(start, other::onIteration);
      another.until(either, maxIterations);
      if (another.objective() > run.objective()) {
        run = another;
        best = other;
      }
    }
    best.told = told;
    told.onIteration(run.iterations(), run.parameters(), run.objective(), null);
    if (run.iterations() < maxIterations) {
      FactorParameters better = search.apply(run);
      if (better != null) {
        run.jump(better);
      }
    }
    ExpectationMaximization.Result result = run.until(convergence, maxIterations);
    trace.addAll(best.trace);
    return result;
  }
}
