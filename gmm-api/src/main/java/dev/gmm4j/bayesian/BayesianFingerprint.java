package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.engine.FitIdentity.require;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.internal.engine.FitIdentity;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SamplesFingerprint;
import dev.gmm4j.internal.util.DecimalText;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The identity of a Bayesian fit, in words and numbers that can be compared: all that its result depends on. */
final class BayesianFingerprint {
  private BayesianFingerprint() {}

  /** Returns names and values in a fixed order; passes over the samples once. */
  static Map<String, String> of(
      GaussianMixtureEstimator settings,
      VariationalUpdate update,
      boolean isSearching,
      LinearAlgebraBackend backend,
      LocalEngine engine) {
    Samples samples = engine.samples();
    Map<String, String> fit = new LinkedHashMap<>();
    fit.put("components", Integer.toString(settings.components()));
    fit.put("covariance", settings.covariance().name());
    WeightPrior weights = update.weightPrior();
    fit.put("prior of weights", weights.kind().label());
    fit.put("concentration", DecimalText.of(weights.concentration(settings.components())));
    if (weights.kind() == WeightPrior.Kind.DIRICHLET_PROCESS) {
      fit.put("order of sticks", weights.stickOrder().label());
    }
    NormalWishartPrior prior = update.prior();
    fit.put("precision of the prior's mean", DecimalText.of(prior.meanPrecision()));
    fit.put("prior's degrees of freedom", DecimalText.of(prior.degreesOfFreedom()));
    fit.put("fingerprint of the prior's mean", ofNumbers(prior.mean()));
    fit.put("fingerprint of the prior's scale", ofNumbers(prior.scale().toArray()));
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
    fit.put("search", isSearching ? "moves" : "none");
    fit.put("seed", Long.toString(settings.seed()));
    fit.put("backend", backend.id());
    fit.put("rows", Long.toString(samples.count()));
    fit.put("columns", Integer.toString(samples.dimension()));
    fit.put("weights", samples.isWeighted() ? "yes" : "no");
    fit.put(FitIdentity.SAMPLES, SamplesFingerprint.of(engine));
    return fit;
  }

  private static String ofNumbers(double[] numbers) {
    return String.format(Locale.ROOT, "%08x", Arrays.hashCode(numbers));
  }

  /**
   * Checks that a checkpoint is of this fit.
   *
   * @param restarts how many restarts the fit has
   * @throws InvalidCheckpointException naming the first difference
   */
  static void check(
      Map<String, String> fit,
      NormalWishartPrior prior,
      BayesianCheckpoint checkpoint,
      int restarts) {
    FitIdentity.check(fit, checkpoint.fit());
    int components = Integer.parseInt(fit.get("components"));
    BayesianCheckpoint.Current current = checkpoint.current();
    require(
        current.posterior().components() == components
            && current.posterior().prior().equals(prior),
        "its posterior must be of " + components + " components and under the prior of the fit");
    int finished = checkpoint.finished().size();
    require(
        current.restart() == finished && finished < restarts,
        "its restart must be " + finished + ", as many as are done, and < " + restarts + ", but is "
            + current.restart());
    require(
        current.trace().length > 0 && current.bounds().length == current.trace().length,
        "its trace must have at least 1 entry, and as many as its bounds, but has "
            + current.trace().length + " and " + current.bounds().length);
    BayesianCheckpoint.Best best = checkpoint.best();
    if (best != null) {
      require(
          best.restart() >= 0
              && best.restart() < finished
              && checkpoint.finished().get(best.restart()).failure() == null,
          "its best restart must be one that is done, but is " + best.restart());
      require(
          best.posterior().components() == components
              && best.posterior().prior().equals(prior),
          "its best posterior must be of " + components
              + " components and under the prior of the fit");
    }
  }
}
