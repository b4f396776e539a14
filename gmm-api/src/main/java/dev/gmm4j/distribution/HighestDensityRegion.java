package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.data.SampleChecks;

/**
 * The region where a mixture's density is at least as high as some level, which is the smallest of its probability.
 * Immutable.
 *
 * @param model the mixture
 * @param logDensity the logarithm of the level
 * @param mass the probability of the region
 */
public record HighestDensityRegion(
    GaussianMixture model, double logDensity, MonteCarloEstimate mass) {

  /** Tells whether a sample lies in the region. */
  public boolean contains(double[] sample) {
    return model.logDensity(sample) >= logDensity;
  }

  /** Tells of each sample whether it lies in the region. */
  public boolean[] contains(Samples samples) {
    SampleChecks.requireComplete(samples, "a region of densities");
    double[] logDensities = model.logDensities(samples);
    boolean[] contained = new boolean[logDensities.length];
    for (int i = 0; i < contained.length; i++) {
      contained[i] = logDensities[i] >= logDensity;
    }
    return contained;
  }
}
