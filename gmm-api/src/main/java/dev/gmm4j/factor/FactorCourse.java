package dev.gmm4j.factor;

import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
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

  /**
   * Runs.
   *
   * @param starts at least one; the first alone counts where there is no search
   * @param trace takes the log-likelihoods
   */
  ExpectationMaximization.Result run(List<FactorParameters> starts, List<Double> trace) {
    int maxIterations = climb.settings().maxIterations();
    if (search == null) {
      return climb.begin(starts.get(0), (i, p, logLikelihood, a) -> trace.add(logLikelihood))
          .until(climb.settings().convergence(), maxIterations);
    }
    EmRun best = null;
    List<Double> bestTrace = trace;
    for (FactorParameters start : starts) {
      List<Double> own = new ArrayList<>();
      EmRun run = climb.begin(start, (i, p, logLikelihood, a) -> own.add(logLikelihood));
      NearLimit near = new NearLimit();
      run.until(
          step -> near.hasConverged(step) || climb.settings().convergence().hasConverged(step),
          maxIterations);
      if (best == null || run.objective() > best.objective()) {
        best = run;
        bestTrace = own;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("starts must be at least 1, but were 0");
    }
    if (best.iterations() < maxIterations) {
      FactorParameters better = search.apply(best);
      if (better != null) {
        best.jump(better);
      }
    }
    ExpectationMaximization.Result result =
        best.until(climb.settings().convergence(), maxIterations);
    trace.addAll(bestTrace);
    return result;
  }
}
