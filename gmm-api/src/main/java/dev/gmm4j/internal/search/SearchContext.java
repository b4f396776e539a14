package dev.gmm4j.internal.search;

import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The samples and settings that a search works with.
 *
 * @param engine the samples that are searched
 * @param pass of EM over those samples, of which trimming may leave some out
 * @param maximization that of the fit
 * @param scale number and total weight of those samples, or of those that are kept; means and variances may be of more
 * @param resolution of those samples, or of all
 * @param effort the part of the usual work that swaps may do
 * @param random what swaps are drawn by
 * @param checkpoint called now and then; what it throws ends the search
 * @param listener told of each move once it is decided; what it throws ends the search
 */
public record SearchContext(
    LocalEngine engine,
    ExpectationPass pass,
    LinearAlgebraBackend backend,
    Maximization maximization,
    Acceleration acceleration,
    SampleScale scale,
    Supplier<SampleResolution> resolution,
    double effort,
    Randomness random,
    Runnable checkpoint,
    Consumer<SearchMove> listener) {

  /** Returns what the parameters are chosen among. */
  ModelFamily family() {
    return new ModelFamily(maximization.model(), maximization.proportions());
  }

  /** Returns how many parameters one component has for itself. */
  double parametersOfComponent() {
    int d = scale.means().length;
    ModelFamily family = family();
    return maximization.model().isShared()
        ? d + 1
        : family.covariance().type().model().freeParameters(1, d) + d + 1.0;
  }

  /** Returns how many samples are enough to tell whether a component is to be split. */
  int rowsOfComponent() {
    return (int) Math.max(1024, Math.min(1 << 20, 2 * parametersOfComponent()));
  }

  /** Returns a guard for one trial: it keeps all components, and remembers whether it had to do something. */
  DegeneracyGuard guard(Maximization of) {
    return new DegeneracyGuard(
        DegeneracyPolicy.REGULARIZE, of.model(), scale, backend, scale::means);
  }
}
