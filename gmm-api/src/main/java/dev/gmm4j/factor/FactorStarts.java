package dev.gmm4j.factor;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.restart.RestartStart;
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
      int components, RestartStart start, CovarianceModel covariance, boolean isOptimum) {}

  FactorStarts(PreparedSamples samples) {
    this.samples = samples;
  }

  /**
   * Returns where EM may begin: at the initial parameters, and where it searches also at the optimum of axis-aligned components.
   *
   * @param covariance of the initial parameters
   */
  List<MixtureParameters> of(
      GaussianMixtureEstimator settings, RestartStart start, CovarianceModel covariance) {
    List<MixtureParameters> found = new ArrayList<>();
    // What is wrong with an initialization is the caller's concern.
    known
        .computeIfAbsent(
            new Key(settings.components(), start, covariance, false),
            key -> Optional.of(
                parameters(start.initial(settings).covariance(covariance).build())))
        .ifPresent(found::add);
    if (start.searches(settings)) {
      known
          .computeIfAbsent(
              new Key(settings.components(), start, CovarianceModel.VVI, true),
              key -> optimum(settings, start))
          .ifPresent(found::add);
    }
    return found;
  }

  private Optional<MixtureParameters> optimum(
      GaussianMixtureEstimator settings, RestartStart start) {
    try {
      return Optional.of(parameters(settings.toBuilder()
          .initialization(start.initialization())
          .covariance(CovarianceModel.VVI)
          .restarts(1)
          .seed(start.seed(settings))
          .search(Search.MOVES)
          .listener(progress -> {})
          .build()));
    } catch (GmmException e) {
      // There is no such optimum: EM begins elsewhere.
      return Optional.empty();
    }
  }

  private MixtureParameters parameters(GaussianMixtureEstimator estimator) {
    return estimator.fit(samples).model().parameters();
  }
}
