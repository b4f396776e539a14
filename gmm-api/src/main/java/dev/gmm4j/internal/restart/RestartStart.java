package dev.gmm4j.internal.restart;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.Search;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a restart begins.
 *
 * @param initialization that finds its initial parameters
 * @param stream of its random numbers: the number of restarts of the same initialization before it, so that those of others
 *     beside it change nothing
 */
public record RestartStart(Initialization initialization, int stream) {

  /** Returns the restarts of a fit in their order: initializations that take no random numbers have one. */
  public static List<RestartStart> of(GaussianMixtureEstimator settings) {
    List<RestartStart> starts = new ArrayList<>();
    for (Initialization initialization : settings.initializations()) {
      int tries = initialization.isRandom() ? settings.restarts() : 1;
      for (int stream = 0; stream < tries; stream++) {
        starts.add(new RestartStart(initialization, stream));
      }
    }
    return starts;
  }

  /** Tells whether restarts look for a better optimum of the same number of components on their way. */
  public static boolean canSearch(GaussianMixtureEstimator settings) {
    return settings.search() != Search.NONE
        && !settings.convergence().isNever()
        && settings.maxIterations() > 0
        && settings.components() > 1;
  }

  /** Tells whether this restart looks for a better optimum: one that begins at given parameters only if it is asked to. */
  public boolean searches(GaussianMixtureEstimator settings) {
    return canSearch(settings) && (settings.search() == Search.MOVES || !initialization.isGiven());
  }

  /** Returns the seed of this restart, that of the fit for the first of an initialization. */
  public long seed(GaussianMixtureEstimator settings) {
    return stream == 0
        ? settings.seed()
        : Randomness.of(settings.seed(), stream).nextLong();
  }

  /** Returns the settings of a fit whose result are the initial parameters of this restart, to change some of them. */
  public GaussianMixtureEstimator.Builder initial(GaussianMixtureEstimator settings) {
    return settings.toBuilder()
        .initialization(initialization)
        .restarts(1)
        .seed(seed(settings))
        .maxIterations(0)
        .convergence(ConvergenceCriterion.aitken(0))
        .acceleration(Acceleration.NONE)
        .search(Search.NONE)
        .listener(progress -> {});
  }
}
