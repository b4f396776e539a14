package dev.gmm4j;

import dev.gmm4j.internal.util.Arguments;

/** What a fit needs of its settings, beside the number of components. */
final class FitRequirements {
  private FitRequirements() {}

  /** Refuses what neither arrays nor the heap can hold, before anything of its size is allocated. */
  static void memory(GaussianMixtureEstimator settings, int dimension) {
    FitMemory.require(settings.covariance(), settings.components(), dimension);
  }

  /**
   * Refuses a prior and noise.
   *
   * @throws IllegalArgumentException if there is one
   */
  static void noPriorOrNoise(GaussianMixtureEstimator settings, String what) {
    Arguments.check(
        settings.prior() == null && settings.noise() == null,
        "%s must have neither a prior nor noise",
        what);
  }

  /**
   * Refuses trimming.
   *
   * @throws IllegalArgumentException if there is some
   */
  static void noTrimming(GaussianMixtureEstimator settings, String what) {
    Arguments.check(
        settings.trimming() == null,
        "%s must not trim, but had %s",
        what,
        String.valueOf(settings.trimming()));
  }

  /** Returns how many components kernels evaluate, noise counted as one. */
  static int evaluatedComponents(GaussianMixtureEstimator settings) {
    int components = settings.components();
    return settings.noise() == null ? components : Math.addExact(components, 1);
  }
}
