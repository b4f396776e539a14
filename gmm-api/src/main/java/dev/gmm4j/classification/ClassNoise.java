package dev.gmm4j.classification;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleBox;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.initialization.NoiseInitialization;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;

/** The noise beside the classes of some samples. */
final class ClassNoise {
  private ClassNoise() {}

  /**
   * Returns the noise with its region, that of the samples unless it has one; where values are missing a box along the features,
   * for the density of some of them.
   *
   * @throws dev.gmm4j.exception.GmmException if the samples have no volume and no region was given
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not usable
   */
  static UniformNoise of(
      InitialNoise noise, Samples samples, LinearAlgebraBackend backend, int threads) {
    try (LocalEngine engine = new LocalEngine(samples, backend, 1, threads)) {
      if (!samples.mayHaveMissingValues()) {
        return NoiseInitialization.resolve(noise, engine, SampleSummary.ofFit(engine), backend);
      }
      SampleScale scale = IncompleteSamples.summarize(engine).scale();
      InitialNoise placed =
          noise.region() == null ? noise.withRegion(SampleBox.alongFeatures(engine, scale)) : noise;
      return NoiseInitialization.resolve(placed, engine, scale, backend);
    }
  }
}
