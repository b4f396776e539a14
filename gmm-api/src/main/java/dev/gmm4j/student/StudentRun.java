package dev.gmm4j.student;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.ExpectationMaximization;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fit of t distributions: EM from all starts over one engine, the restart of the highest log-likelihood kept. */
final class StudentRun {
  private final GaussianMixtureEstimator settings;
  private final DegreesOfFreedom degreesOfFreedom;
  private final Samples samples;
  private final StudentStarts starts;
  private final RestartLoop<StudentRestart, ExpectationMaximization.Result> restarts;

  /** That of the restart under way, or null between restarts. */
  private @Nullable DegeneracyGuard guard;

  StudentRun(
      StudentMixtureEstimator estimator, Samples samples, StudentStarts starts, TimeBudget budget) {
    this.settings = estimator.estimator();
    this.degreesOfFreedom = estimator.degreesOfFreedom();
    this.samples = samples;
    this.starts = starts;
    this.restarts = new RestartLoop<>(new Reports(), budget);
  }

  /** Reports of restarts, compared by their log-likelihoods. */
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
      return report.logLikelihood();
    }
  }

  StudentMixtureFit run() {
    long began = System.nanoTime();
    ExpectationMaximization.Result result;
    try (LocalEngine engine = engine()) {
      result = restarts.run(starts.starts().size(), index -> restart(engine, index));
    }
    ModelFamily family = new ModelFamily(settings.covariance(), settings.proportions());
    double[] counts = result.statistics().weights();
    return new StudentMixtureFit(
        StudentMixture.of(
            (StudentParameters) result.parameters(),
            family,
            degreesOfFreedom.kind(),
            starts.backend(),
            settings.threads()),
        restarts.reports(),
        restarts.bestRestart(),
        counts,
        samples.count(),
        starts.scale().totalWeight(),
        starts.missing(),
        Admissibility.of(
            result.parameters(), counts, family, starts.scale(), SampleResolution.of(samples)),
        new StudentMixtureFit.Seconds(starts.nanos() * 1e-9, (System.nanoTime() - began) * 1e-9));
  }

  private LocalEngine engine() {
    // Samples that may have missing values, and have none, are fitted to the bits of others.
    return starts.missing() > 0
        ? IncompleteSamples.studentEngineOf(
            samples, starts.backend(), settings.components(), settings.threads())
        : StudentEngineKernel.engine(
            samples, starts.backend(), settings.components(), settings.threads());
  }

  private RestartLoop.Done<StudentRestart, ExpectationMaximization.Result> restart(
      LocalEngine engine, int index) {
    StudentStarts.Start start = starts.starts().get(index);
    DegeneracyGuard fresh = guard(start.stream());
    guard = fresh;
    if (start.parameters().isEmpty()) {
      throw start.failure().orElseThrow();
    }
    StudentParameters initial = StudentParameters.of(
        start.parameters().get(), degreesOfFreedom.initial(settings.components()));
    StudentUpdate update = new StudentUpdate(
        settings.maximization(starts.backend(), starts.scale()), fresh, degreesOfFreedom);
    ExpectationMaximization.Result result = ExpectationMaximization.run(
        update,
        settings.convergence(),
        settings.maxIterations(),
        settings.acceleration(),
        initial,
        engine,
        starts.scale(),
        (iteration, parameters, logLikelihood, ascent) -> restarts.check(iteration));
    StudentRestart report = new StudentRestart(
        index,
        Arrays.stream(result.trace()).boxed().toList(),
        result.iterations(),
        result.converged(),
        fresh.events(),
        null);
    guard = null;
    return new RestartLoop.Done<>(report, result);
  }

  private DegeneracyGuard guard(int stream) {
    Randomness ofReplacements = Randomness.of(settings.seed(), -1L - stream);
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
