package dev.gmm4j.internal.initialization;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleBox;
import dev.gmm4j.internal.engine.SampleCovariance;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.NoiseRegion;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;

/** Finds the noise that a fit begins with. */
public final class NoiseInitialization {
  private NoiseInitialization() {}

  /**
   * Returns the noise for samples.
   *
   * @throws IllegalArgumentException if the region has other features than the samples
   * @throws GmmException if the samples have no volume and no region was given
   */
  public static UniformNoise resolve(
      InitialNoise noise, LocalEngine engine, SampleScale scale, LinearAlgebraBackend backend) {
    NoiseRegion region = noise.region() == null
        ? SampleBox.smallest(engine, scale, SampleCovariance.of(engine, scale), backend)
        : noise.region();
    int d = scale.means().length;
    check(
        region.dimension() == d,
        "the noise's region must have %d features, but had %d",
        d,
        region.dimension());
    Double volume = noise.volume();
    if (volume == null) {
      return new UniformNoise(noise.share(), region);
    }
    try {
      return new UniformNoise(noise.share(), region.withVolume(volume));
    } catch (IllegalArgumentException e) {
      throw new GmmException(
          "volume of the noise must be one that samples of this magnitude can fill, but was "
              + volume,
          e);
    }
  }
}
