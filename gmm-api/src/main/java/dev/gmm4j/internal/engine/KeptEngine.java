package dev.gmm4j.internal.engine;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/** An engine that several fits use one after the other: none of them closes it, but its owner does. */
public record KeptEngine(RemoteSamples.Engine engine) implements RemoteSamples.Engine {
  @Override
  public long count() {
    return engine.count();
  }

  @Override
  public SampleScale scale() {
    return engine.scale();
  }

  @Override
  public Samples subsample(int rows, long seed) {
    return engine.subsample(rows, seed);
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    return engine.expect(parameters, centres, moments);
  }

  @Override
  public void close() {}
}
