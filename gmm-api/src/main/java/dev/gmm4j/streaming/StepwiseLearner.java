package dev.gmm4j.streaming;

import dev.gmm4j.FitListener;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.incomplete.RowCompletion;
import dev.gmm4j.internal.streaming.RunningLearner;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stepwise EM: parameters that are the maximization of running statistics. */
final class StepwiseLearner extends RunningLearner {
  private final GaussianMixtureEstimator settings;
  private final Maximization maximization;
  private final double[] ridge;
  private final Randomness ofReplacements;
  private final List<DegeneracyEvent> events = new ArrayList<>();
  private boolean repaired;

  private StepwiseLearner(
      GaussianMixtureEstimator settings,
      StepSize stepSize,
      GaussianMixtureFit initial,
      Maximization maximization,
      double[] ridge) {
    super(
        stepSize::of,
        initial.model().backend(),
        settings.components(),
        settings.threads(),
        initial.model().parameters(),
        ModelStatistics.of(
            initial.model().parameters(), maximization.moments(), ridge, initial.totalWeight()),
        initial.samples());
    this.settings = settings;
    this.maximization = maximization;
    this.ridge = ridge;
    ofReplacements = Randomness.of(settings.seed(), -1);
    remember(initial.bestRestart().events());
  }

  /**
   * Finds the parameters to begin with.
   *
   * @param first the first samples, all of positive weight
   */
  static StepwiseLearner of(GaussianMixtureEstimator settings, StepSize stepSize, Samples first) {
    // As the first restart of a fit of these samples, without iterations.
    GaussianMixtureFit initial = settings.toBuilder()
        .initialization(settings.initializations().get(0))
        .restarts(1)
        .maxIterations(0)
        .listener(FitListener.NONE)
        .build()
        .fit(first);
    LinearAlgebraBackend backend = initial.model().backend();
    SampleScale scale;
    try (LocalEngine engine = IncompleteSamples.unsortedEngineOf(
        first, backend, settings.components(), settings.threads())) {
      scale = first.mayHaveMissingValues()
          ? IncompleteSamples.summarize(engine).scale()
          : SampleSummary.of(engine);
    }
    return new StepwiseLearner(
        settings,
        stepSize,
        initial,
        settings.maximization(backend, scale),
        settings.regularization().ridge(scale, settings.covariance().type()));
  }

  @Override
  protected MixtureParameters next(
      SufficientStatistics sums, MixtureParameters current, LocalEngine batch) {
    ParameterEstimate estimate = maximization.maximize(sums, current);
    DegeneracyGuard guard =
        guard(batch, ModelStatistics.scale(sums, batch.samples().count()));
    int iteration = (int) Math.min(Integer.MAX_VALUE, steps() + 1);
    MixtureParameters found = guard.repair(estimate, current, iteration);
    repaired = !guard.events().isEmpty();
    remember(guard.events());
    return found;
  }

  @Override
  protected SufficientStatistics kept(SufficientStatistics sums, MixtureParameters found) {
    // What was done about a component is kept, or it would be undone with the next step.
    return repaired
        ? ModelStatistics.of(found, maximization.moments(), ridge, sums.totalWeight())
        : super.kept(sums, found);
  }

  private DegeneracyGuard guard(LocalEngine engine, SampleScale scale) {
    return new DegeneracyGuard(
        settings.degeneracy(),
        settings.covariance(),
        scale,
        backend(),
        () -> randomSample(engine.samples()));
  }

  private double[] randomSample(Samples samples) {
    RowBlock row = samples.block(ofReplacements.nextLong(samples.count()), 1);
    double[] values =
        Arrays.copyOfRange(row.values(), row.offset(), row.offset() + row.dimension());
    if (samples.mayHaveMissingValues() && RowCompletion.isIncomplete(row, 0)) {
      new RowCompletion(parameters()).fillMeans(values, 0);
    }
    return values;
  }

  /** Remembers what was done; the same done again is one event, so that they stay few. */
  private void remember(List<DegeneracyEvent> latest) {
    for (DegeneracyEvent event : latest) {
      int known = indexOf(event);
      if (known < 0) {
        events.add(event);
      } else {
        events.set(known, events.get(known).again(event.lastIteration()));
      }
    }
  }

  private int indexOf(DegeneracyEvent event) {
    for (int i = 0; i < events.size(); i++) {
      DegeneracyEvent known = events.get(i);
      if (event.action() != DegeneracyPolicy.PRUNE
          && known.component() == event.component()
          && known.action() == event.action()
          && known.reason().equals(event.reason())) {
        return i;
      }
    }
    return -1;
  }

  GaussianMixture model() {
    return GaussianMixture.of(parameters(), settings.family(), backend(), settings.threads());
  }

  List<DegeneracyEvent> events() {
    return List.copyOf(events);
  }
}
