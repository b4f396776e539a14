package dev.gmm4j.student;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.ParameterVectors;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.em.StudentUpdate;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.StudentEngineKernel;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.restart.RestartLoop;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One fit of t distributions: EM from all starts over one engine, the restart of the highest log-likelihood kept. */
final class StudentRun {
  private final StudentMixtureEstimator estimator;
  private final GaussianMixtureEstimator settings;
  private final DegreesOfFreedom degreesOfFreedom;
  private final Samples samples;
  private final RemoteSamples.@Nullable Engine remote;
  private final StudentStarts starts;
  private final RestartLoop<StudentRestart, Best> restarts;

  /** That of the restart under way, or null between restarts. */
  private @Nullable DegeneracyGuard guard;

  private @Nullable Map<String, String> fingerprint;

  /** The log-density of the prior that restarts ended at; not of those that failed, nor of those that only a checkpoint knows. */
  private final Map<Integer, Double> logPriors = new HashMap<>();

  /** What is kept of the best restart. */
  private record Best(StudentParameters parameters, double[] effectiveCounts) {}

  StudentRun(
      StudentMixtureEstimator estimator, Samples samples, StudentStarts starts, TimeBudget budget) {
    this(estimator, samples, null, starts, budget);
  }

  private StudentRun(
      StudentMixtureEstimator estimator,
      Samples samples,
      RemoteSamples.@Nullable Engine remote,
      StudentStarts starts,
      TimeBudget budget) {
    this.estimator = estimator;
    this.remote = remote;
    this.settings = estimator.estimator();
    this.degreesOfFreedom = estimator.degreesOfFreedom();
    this.samples = samples;
    this.starts = starts;
    this.restarts = new RestartLoop<>(new Reports(), budget);
  }

  /**
   * Returns a fit of samples on other machines.
   *
   * @param here some of them
   */
  static StudentRun ofRemote(
      StudentMixtureEstimator estimator,
      Samples here,
      RemoteSamples.Engine remote,
      StudentStarts starts) {
    return new StudentRun(estimator, here, remote, starts, TimeBudget.UNLIMITED);
  }

  /** Reports of restarts, compared by their log-likelihoods and what the prior adds. */
  private final class Reports implements RestartLoop.Reports<StudentRestart> {
    @Override
    public StudentRestart failed(int restart, GmmException failure) {
      List<DegeneracyEvent> events = guard == null ? List.of() : guard.events();
      guard = null;
      return new StudentRestart(restart, List.of(), 0, false, events, failure);
    }

    @Override
    public @Nullable GmmException failure(StudentRestart report) {
      return report.failure();
    }

    @Override
    public double objective(StudentRestart report) {
      // Of the restarts of a checkpoint the best alone has an entry: no other is compared again.
      return report.logLikelihood() + logPriors.getOrDefault(report.index(), 0.0);
    }
  }

  /**
   * Runs all restarts.
   *
   * @param checkpoint to go on from, or null
   */
  StudentMixtureFit run(@Nullable StudentCheckpoint checkpoint) {
    long began = System.nanoTime();
    Best best;
    if (remote != null) {
      best = best(remote, null);
    } else {
      try (LocalEngine engine = engine()) {
        if (checkpoint != null) {
          restore(checkpoint, engine);
        }
        best = best(engine, checkpoint);
      }
    }
    ModelFamily family = new ModelFamily(settings.covariance(), settings.proportions());
    double[] counts = best.effectiveCounts();
    return new StudentMixtureFit(
        model(best.parameters()),
        restarts.reports(),
        restarts.bestRestart(),
        counts,
        remote == null ? samples.count() : remote.count(),
        starts.scale().totalWeight(),
        starts.missing(),
        starts.prior() == null
            ? Admissibility.of(
                best.parameters(), counts, family, starts.scale(), SampleResolution.of(samples))
            : new Admissibility(List.of()),
        new StudentMixtureFit.Prior(
            starts.prior(), logPriors.getOrDefault(restarts.bestRestart(), 0.0)),
        new StudentMixtureFit.Seconds(starts.nanos() * 1e-9, (System.nanoTime() - began) * 1e-9));
  }

  private Best best(ExpectationPass pass, @Nullable StudentCheckpoint checkpoint) {
    return restarts.run(
        starts.starts().size(),
        index -> restart(
            pass,
            index,
            checkpoint != null && checkpoint.current().restart() == index
                ? checkpoint.current()
                : null));
  }

  private StudentMixture model(StudentParameters parameters) {
    return StudentMixture.of(
        parameters,
        new ModelFamily(settings.covariance(), settings.proportions()),
        degreesOfFreedom.kind(),
        starts.backend(),
        settings.threads());
  }

  private void restore(StudentCheckpoint checkpoint, LocalEngine engine) {
    StudentFingerprint.check(fingerprint(engine), checkpoint, starts.starts().size());
    StudentCheckpoint.Best stored = checkpoint.best();
    if (stored == null) {
      restarts.restore(checkpoint.finished(), null, 0);
      return;
    }
    StudentParameters best = StudentFollower.restore(stored.parameters(), starts.backend());
    logPriors.put(stored.restart(), maximization().logPrior(best));
    restarts.restore(
        checkpoint.finished(), new Best(best, stored.effectiveCounts()), stored.restart());
  }

  /** Tells the fit from others; the first call passes over the samples once. */
  private Map<String, String> fingerprint(LocalEngine engine) {
    Map<String, String> known = fingerprint;
    if (known == null) {
      known = StudentFingerprint.of(estimator, starts.backend(), engine);
      fingerprint = known;
    }
    return known;
  }

  private LocalEngine engine() {
    // Samples that may have missing values, and have none, are fitted to the bits of others.
    return starts.missing() > 0
        ? IncompleteSamples.studentEngineOf(
            samples, starts.backend(), settings.components(), settings.threads())
        : StudentEngineKernel.engine(
            samples, starts.backend(), settings.components(), settings.threads());
  }

  private RestartLoop.Done<StudentRestart, Best> restart(
      ExpectationPass pass, int index, StudentCheckpoint.@Nullable Current resumed) {
    StudentStarts.Start start = starts.starts().get(index);
    Randomness ofReplacements = resumed == null
        ? Randomness.of(settings.seed(), -1L - start.stream())
        : Randomness.at(resumed.randomState());
    DegeneracyGuard own = guard(ofReplacements);
    if (resumed != null) {
      own = own.resumed(resumed.events(), resumed.replacements());
    }
    guard = own;
    StudentFollower follower = new StudentFollower(index, own, ofReplacements);
    StudentUpdate update = new StudentUpdate(maximization(), own, degreesOfFreedom);
    ExpectationMaximization.Result result = run(pass, update, start, resumed, follower, index)
        .until(settings.convergence(), settings.maxIterations());
    StudentRestart report = new StudentRestart(
        index,
        Arrays.stream(result.trace()).boxed().toList(),
        result.iterations(),
        result.converged(),
        own.events(),
        null);
    guard = null;
    logPriors.put(index, result.logPrior());
    return new RestartLoop.Done<>(
        report,
        new Best((StudentParameters) result.parameters(), result.statistics().weights()));
  }

  private Maximization maximization() {
    ConjugatePrior prior = starts.prior();
    Maximization maximization = settings.maximization(starts.backend(), starts.scale());
    return prior == null
        ? maximization
        : maximization.withPrior(prior.terms(settings.covariance()));
  }

  /** Begins a restart, or goes on with it. */
  private EmRun run(
      ExpectationPass pass,
      StudentUpdate update,
      StudentStarts.Start start,
      StudentCheckpoint.@Nullable Current resumed,
      StudentFollower follower,
      int index) {
    ExpectationMaximization.Listener onIteration =
        (iteration, parameters, logLikelihood, ascent) -> {
          StudentParameters current = (StudentParameters) parameters;
          follower.onIteration(current, logLikelihood, ascent);
          restarts.check(iteration);
          restarts.tell(() -> estimator
              .listener()
              .onProgress(new StudentProgress(
                  index,
                  starts.starts().size(),
                  iteration,
                  settings.maxIterations(),
                  logLikelihood,
                  () -> model(current),
                  () -> checkpoint(pass, follower, iteration))));
        };
    Acceleration acceleration =
        settings.convergence().isNever() ? Acceleration.NONE : settings.acceleration();
    ParameterVectors space = update.space(starts.scale());
    if (resumed != null) {
      return ExpectationMaximization.goOn(
          update,
          acceleration,
          space,
          follower.restore(resumed, starts.backend()),
          pass,
          starts.scale(),
          onIteration);
    }
    if (start.parameters().isEmpty()) {
      throw start.failure().orElseThrow();
    }
    StudentParameters initial = StudentParameters.of(
        start.parameters().get(), degreesOfFreedom.initial(settings.components()));
    return ExpectationMaximization.begin(
        update, acceleration, space, initial, pass, starts.scale(), onIteration);
  }

  private StudentCheckpoint checkpoint(
      ExpectationPass pass, StudentFollower follower, int iteration) {
    if (!(pass instanceof LocalEngine engine)) {
      throw new IllegalArgumentException(
          "a fit of t distributions with checkpoints must be to samples on this machine");
    }
    StudentCheckpoint.Current current = follower.checkpoint(iteration);
    Best best = restarts.best();
    return new StudentCheckpoint(
        fingerprint(engine),
        restarts.reports(),
        best == null
            ? null
            : new StudentCheckpoint.Best(
                restarts.bestRestart(),
                StudentFollower.stored(best.parameters()),
                best.effectiveCounts()),
        current);
  }

  private DegeneracyGuard guard(Randomness ofReplacements) {
    return new DegeneracyGuard(
        settings.degeneracy(),
        settings.covariance(),
        starts.scale(),
        starts.backend(),
        () -> randomSample(ofReplacements));
  }

  /** Draws a row of positive weight, missing values filled in. */
  private double[] randomSample(Randomness random) {
    Samples completed = starts.completed();
    while (true) {
      RowBlock row = completed.block(random.nextLong(completed.count()), 1);
      if (row.weight(0) > 0) {
        return Arrays.copyOfRange(row.values(), row.offset(), row.offset() + row.dimension());
      }
    }
  }
}
