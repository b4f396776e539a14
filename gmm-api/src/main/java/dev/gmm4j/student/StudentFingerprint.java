package dev.gmm4j.student;

import static dev.gmm4j.internal.engine.FitIdentity.require;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.internal.engine.FitIdentity;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SamplesFingerprint;
import dev.gmm4j.internal.restart.RestartStart;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The identity of a fit of t distributions, in words and numbers that can be compared: all that its result depends on. */
final class StudentFingerprint {
  private StudentFingerprint() {}

  /** Returns names and values in a fixed order; passes over the samples once. */
  static Map<String, String> of(
      StudentMixtureEstimator estimator, LinearAlgebraBackend backend, LocalEngine engine) {
    GaussianMixtureEstimator settings = estimator.estimator();
    DegreesOfFreedom tails = estimator.degreesOfFreedom();
    Samples samples = engine.samples();
    Map<String, String> fit = new LinkedHashMap<>();
    fit.put("components", Integer.toString(settings.components()));
    fit.put("covariance", settings.covariance().name());
    fit.put("proportions", settings.proportions().label());
    fit.put("tails", tails.label());
    fit.put(
        "degrees of freedom",
        DecimalText.of(tails.least()) + " to " + DecimalText.of(tails.greatest()) + " from "
            + DecimalText.of(tails.initial()));
    fit.put(
        "start",
        settings.initializations().stream()
            .map(Initialization::identity)
            .collect(Collectors.joining(", ")));
    fit.put("restarts", Integer.toString(settings.restarts()));
    fit.put("iterations at most", Integer.toString(settings.maxIterations()));
    fit.put(
        "convergence test",
        settings.convergence() instanceof Record
            ? settings.convergence().toString()
            : "the caller's own");
    fit.put("acceleration", settings.acceleration().label());
    fit.put("search", RestartStart.canSearch(settings) ? settings.search().label() : "none");
    fit.put("regularization", settings.regularization().toString());
    Double ratio = settings.maxEigenvalueRatio();
    fit.put("ratio of eigenvalues at most", ratio == null ? "any" : DecimalText.of(ratio));
    ConjugatePrior prior = settings.prior();
    if (prior != null) {
      // Without one there is no entry, as in checkpoints of versions that refused priors.
      fit.put("prior", prior.toString());
    }
    fit.put("degeneracy", settings.degeneracy().name());
    fit.put("seed", Long.toString(settings.seed()));
    fit.put("backend", backend.id());
    fit.put("rows", Long.toString(samples.count()));
    fit.put("columns", Integer.toString(samples.dimension()));
    fit.put("weights", samples.isWeighted() ? "yes" : "no");
    fit.put(FitIdentity.SAMPLES, SamplesFingerprint.of(engine));
    return fit;
  }

  /**
   * Checks that a checkpoint is of this fit.
   *
   * @param restarts how many restarts the fit has
   * @throws InvalidCheckpointException naming the first difference
   */
  static void check(Map<String, String> fit, StudentCheckpoint checkpoint, int restarts) {
    FitIdentity.check(fit, checkpoint.fit());
    int components = Integer.parseInt(fit.get("components"));
    int columns = Integer.parseInt(fit.get("columns"));
    StudentCheckpoint.Current current = checkpoint.current();
    requireSize(current.parameters(), components, columns);
    int finished = checkpoint.finished().size();
    require(
        current.restart() == finished && finished < restarts,
        "its restart must be " + finished + ", as many as are done, and < " + restarts + ", but is "
            + current.restart());
    require(current.trace().length > 0, "its trace must have at least 1 entry, but has 0");
    StudentCheckpoint.Best best = checkpoint.best();
    if (best != null) {
      requireSize(best.parameters(), components, columns);
      require(
          best.restart() >= 0
              && best.restart() < finished
              && checkpoint.finished().get(best.restart()).failure() == null,
          "its best restart must be one that is done, but is " + best.restart());
      require(
          best.effectiveCounts().length == components,
          "its effective counts must be " + components + ", but are "
              + best.effectiveCounts().length);
    }
  }

  private static void requireSize(
      StudentCheckpoint.Parameters parameters, int components, int columns) {
    Covariances scales = parameters.gaussian().covariances();
    require(
        scales.components() == components
            && scales.dimension() == columns
            && parameters.degreesOfFreedom().length == components,
        "its parameters must be of " + components + " components and " + columns
            + " features, but are of " + scales.components() + " and " + scales.dimension());
  }
}
