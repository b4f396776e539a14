package dev.gmm4j.bench.quality;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import java.util.List;
import java.util.Optional;

/** Runs EM from many starts of our own, one thread each; a better optimum is followed closer to its limit. */
final class OwnStarts {
  /** Seeds of starts, far from those of the default fits that they judge. */
  private static final long FIRST_SEED = 1_000_000;

  private static final int MOST_ITERATIONS = 5000;
  private static final double TIGHT = 1e-9;

  /** Starts that lead to different optima; those near the mean of all rows, which take long, are few. */
  private static final List<Initialization> KINDS = List.of(
      Initialization.kMeansPlusPlus(),
      Initialization.randomSamples(),
      Initialization.kMeans(),
      Initialization.kMeansPlusPlus(),
      Initialization.shortEm(),
      Initialization.randomSamples(),
      Initialization.kMeans(),
      Initialization.kMeansPlusPlus(),
      Initialization.randomSamples(),
      Initialization.randomResponsibilities());

  private final QualitySet set;
  private final PreparedSamples samples;
  private final double[][] rows;

  OwnStarts(QualitySet set, PreparedSamples samples, double[][] rows) {
    this.set = set;
    this.samples = samples;
    this.rows = rows;
  }

  /** Adds the starts of some indices to what earlier ones have found. */
  KnownOptima.Entry add(KnownOptima.Entry before, int from, int to) {
    KnownOptima.Entry entry = before;
    for (int i = from; i < to; i++) {
      Optional<Optimum> found = from(KINDS.get(i % KINDS.size()), FIRST_SEED + i, entry);
      entry = entry.tried(1);
      entry = found.isPresent() ? entry.with(found.get()) : entry;
    }
    return entry;
  }

  /** Runs EM from a start; empty where a component has collapsed so that EM gave up. */
  Optional<Optimum> from(Initialization start, long seed, KnownOptima.Entry known) {
    try {
      GaussianMixtureFit fit =
          estimator().initialization(start).seed(seed).build().fit(samples);
      Optimum optimum = Optimum.of(fit, set, rows);
      double record = optimum.admissible() ? known.best() : known.inadmissible();
      return Optional.of(optimum.logLikelihood() > record ? closer(fit) : optimum);
    } catch (GmmException e) {
      return Optional.empty();
    }
  }

  private Optimum closer(GaussianMixtureFit fit) {
    GaussianMixtureFit close = estimator()
        .initialization(Initialization.parameters(fit.model()))
        .tolerance(TIGHT)
        .maxIterations(MOST_ITERATIONS)
        .build()
        .fit(samples);
    return Optimum.of(close, set, rows);
  }

  private GaussianMixtureEstimator.Builder estimator() {
    return GaussianMixtureEstimator.builder()
        .components(set.components())
        .covariance(set.model())
        .search(Search.NONE)
        .threads(1);
  }
}
