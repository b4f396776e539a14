package dev.gmm4j.noise;

import dev.gmm4j.internal.util.Arguments;
import java.io.Serializable;

/**
 * Noise beside the components of a mixture: a share of the samples whose density is the same everywhere, one over the
 * volume of a region (Banfield and Raftery 1993).
 *
 * <p>As in mclust the density holds outside of the region, too, where its integral has no bound: there, the density of a
 * mixture with noise is no proper one, but what it says of a sample, noise, is what is wanted. Samples that are drawn lie
 * inside.
 *
 * @param weight its mixing weight, in [0, 1)
 * @param region what the samples of the noise are spread over
 */
public record UniformNoise(double weight, NoiseRegion region) implements Serializable {
  /** The label of samples that most probably are noise. */
  public static final int LABEL = -1;

  /** Creates noise. */
  public UniformNoise {
    Arguments.check(
        weight >= 0 && weight < 1, "weight of the noise must be in [0, 1), but was %s", weight);
    Arguments.notNull("region of the noise", region);
  }

  /**
   * Returns the noise of some features.
   *
   * @param features indices from 0, ascending
   * @throws IllegalArgumentException if the region's axes are not those of the features
   */
  public UniformNoise marginal(int... features) {
    return new UniformNoise(weight, region.marginal(features));
  }
}
