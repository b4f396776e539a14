package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.check;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.SampleBox;
import dev.gmm4j.internal.SampleCovariance;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * What a fit with a noise component begins with: the share of the samples that is noise, and the region that it is spread
 * over. EM finds the share; the region stays. Immutable.
 *
 * <p>Starts find components as if there were no noise, and these have the rest of the weight. A start from labels or
 * responsibilities can tell which samples are noise, and then the share is theirs.
 */
public final class InitialNoise {
  private final double share;
  private final @Nullable Double volume;
  private final @Nullable NoiseRegion region;

  private InitialNoise(double share, @Nullable Double volume, @Nullable NoiseRegion region) {
    this.share = share;
    this.volume = volume;
    this.region = region;
  }

  /**
   * Returns noise over the samples' region: of the box along the features that holds all samples and the box along their
   * principal axes, that of the smaller volume, as in mclust.
   *
   * @param share in (0, 1)
   */
  public static InitialNoise share(double share) {
    check(share > 0 && share < 1, "share of the noise must be in (0, 1), but was %s", share);
    return new InitialNoise(share, null, null);
  }

  /** Returns this noise over the same region, blown up or shrunk about its centre to a volume {@code > 0}. */
  public InitialNoise withVolume(double newVolume) {
    check(
        newVolume > 0 && newVolume < Double.POSITIVE_INFINITY,
        "volume must be finite and > 0, but was %s",
        newVolume);
    return new InitialNoise(share, newVolume, region);
  }

  /** Returns this noise over another region. */
  public InitialNoise withRegion(NoiseRegion newRegion) {
    return new InitialNoise(share, volume, newRegion);
  }

  /**
   * Returns the noise for samples.
   *
   * @throws IllegalArgumentException if the region has other features than the samples
   * @throws GmmException if the samples have no volume and no region was given
   */
  UniformNoise resolve(LocalEngine engine, SampleScale scale, LinearAlgebraBackend backend) {
    NoiseRegion given = region;
    if (given == null) {
      given = SampleBox.smallest(engine, scale, SampleCovariance.of(engine, scale), backend);
    }
    int d = scale.means().length;
    check(
        given.dimension() == d,
        "the noise's region must have %d features, but had %d",
        d,
        given.dimension());
    if (volume == null) {
      return new UniformNoise(share, given);
    }
    try {
      return new UniformNoise(share, given.withVolume(volume));
    } catch (IllegalArgumentException e) {
      throw new GmmException(
          "volume of the noise must be one that samples of this magnitude can fill, but was "
              + volume,
          e);
    }
  }
}
