package dev.gmm4j;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.Arguments;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.Randomness;
import dev.gmm4j.internal.SampleCovariance;
import dev.gmm4j.internal.SampleSummary;
import dev.gmm4j.internal.start.StartContext;
import dev.gmm4j.internal.start.StartStrategy;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fit: all starts over one engine, the best of them kept. */
final class FitRun {
  private final GaussianMixtureEstimator settings;
  private final Samples samples;
  private final ChosenBackend chosen;
  private final LinearAlgebraBackend backend;
  private final List<StartStrategy> starts;
  private final TimeBudget budget;
  private final List<StartReport> reports = new ArrayList<>();
  private Checkpoint.@Nullable Best best;
  private @Nullable MixtureParameters bestParameters;
  private @Nullable Checkpoint from;
  private Checkpoint.@Nullable Current resumed;
  private @Nullable Map<String, String> identity;
  private boolean isRemote;
  private int bestIndex = -1;
  private double bestObjective;
  private double bestLogPrior;
  private @Nullable ConjugatePrior prior;
  private @Nullable UniformNoise noise;
  private long initializeNanos;
  private long emNanos;
  private @Nullable RuntimeException thrownByListener;

  FitRun(GaussianMixtureEstimator settings, Samples samples, ChosenBackend chosen) {
    this(settings, samples, chosen, settings.start.tries(settings.restarts), TimeBudget.NONE);
  }

  FitRun(
      GaussianMixtureEstimator settings,
      Samples samples,
      ChosenBackend chosen,
      List<StartStrategy> starts,
      TimeBudget budget) {
    this.settings = settings;
    this.samples = samples;
    this.chosen = chosen;
    this.backend = chosen.backend();
    this.starts = starts;
    this.budget = budget;
  }

  /** Goes on from a checkpoint. */
  GaussianMixtureFit resume(Checkpoint checkpoint) {
    settings.requirePlain("a fit with checkpoints");
    from = checkpoint;
    return run();
  }

  GaussianMixtureFit run() {
    long began = System.nanoTime();
    requireAtLeast(samples.count());
    // Refuses what no array holds, before anything is allocated.
    settings.family.covariance().structure().size(settings.components, samples.dimension());
    try (LocalEngine engine =
        new LocalEngine(samples, backend, settings.evaluatedComponents(), settings.threads)) {
      SampleScale scale = SampleSummary.of(engine);
      if (from != null) {
        restore(from, engine);
      }
      initializeNanos = System.nanoTime() - began;
      return run(engine, scale);
    }
  }

  private void restore(Checkpoint checkpoint, LocalEngine engine) {
    FitIdentity.check(identity(engine), checkpoint, starts.size());
    reports.addAll(checkpoint.finished());
    best = checkpoint.best();
    if (best != null) {
      bestIndex = best.start();
      bestObjective = reports.get(bestIndex).logLikelihood();
      bestParameters = RunningStart.restore(best.parameters(), backend);
    }
    resumed = checkpoint.current();
  }

  private Map<String, String> identity(LocalEngine engine) {
    Map<String, String> known = identity;
    if (known == null) {
      known = FitIdentity.of(settings, backend, engine);
      identity = known;
    }
    return known;
  }

  /** Runs over an engine that others use too, of the same samples. */
  GaussianMixtureFit run(LocalEngine engine, SampleScale scale) {
    requireAtLeast(scale.count());
    if (settings.prior != null) {
      prior = settings.prior.completed(
          settings.family.covariance(),
          settings.components,
          scale,
          SampleCovariance.of(engine, scale));
    }
    if (settings.noise != null) {
      noise = settings.noise.resolve(engine, scale, backend);
    }
    return run(engine, engine, scale, samples.count());
  }

  /** Runs over samples that are elsewhere, from starts that are found among this run's own. */
  GaussianMixtureFit run(RemoteSamples.Engine remote) {
    isRemote = true;
    try (LocalEngine engine =
        new LocalEngine(samples, backend, settings.components, settings.threads)) {
      return run(engine, remote, remote.scale(), remote.count());
    }
  }

  /**
   * Runs EM over a pass.
   *
   * @param engine the samples that starts are sought among
   * @param scale of the samples that are passed over
   * @param count number of those
   */
  private GaussianMixtureFit run(
      LocalEngine engine, ExpectationPass pass, SampleScale scale, long count) {
    requireAtLeast(scale.count());
    for (int i = reports.size(); i < starts.size(); i++) {
      runStart(engine, pass, scale, i);
    }
    return result(scale, count);
  }

  /** Returns what each start came to, also where all have failed. */
  List<StartReport> reports() {
    return List.copyOf(reports);
  }

  private void requireAtLeast(long positive) {
    if (positive < settings.components) {
      throw new InvalidSamplesException("samples of positive weight must be at least components = "
          + settings.components + ", but were " + positive);
    }
  }

  private void runStart(LocalEngine engine, ExpectationPass pass, SampleScale scale, int index) {
    Randomness random = Randomness.of(settings.seed, index);
    Checkpoint.Current left = resumed;
    resumed = null;
    Randomness ofRestarts = left == null
        ? Randomness.of(settings.seed, -1L - index)
        : Randomness.at(left.randomState());
    DegeneracyGuard fresh = new DegeneracyGuard(
        settings.degeneracy,
        settings.family.covariance(),
        scale,
        backend,
        () -> randomSample(ofRestarts));
    DegeneracyGuard guard = left == null ? fresh : fresh.resumed(left.events(), left.restarts());
    RunningStart running = new RunningStart(index, guard, ofRestarts);
    ExpectationMaximization.Listener listener = listener(index, running, engine);
    Maximization maximization = settings.maximization(backend, prior, noise);
    try {
      budget.check(0);
      long began = System.nanoTime();
      StartContext context = new StartContext(
          engine,
          backend,
          settings.components,
          maximization,
          guard,
          scale,
          random.nextLong(),
          random);
      ExpectationMaximization em =
          new ExpectationMaximization(maximization, settings.convergence, settings.maxIterations);
      ExpectationMaximization.Result result;
      long initialized;
      if (left == null) {
        MixtureParameters initial =
            starts.get(index).parameters(context.checkedBy(budget::checkInStart));
        initialized = System.nanoTime();
        result = em.run(initial, pass, scale, guard, listener);
      } else {
        initialized = began;
        result = em.resume(running.restore(left, backend), pass, scale, guard, listener);
      }
      initializeNanos += initialized - began;
      emNanos += System.nanoTime() - initialized;
      keep(index, result, guard);
    } catch (GmmException e) {
      if (e == thrownByListener) {
        throw e;
      }
      reports.add(new StartReport(index, List.of(), 0, false, guard.events(), e));
    }
  }

  private ExpectationMaximization.Listener listener(
      int index, RunningStart running, LocalEngine engine) {
    return (iteration, parameters, logLikelihood) -> {
      running.onIteration(parameters, logLikelihood);
      budget.check(iteration);
      FitProgress progress = new FitProgress(
          index,
          starts.size(),
          iteration,
          settings.maxIterations,
          logLikelihood,
          () -> new GaussianMixture(parameters, settings.family, backend, settings.threads),
          () -> checkpoint(running.checkpoint(iteration), engine));
      try {
        settings.listener.onProgress(progress);
      } catch (RuntimeException e) {
        // Ends the fit, whatever its type, and is not mistaken for a start that failed.
        thrownByListener = e;
        throw e;
      }
    };
  }

  private Checkpoint checkpoint(Checkpoint.Current current, LocalEngine engine) {
    Arguments.check(
        !isRemote,
        "a fit to samples on other machines must have no checkpoints: keep the model of the progress instead");
    settings.requirePlain("a fit with checkpoints");
    return new Checkpoint(identity(engine), reports, best, current);
  }

  private void keep(int index, ExpectationMaximization.Result result, DegeneracyGuard guard) {
    List<Double> trace = Arrays.stream(result.trace()).boxed().toList();
    StartReport report = new StartReport(
        index, trace, result.iterations(), result.converged(), guard.events(), null);
    reports.add(report);
    if (bestIndex < 0 || result.objective() > bestObjective) {
      bestIndex = index;
      bestObjective = result.objective();
      bestLogPrior = result.logPrior();
      bestParameters = result.parameters();
      best = new Checkpoint.Best(
          index, RunningStart.stored(result.parameters()), result.statistics().weights());
    }
  }

  /** Draws a row of positive weight. */
  private double[] randomSample(Randomness random) {
    while (true) {
      RowBlock row = samples.block(random.nextLong(samples.count()), 1);
      if (row.weight(0) > 0) {
        return Arrays.copyOfRange(row.values(), row.offset(), row.offset() + row.dimension());
      }
    }
  }

  private GaussianMixtureFit result(SampleScale scale, long count) {
    if (best == null || bestParameters == null) {
      GmmException failure = reports.get(0).failure();
      throw failure == null ? new GmmException("no start was run") : failure;
    }
    return new GaussianMixtureFit(
        new GaussianMixture(bestParameters, settings.family, backend, settings.threads),
        reports,
        bestIndex,
        best.effectiveCounts(),
        count,
        scale.totalWeight(),
        new GaussianMixtureFit.Prior(prior, bestLogPrior),
        chosen,
        new GaussianMixtureFit.Seconds(initializeNanos * 1e-9, emNanos * 1e-9));
  }
}
