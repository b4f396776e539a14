package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gaussian mixtures that fits of factor analysers to the same samples begin at, each found once: they depend neither on the
 * model nor on the number of factors.
 */
final class FactorStarts {
  private final PreparedSamples samples;
  private final Map<Key, Optional<MixtureParameters>> known = new HashMap<>();

  private record Key(
      int components,
      Initialization initialization,
      long seed,
      CovarianceModel covariance,
      boolean isOptimum) {}

  FactorStarts(PreparedSamples samples) {
    this.samples = samples;
  }

  /**
   * Returns where EM may begin: at the initial parameters, and where it searches also at the optimum of axis-aligned components.
   *
   * @param covariance of the initial parameters
   */
  List<MixtureParameters> of(
      GaussianMixtureEstimator settings,
      Initialization initialization,
      long seed,
      CovarianceModel covariance,
      boolean isSearching) {
    List<MixtureParameters> starts = new ArrayList<>();
    Key initial = new Key(settings.components(), initialization, seed, covariance, false);
    if (!known.containsKey(initial)) {
      // What is wrong with an initialization is the caller's concern.
      known.put(initial, Optional.of(parameters(initial(settings, initial))));
    }
    known.get(initial).ifPresent(starts::add);
    if (isSearching) {
      Key optimum = new Key(settings.components(), initialization, seed, CovarianceModel.VVI, true);
      known.computeIfAbsent(optimum, key -> optimum(settings, key)).ifPresent(starts::add);
    }
    return starts;
  }

  private Optional<MixtureParameters> optimum(GaussianMixtureEstimator settings, Key key) {
    try {
      return Optional.of(parameters(builder(settings, key).search(Search.MOVES).build()));
    } catch (GmmException e) {
      // There is no such optimum: EM begins elsewhere.
      return Optional.empty();
    }
  }

  private static GaussianMixtureEstimator initial(GaussianMixtureEstimator settings, Key key) {
    return builder(settings, key)
        .maxIterations(0)
        .convergence(ConvergenceCriterion.aitken(0))
        .acceleration(Acceleration.NONE)
        .search(Search.NONE)
        .build();
  }

  private static GaussianMixtureEstimator.Builder builder(
      GaussianMixtureEstimator settings, Key key) {
    return settings.toBuilder()
        .initialization(key.initialization())
        .covariance(key.covariance())
        .restarts(1)
        .seed(key.seed())
        .listener(progress -> {});
  }

  private MixtureParameters parameters(GaussianMixtureEstimator estimator) {
    return estimator.fit(samples).model().parameters();
  }
}
