package dev.gmm4j.bayesian;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.restart.RestartStart;
import dev.gmm4j.internal.streaming.RunningLearner;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.streaming.StepSize;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic variational inference (Hoffman, Blei, Wang and Paisley 2013): the posterior is that of running statistics,
 * scaled to all samples. As natural parameters are linear in statistics, averaging those is a step along the natural gradient.
 */
final class VariationalLearner extends RunningLearner {
  private final VariationalUpdate update;
  private final @Nullable Long population;
  private long learned;

  private VariationalLearner(
      GaussianMixtureEstimator settings,
      StepSize stepSize,
      VariationalUpdate update,
      SufficientStatistics initial,
      ExpectedParameters parameters,
      long rows,
      @Nullable Long population) {
    super(
        stepSize::of,
        update.backend(),
        settings.components(),
        settings.threads(),
        parameters,
        initial,
        rows);
    this.update = update;
    this.population = population;
  }

  /**
   * Finds the posterior to begin with, and what the prior has of the samples.
   *
   * @param first the first samples, all of positive weight
   * @param population how many samples there are, or null for as many as there were
   */
  static VariationalLearner of(
      BayesianMixtureEstimator estimator,
      StepSize stepSize,
      Samples first,
      @Nullable Long population) {
    GaussianMixtureEstimator settings = estimator.estimator();
    try (PreparedSamples prepared = PreparedSamples.of(
        first, settings.chooseBackend(first), settings.components(), settings.threads())) {
      BayesianRun run = new BayesianRun(estimator, prepared);
      SufficientStatistics initial =
          run.initialStatistics(new RestartStart(settings.initializations().get(0), 0));
      long rows = first.count();
      ExpectedParameters parameters =
          run.update().next(scaled(initial, population == null ? rows : population, rows));
      initial.recentre(parameters.means());
      return new VariationalLearner(
          settings, stepSize, run.update(), initial, parameters, rows, population);
    }
  }

  @Override
  protected MixtureParameters next(
      SufficientStatistics sums, MixtureParameters current, LocalEngine batch) {
    long rows = batch.samples().count();
    learned += rows;
    return update.next(scaled(sums, population == null ? learned : population, rows));
  }

  /** Returns statistics of a number of rows as those of another number would be. */
  private static SufficientStatistics scaled(
      SufficientStatistics statistics, long population, long rows) {
    SufficientStatistics scaled = new SufficientStatistics(
        statistics.centres(),
        statistics.components(),
        statistics.dimension(),
        statistics.moments());
    scaled.merge(statistics, (double) population / rows);
    return scaled;
  }

  MixturePosterior posterior() {
    return ((ExpectedParameters) parameters()).posterior();
  }
}
