package dev.gmm4j;

import static dev.gmm4j.internal.engine.FitIdentity.require;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.internal.engine.FitIdentity;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SamplesFingerprint;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a fit, in words and numbers that can be compared: all that its result depends on, and so neither
 * threads nor listeners.
 */
final class FitFingerprint {
  static final String BACKEND = "backend";

  private FitFingerprint() {}

  /** Returns names and values in a fixed order; passes over the samples once. */
  static Map<String, String> of(
      GaussianMixtureEstimator settings, LinearAlgebraBackend backend, LocalEngine engine) {
    Samples samples = engine.samples();
    Map<String, String> fit = new LinkedHashMap<>();
    fit.put("components", Integer.toString(settings.components()));
    fit.put("covariance", settings.covariance().name());
    fit.put("proportions", settings.proportions().label());
    fit.put("start", initializations(settings));
    fit.put("restarts", Integer.toString(settings.restarts()));
    fit.put("iterations at most", Integer.toString(settings.maxIterations()));
    fit.put("convergence test", convergence(settings.convergence()));
    Acceleration acceleration = settings.acceleration();
    if (acceleration != Acceleration.NONE) {
      fit.put("acceleration", acceleration.label());
    }
    if (RestartSearch.isOn(settings)) {
      Search search = settings.search() == Search.BRIEF ? Search.BRIEF : Search.MOVES;
      fit.put("search", search.label());
    }
    fit.put("regularization", regularization(settings.regularization()));
    fit.put("ratio of eigenvalues at most", ratio(settings.maxEigenvalueRatio()));
    if (settings.trimming() != null) {
      fit.put("trimming", settings.trimming().toString());
    }
    fit.put("degeneracy", settings.degeneracy().name());
    fit.put("seed", Long.toString(settings.seed()));
    fit.put(BACKEND, backend.id());
    fit.put("rows", Long.toString(samples.count()));
    fit.put("columns", Integer.toString(samples.dimension()));
    fit.put("weights", samples.isWeighted() ? "yes" : "no");
    fit.put(FitIdentity.SAMPLES, SamplesFingerprint.of(engine));
    return fit;
  }

  private static String initializations(GaussianMixtureEstimator settings) {
    return settings.initializations().stream()
        .map(Initialization::identity)
        .collect(Collectors.joining(", "));
  }

  /** Describes a regularization; an absolute one by its number alone, as in checkpoints of version 1. */
  private static String regularization(Regularization regularization) {
    return regularization.isRelative()
        ? regularization.toString()
        : DecimalText.of(regularization.amount());
  }

  private static String ratio(@Nullable Double maxEigenvalueRatio) {
    return maxEigenvalueRatio == null ? "any" : DecimalText.of(maxEigenvalueRatio);
  }

  /** Describes a criterion; what a caller's own does cannot be known, unless it is a record. */
  private static String convergence(ConvergenceCriterion criterion) {
    return criterion instanceof Record ? criterion.toString() : "the caller's own";
  }

  /**
   * Checks that a checkpoint is of this fit.
   *
   * @param restarts how many restarts the fit has
   * @throws InvalidCheckpointException naming the first difference
   */
  static void check(Map<String, String> fit, Checkpoint checkpoint, int restarts) {
    FitIdentity.check(fit, checkpoint.fit());
    int components = Integer.parseInt(fit.get("components"));
    int columns = Integer.parseInt(fit.get("columns"));
    Checkpoint.Current current = checkpoint.current();
    requireSize(current.parameters(), components, columns);
    require(
        current.restart() >= 0 && current.restart() < restarts,
        "its restart must be < " + restarts + ", but is " + current.restart());
    int finished = checkpoint.finished().size();
    require(
        current.restart() == finished,
        "its restart must be " + finished + ", as many as are done, but is " + current.restart());
    require(current.trace().length > 0, "its trace must have at least 1 entry, but has 0");
    Checkpoint.Best best = checkpoint.best();
    if (best != null) {
      requireSize(best.parameters(), components, columns);
      require(
          best.restart() >= 0
              && best.restart() < finished
              && checkpoint.finished().get(best.restart()).failure() == null,
          "its best restart must be one that is done, but is " + best.restart());
      require(
          best.effectiveCounts().length == best.parameters().covariances().components(),
          "its effective counts must be as many as the best restart's components, but are "
              + best.effectiveCounts().length);
    }
  }

  private static void requireSize(ParameterEstimate parameters, int components, int columns) {
    Covariances covariances = parameters.covariances();
    require(
        covariances.components() <= components && covariances.dimension() == columns,
        "its parameters must be of at most " + components + " components and of " + columns
            + " features, but are of " + covariances.components() + " and "
            + covariances.dimension());
  }
}
