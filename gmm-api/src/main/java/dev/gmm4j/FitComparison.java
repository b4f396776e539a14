package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.comparison.ComparisonTask;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.initialization.CentreInitialization;
import dev.gmm4j.internal.initialization.InitializationContext;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;

/** Tells what a fit takes its time for, so that backends can be compared on it. */
final class FitComparison {
  private FitComparison() {}

  /** Returns the task of a fit by EM. */
  static ComparisonTask task(GaussianMixtureEstimator settings, int dimension) {
    FitRequirements.memory(settings, dimension);
    int restarts = settings.initializations().stream()
        .mapToInt(initialization -> initialization.tries(settings.restarts()).size())
        .sum();
    return new ComparisonTask(
        List.of("EM", settings.components(), settings.covariance()),
        settings.components(),
        settings.threads(),
        ComparisonTask.expectedIterations(restarts, settings.maxIterations()),
        (engine, backend) -> expectation(settings, engine, backend));
  }

  /** Parameters around random samples: near enough to what EM sees, and found as quickly as one pass. */
  private static ComparisonTask.Pass expectation(
      GaussianMixtureEstimator settings, LocalEngine engine, LinearAlgebraBackend backend) {
    SampleScale scale = SampleSummary.of(engine);
    check(
        scale.count() >= settings.components(),
        "%d rows are too few to try %d components on",
        scale.count(),
        settings.components());
    Maximization maximization = new Maximization(
            settings.covariance(), settings.proportions(), 0, backend)
        .with(settings.regularization(), scale);
    // This policy draws no samples.
    DegeneracyGuard guard = new DegeneracyGuard(
        DegeneracyPolicy.REGULARIZE, settings.covariance(), scale, backend, () -> new double[0]);
    InitializationContext context = new InitializationContext(
        engine,
        backend,
        settings.components(),
        maximization,
        guard,
        scale,
        0,
        Randomness.of(settings.seed(), 0));
    MixtureParameters parameters =
        new CentreInitialization(CentreInitialization.Method.RANDOM_SAMPLES).parameters(context);
    return new ComparisonTask.Pass(parameters, maximization.moments(), Assignment.SOFT);
  }
}
