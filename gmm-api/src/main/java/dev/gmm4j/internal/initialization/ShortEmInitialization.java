package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import org.jspecify.annotations.Nullable;

/**
 * The best of some short runs of EM from k-means++ centres (Biernacki, Celeux and Govaert 2003), on a subsample where
 * there are many samples. A run that fails is left out, unless all do.
 *
 * @param runs how many
 * @param iterations the most of a run
 * @param tolerance the change of the log-likelihood, a sample and feature, that ends a run: whatever the units
 */
public record ShortEmInitialization(int runs, int iterations, double tolerance)
    implements InitializationStrategy {
  private static final CentreInitialization CENTRES =
      new CentreInitialization(CentreInitialization.Method.PLUS_PLUS);

  /**
   * A log-likelihood is better if it is by more than this, a sample and feature: of runs that end at one maximum, with
   * components in another order, rounding does not choose.
   */
  private static final double NEGLIGIBLE = 1e-9;

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Samples subsample =
        Subsample.of(context.engine().samples(), context.components(), context.random());
    try (LocalEngine engine = new LocalEngine(
        subsample,
        context.backend(),
        context.evaluatedComponents(),
        context.engine().threads())) {
      return best(context.over(engine));
    }
  }

  private MixtureParameters best(InitializationContext context) {
    int d = context.engine().samples().dimension();
    ConvergenceCriterion convergence = ConvergenceCriterion.meanChange(tolerance * d);
    ExpectationMaximization em = new ExpectationMaximization(
        context.maximization(), convergence, iterations, Acceleration.NONE);
    MixtureParameters best = null;
    double highest = Double.NEGATIVE_INFINITY;
    double negligible = NEGLIGIBLE * context.scale().totalWeight() * d;
    GmmException failure = null;
    for (int i = 0; i < runs; i++) {
      context.checkpoint().run();
      try {
        ExpectationMaximization.Result result = run(em, context.onTrial());
        if (result.objective() > highest + negligible) {
          highest = result.objective();
          best = result.parameters();
        }
      } catch (GmmException e) {
        failure = e;
      }
    }
    return orThrow(best, failure);
  }

  private static ExpectationMaximization.Result run(
      ExpectationMaximization em, InitializationContext trial) {
    return em.run(
        CENTRES.parameters(trial),
        trial.engine(),
        trial.scale(),
        trial.guard(),
        (i, p, l, a) -> trial.checkpoint().run());
  }

  private static MixtureParameters orThrow(
      @Nullable MixtureParameters best, @Nullable GmmException failure) {
    if (best == null) {
      throw failure == null ? new GmmException("no short run was done") : failure;
    }
    return best;
  }
}
