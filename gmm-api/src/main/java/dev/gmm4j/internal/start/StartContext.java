package dev.gmm4j.internal.start;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.LocalEngine;
import dev.gmm4j.internal.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * What a start has to work with.
 *
 * @param seed of this start, for streams of random numbers by row
 * @param random this start's stream of random numbers
 */
public record StartContext(
    LocalEngine engine,
    LinearAlgebraBackend backend,
    int components,
    Maximization maximization,
    DegeneracyGuard guard,
    SampleScale scale,
    long seed,
    Randomness random) {

  /** Returns the same with other samples to look among. */
  StartContext over(LocalEngine otherEngine) {
    return new StartContext(
        otherEngine, backend, components, maximization, guard, scale, seed, random);
  }

  /** Returns the same with a guard of its own, which remembers nothing and is not remembered. */
  StartContext onTrial() {
    return new StartContext(
        engine, backend, components, maximization, guard.fresh(), scale, seed, random);
  }
}
