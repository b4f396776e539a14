package dev.gmm4j.bench.quality;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.GmmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A search to compare ours with: a component drawn at random begins anew at a row drawn at random, EM runs from there, and
 * what it leads to is kept if its likelihood is higher (Zhao, Hautamäki, Kärkkäinen and Fränti 2012). The component keeps
 * its covariance, and all weights begin equal.
 */
final class RandomSwaps {
  private final int swaps;

  RandomSwaps(int swaps) {
    this.swaps = swaps;
  }

  /** Returns the best of the fits from some parameters and after so many swaps one after the other. */
  GaussianMixtureFit improve(
      GaussianMixtureFit start,
      GaussianMixtureEstimator.Builder estimator,
      Samples samples,
      double[][] rows,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    GaussianMixtureFit best = start;
    for (int i = 0; i < swaps; i++) {
      GaussianMixture model = best.model();
      double[][] means = model.means();
      means[random.nextInt(means.length)] = rows[random.nextInt(rows.length)];
      double[] weights = new double[means.length];
      Arrays.fill(weights, 1.0 / means.length);
      GaussianMixture swapped = GaussianMixture.of(weights, means, model.covariances());
      Optional<GaussianMixtureFit> fit =
          attempt(estimator.initialization(Initialization.parameters(swapped)), samples);
      if (fit.isPresent() && fit.get().logLikelihood() > best.logLikelihood()) {
        best = fit.get();
      }
    }
    return best;
  }

  /** Returns a fit; empty where a component collapses, so that the swap led nowhere. */
  private static Optional<GaussianMixtureFit> attempt(
      GaussianMixtureEstimator.Builder estimator, Samples samples) {
    try {
      return Optional.of(estimator.build().fit(samples));
    } catch (GmmException e) {
      return Optional.empty();
    }
  }
}
