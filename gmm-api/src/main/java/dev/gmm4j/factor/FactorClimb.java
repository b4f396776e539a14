package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.em.SampleScale;

/**
 * What EM for given numbers of factors needs: how it steps, what is extrapolated, and the pass over the samples.
 *
 * @param settings of acceleration, convergence and iterations
 */
record FactorClimb(
    GaussianMixtureEstimator settings,
    ParameterUpdate update,
    FactorSpace space,
    ExpectationPass pass,
    SampleScale scale) {

  /** Begins a run of the settings' acceleration. */
  EmRun begin(FactorParameters initial, ExpectationMaximization.Listener listener) {
    return ExpectationMaximization.begin(
        update, acceleration(), space, initial, pass, scale, listener);
  }

  /** Begins a run without acceleration, which nobody is told of. */
  EmRun plain(FactorParameters initial) {
    return ExpectationMaximization.begin(
        update, Acceleration.NONE, space, initial, pass, scale, (i, p, l, a) -> {});
  }

  private Acceleration acceleration() {
    ConvergenceCriterion convergence = settings.convergence();
    return convergence.isNever() ? Acceleration.NONE : settings.acceleration();
  }
}
