package dev.gmm4j.adaptation;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/** One pass over samples that are checked on the way: counts and moments of each component under its posterior probabilities. */
final class PosteriorPass {
  private PosteriorPass() {}

  /**
   * Returns the statistics of samples about some centres.
   *
   * @param centres shape {@code K*d}, row-major
   * @throws IllegalArgumentException if the samples have other features than the model
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable
   */
  static SufficientStatistics of(
      GaussianMixture model, Samples samples, double[] centres, Moments moments) {
    MixtureParameters parameters = model.parameters();
    int components = parameters.components();
    int d = parameters.dimension();
    check(
        samples.dimension() == d,
        "samples must have %d columns, as the model has features, but had %d",
        d,
        samples.dimension());
    try (LocalEngine engine = new LocalEngine(
        samples,
        IncompleteKernel.evaluators(samples, model.backend(), parameters),
        components,
        model.threads())) {
      return engine.evaluate(
          parameters,
          () -> new SufficientStatistics(centres, components, d, moments),
          partial -> partial.reset(centres),
          SufficientStatistics::merge,
          (kernel, block, first, partial) -> kernel.accumulate(block, Assignment.SOFT, partial));
    }
  }
}
