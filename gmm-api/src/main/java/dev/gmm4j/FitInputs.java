package dev.gmm4j;

import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.comparison.ChosenBackend;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleCovariance;
import dev.gmm4j.internal.initialization.NoiseInitialization;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that all restarts of a fit have in common.
 *
 * @param engine the samples that initial parameters are sought among
 * @param pass over the samples that are fitted
 * @param scale of the samples that are fitted
 * @param rows their number, those of weight 0 included
 * @param prior completed from the samples, or null for none
 * @param noise of the samples, or null for none
 */
record FitInputs(
    GaussianMixtureEstimator settings,
    ChosenBackend chosen,
    LocalEngine engine,
    ExpectationPass pass,
    SampleScale scale,
    long rows,
    @Nullable ConjugatePrior prior,
    @Nullable UniformNoise noise) {

  /** Returns the inputs of a fit to the samples of an engine. */
  static FitInputs of(
      GaussianMixtureEstimator settings,
      ChosenBackend chosen,
      LocalEngine engine,
      SampleScale scale) {
    requireAtLeast(settings.components(), scale.count());
    ConjugatePrior prior = settings.prior() == null
        ? null
        : settings
            .prior()
            .completed(
                settings.covariance(),
                settings.components(),
                scale,
                SampleCovariance.of(engine, scale)::get);
    UniformNoise noise = settings.noise() == null
        ? null
        : NoiseInitialization.resolve(settings.noise(), engine, scale, chosen.backend());
    long rows = engine.samples().count();
    return new FitInputs(settings, chosen, engine, engine, scale, rows, prior, noise);
  }

  /**
   * Returns the inputs of a fit to samples on other machines.
   *
   * @param engine some of the samples
   */
  static FitInputs ofRemote(
      GaussianMixtureEstimator settings,
      ChosenBackend chosen,
      LocalEngine engine,
      RemoteSamples.Engine remote) {
    SampleScale scale = remote.scale();
    requireAtLeast(settings.components(), scale.count());
    return new FitInputs(settings, chosen, engine, remote, scale, remote.count(), null, null);
  }

  /**
   * Refuses fewer samples than components.
   *
   * @throws InvalidSamplesException if there are fewer
   */
  static void requireAtLeast(int components, long positive) {
    if (positive < components) {
      throw new InvalidSamplesException("samples of positive weight must be at least components = "
          + components + ", but were " + positive);
    }
  }

  LinearAlgebraBackend backend() {
    return chosen.backend();
  }

  Maximization maximization() {
    Maximization maximization = settings.maximization(backend(), scale).withNoise(noise);
    return prior == null
        ? maximization
        : maximization.withPrior(prior.terms(settings.covariance()));
  }
}
