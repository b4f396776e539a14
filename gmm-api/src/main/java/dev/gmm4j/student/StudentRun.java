package dev.gmm4j.student;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.em.StudentUpdate;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.StudentEngineKernel;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fit of t distributions: EM from all starts over one engine, the restart of the highest log-likelihood kept. */
final class StudentRun {
  private final GaussianMixtureEstimator settings;
  private final DegreesOfFreedom degreesOfFreedom;
  private final Samples samples;
  private final StudentStarts starts;
  private final List<StudentRestart> restarts = new ArrayList<>();
  private ExpectationMaximization.@Nullable Result best;
  private int bestRestart;

  StudentRun(StudentMixtureEstimator estimator, Samples samples, StudentStarts starts) {
    this.settings = estimator.estimator();
    this.degreesOfFreedom = estimator.degreesOfFreedom();
    this.samples = samples;
    this.starts = starts;
  }

  StudentMixtureFit run() {
    long began = System.nanoTime();
    try (LocalEngine engine = StudentEngineKernel.engine(
        samples, starts.backend(), settings.components(), settings.threads())) {
      for (StudentStarts.Start start : starts.starts()) {
        restart(engine, start);
      }
    }
    ExpectationMaximization.Result result = best;
    if (result == null) {
      throw starts.starts().get(0).failure().orElseGet(() -> failure(restarts));
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
        restarts,
        bestRestart,
        counts,
        samples.count(),
        starts.scale().totalWeight(),
        Admissibility.of(
            result.parameters(), counts, family, starts.scale(), SampleResolution.of(samples)),
        new StudentMixtureFit.Seconds(starts.nanos() * 1e-9, (System.nanoTime() - began) * 1e-9));
  }

  private static GmmException failure(List<StudentRestart> restarts) {
    for (StudentRestart restart : restarts) {
      if (restart.failure() != null) {
        return restart.failure();
      }
    }
    throw new IllegalStateException("a fit without a best restart must have one that failed");
  }

  private void restart(LocalEngine engine, StudentStarts.Start start) {
    int index = restarts.size();
    Randomness ofReplacements = Randomness.of(settings.seed(), -1L - start.stream());
    DegeneracyGuard guard = new DegeneracyGuard(
        settings.degeneracy(),
        settings.covariance(),
        starts.scale(),
        starts.backend(),
        () -> randomSample(ofReplacements));
    try {
      if (start.parameters().isEmpty()) {
        throw start.failure().orElseThrow();
      }
      StudentParameters initial = StudentParameters.of(
          start.parameters().get(), degreesOfFreedom.initial(settings.components()));
      StudentUpdate update = new StudentUpdate(
          settings.maximization(starts.backend(), starts.scale()), guard, degreesOfFreedom);
      ExpectationMaximization.Result result = ExpectationMaximization.run(
          update,
          settings.convergence(),
          settings.maxIterations(),
          settings.acceleration(),
          initial,
          engine,
          starts.scale(),
          (iteration, parameters, logLikelihood, ascent) -> {});
      add(result, guard, index);
    } catch (GmmException e) {
      restarts.add(new StudentRestart(index, List.of(), 0, false, guard.events(), e));
    }
  }

  private void add(ExpectationMaximization.Result result, DegeneracyGuard guard, int index) {
    StudentRestart report = new StudentRestart(
        index,
        Arrays.stream(result.trace()).boxed().toList(),
        result.iterations(),
        result.converged(),
        guard.events(),
        null);
    restarts.add(report);
    if (best == null || report.logLikelihood() > restarts.get(bestRestart).logLikelihood()) {
      best = result;
      bestRestart = index;
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
}
