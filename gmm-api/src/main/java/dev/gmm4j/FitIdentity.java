package dev.gmm4j;

import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.internal.DecimalText;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.SamplesFingerprint;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fit is of, in words and numbers that can be compared: all that its result depends on, and so neither threads
 * nor listeners.
 */
final class FitIdentity {
  static final String BACKEND = "backend";
  private static final String FINGERPRINT = "fingerprint of the samples";

  private FitIdentity() {}

  /** Returns names and values in a fixed order; passes over the samples once. */
  static Map<String, String> of(
      GaussianMixtureEstimator settings, LinearAlgebraBackend backend, LocalEngine engine) {
    Samples samples = engine.samples();
    Map<String, String> fit = new LinkedHashMap<>();
    fit.put("components", Integer.toString(settings.components));
    fit.put("covariance", settings.family.covariance().name());
    fit.put("proportions", settings.family.proportions().label());
    fit.put("start", settings.start.identity());
    fit.put("restarts", Integer.toString(settings.restarts));
    fit.put("iterations at most", Integer.toString(settings.maxIterations));
    fit.put("convergence test", convergence(settings.convergence));
    fit.put("regularization", DecimalText.of(settings.regularization));
    fit.put("ratio of eigenvalues at most", ratio(settings.maxEigenvalueRatio));
    fit.put("degeneracy", settings.degeneracy.name());
    fit.put("seed", Long.toString(settings.seed));
    fit.put(BACKEND, backend.id());
    fit.put("rows", Long.toString(samples.count()));
    fit.put("columns", Integer.toString(samples.dimension()));
    fit.put("weights", samples.isWeighted() ? "yes" : "no");
    fit.put(FINGERPRINT, SamplesFingerprint.of(engine));
    return fit;
  }

  private static String ratio(@Nullable Double maxEigenvalueRatio) {
    return maxEigenvalueRatio == null ? "any" : DecimalText.of(maxEigenvalueRatio);
  }

  /** What a caller's own test does cannot be known, unless it is a record. */
  private static String convergence(ConvergenceTest test) {
    return test instanceof Record ? test.toString() : "the caller's own";
  }

  /**
   * Checks that a checkpoint is of this fit.
   *
   * @param starts how many starts the fit has
   * @throws InvalidCheckpointException naming the first difference
   */
  static void check(Map<String, String> fit, Checkpoint checkpoint, int starts) {
    Map<String, String> of = checkpoint.fit();
    for (Map.Entry<String, String> entry : fit.entrySet()) {
      String name = entry.getKey();
      String was = of.getOrDefault(name, "unknown");
      if (!entry.getValue().equals(was)) {
        throw new InvalidCheckpointException(
            name.equals(FINGERPRINT)
                ? "the checkpoint is of other samples, as many and with as many columns"
                : "the checkpoint is of another fit: " + name + " was " + was + ", but is "
                    + entry.getValue());
      }
    }
    require(of.size() == fit.size(), "it is of a fit with other settings, " + of.keySet());
    int components = Integer.parseInt(fit.get("components"));
    int columns = Integer.parseInt(fit.get("columns"));
    Checkpoint.Current current = checkpoint.current();
    requireSize(current.parameters(), components, columns);
    require(
        current.start() >= 0 && current.start() < starts,
        "its start must be < " + starts + ", but is " + current.start());
    int finished = checkpoint.finished().size();
    require(
        current.start() == finished,
        "its start must be " + finished + ", as many as are done, but is " + current.start());
    require(current.trace().length > 0, "its trace must have at least 1 entry, but has 0");
    Checkpoint.Best best = checkpoint.best();
    if (best != null) {
      requireSize(best.parameters(), components, columns);
      require(
          best.start() >= 0
              && best.start() < finished
              && checkpoint.finished().get(best.start()).failure() == null,
          "its best start must be one that is done, but is " + best.start());
      require(
          best.effectiveCounts().length == best.parameters().covariances().components(),
          "its effective counts must be as many as the best start's components, but are "
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

  private static void require(boolean met, String problem) {
    if (!met) {
      throw new InvalidCheckpointException("the checkpoint is not valid: " + problem);
    }
  }
}
