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
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.ModelStatistics;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.incomplete.RowCompletion;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stepwise EM (Cappé and Moulines 2009; Liang and Klein 2009): parameters that are the maximization of running
 * statistics {@code s ← (1 - γ) s + γ ŝ}, {@code ŝ} those of a mini-batch under the parameters before.
 *
 * <p>Statistics are in units of the latest mini-batch, so that with {@code γ = 1} a step is an iteration of EM over the
 * mini-batch to the bit. Their moments are about the current means, which is where the kernel takes those of the
 * mini-batch: what is subtracted in a step is the square of how far a mean has moved, not of how far it is from zero.
 */
final class StepwiseLearner {
  private final GaussianMixtureEstimator settings;
  private final StepSize stepSize;
  private final LinearAlgebraBackend backend;
  private final Maximization maximization;
  private final double[] ridge;
  private final Randomness ofReplacements;
  private final List<DegeneracyEvent> events = new ArrayList<>();
  private MixtureParameters parameters;
  private SufficientStatistics running;
  private double runningRows;
  private long steps;

  /**
   * The result of a step.
   *
   * @param rows of the mini-batch
   * @param weight of the mini-batch
   * @param stepSize how much the mini-batch counted
   * @param logLikelihood total of the mini-batch under the parameters before
   */
  record Step(int rows, double weight, double stepSize, double logLikelihood) {}

  /**
   * Finds the parameters to begin with.
   *
   * @param first the first samples, all of positive weight
   */
  StepwiseLearner(GaussianMixtureEstimator settings, StepSize stepSize, Samples first) {
    this.settings = settings;
    this.stepSize = stepSize;
    // As the first restart of a fit of these samples, without iterations.
    GaussianMixtureFit initial = settings.toBuilder()
        .initialization(settings.initializations().get(0))
        .restarts(1)
        .maxIterations(0)
        .listener(FitListener.NONE)
        .build()
        .fit(first);
    parameters = initial.model().parameters();
    backend = initial.model().backend();
    SampleScale scale;
    try (LocalEngine engine = engine(first)) {
      scale = first.mayHaveMissingValues()
          ? IncompleteSamples.summarize(engine).scale()
          : SampleSummary.of(engine);
    }
    maximization = settings.maximization(backend, scale);
    ofReplacements = Randomness.of(settings.seed(), -1);
    remember(initial.bestRestart().events());
    runningRows = initial.samples();
    ridge = settings.regularization().ridge(scale, settings.covariance().type());
    running = ModelStatistics.of(parameters, maximization.moments(), ridge, initial.totalWeight());
  }

  LocalEngine engine(Samples batch) {
    return IncompleteSamples.unsortedEngineOf(
        batch, backend, settings.components(), settings.threads());
  }

  /**
   * Learns from a mini-batch.
   *
   * @param part how much less the mini-batch counts than the step says, in (0, 1]
   */
  Step learn(LocalEngine batch, double part) {
    double size = part * checked(stepSize.of(steps + 1));
    long rows = batch.samples().count();
    SufficientStatistics sums = expect(batch, parameters.means());
    double logLikelihood = sums.logLikelihood();
    double weight = batch.samples().isWeighted() ? sums.totalWeight() : rows;
    if (!Double.isFinite(logLikelihood)) {
      throw new GmmException("log-likelihood must be finite, but was " + logLikelihood + " in step "
          + (steps + 1) + "; the samples' magnitude may be too large");
    }
    if (size < 1) {
      running.recentre(parameters.means());
      sums = blended(sums, batch, size);
    } else if (sums.losesPrecision()) {
      sums = expect(batch, sums.means());
    }
    maximize(sums, batch);
    steps++;
    return new Step((int) rows, weight, size, logLikelihood);
  }

  /** Returns {@code (1 - γ) s + γ ŝ}, in units of the mini-batch. */
  private SufficientStatistics blended(SufficientStatistics sums, LocalEngine batch, double size) {
    double kept = (1 - size) * batch.samples().count() / runningRows;
    sums.multiply(size);
    sums.merge(running, kept);
    if (!sums.losesPrecision()) {
      return sums;
    }
    // Means have jumped, as those of a distant initialization do: moments are taken again about
    // where they
    // are now.
    double[] centres = sums.means();
    SufficientStatistics again = expect(batch, centres);
    again.multiply(size);
    running.recentre(centres);
    again.merge(running, kept);
    return again;
  }

  private void maximize(SufficientStatistics sums, LocalEngine batch) {
    ParameterEstimate estimate = maximization.maximize(sums, parameters);
    DegeneracyGuard guard =
        guard(batch, ModelStatistics.scale(sums, batch.samples().count()));
    int iteration = (int) Math.min(Integer.MAX_VALUE, steps + 1);
    parameters = guard.repair(estimate, parameters, iteration);
    runningRows = batch.samples().count();
    if (guard.events().isEmpty()) {
      sums.recentre(parameters.means());
      running = sums;
    } else {
      // What was done about a component is kept, or it would be undone with the next step.
      remember(guard.events());
      running = ModelStatistics.of(parameters, maximization.moments(), ridge, sums.totalWeight());
    }
  }

  private SufficientStatistics expect(LocalEngine batch, double[] centres) {
    int components = parameters.components();
    int d = parameters.dimension();
    return batch.evaluate(
        parameters,
        () -> new SufficientStatistics(centres, components, d, maximization.moments()),
        partial -> partial.reset(centres),
        SufficientStatistics::merge,
        (kernel, block, first, partial) -> kernel.accumulate(block, Assignment.SOFT, partial));
  }

  private DegeneracyGuard guard(LocalEngine engine, SampleScale scale) {
    return new DegeneracyGuard(
        settings.degeneracy(),
        settings.covariance(),
        scale,
        backend,
        () -> randomSample(engine.samples()));
  }

  private double[] randomSample(Samples samples) {
    RowBlock row = samples.block(ofReplacements.nextLong(samples.count()), 1);
    double[] values =
        Arrays.copyOfRange(row.values(), row.offset(), row.offset() + row.dimension());
    if (samples.mayHaveMissingValues() && RowCompletion.isIncomplete(row, 0)) {
      new RowCompletion(parameters).fillMeans(values, 0);
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

  private double checked(double size) {
    if (!(size > 0 && size <= 1)) {
      throw new IllegalArgumentException(
          "stepSize must be in (0, 1], but was " + size + " in step " + (steps + 1));
    }
    return size;
  }

  GaussianMixture model() {
    return GaussianMixture.of(parameters, settings.family(), backend, settings.threads());
  }

  MixtureParameters parameters() {
    return parameters;
  }

  LinearAlgebraBackend backend() {
    return backend;
  }

  long steps() {
    return steps;
  }

  List<DegeneracyEvent> events() {
    return List.copyOf(events);
  }
}
