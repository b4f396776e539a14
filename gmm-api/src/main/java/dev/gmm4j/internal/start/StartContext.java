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
 * @param checkpoint called now and then by starts that take long; what it throws ends the start
 */
public record StartContext(
    LocalEngine engine,
    LinearAlgebraBackend backend,
    int components,
    Maximization maximization,
    DegeneracyGuard guard,
    SampleScale scale,
    long seed,
    Randomness random,
    Runnable checkpoint) {

  /** Creates the context of a start that may take as long as it takes. */
  public StartContext(
      LocalEngine engine,
      LinearAlgebraBackend backend,
      int components,
      Maximization maximization,
      DegeneracyGuard guard,
      SampleScale scale,
      long seed,
      Randomness random) {
    this(engine, backend, components, maximization, guard, scale, seed, random, () -> {});
  }

  /** Returns the same with a checkpoint. */
  public StartContext checkedBy(Runnable newCheckpoint) {
    return new StartContext(
        engine, backend, components, maximization, guard, scale, seed, random, newCheckpoint);
  }

  /** Returns how many components kernels evaluate, the noise included. */
  int evaluatedComponents() {
    return components + (maximization.initialNoise() == null ? 0 : 1);
  }

  /** Returns the same with other samples to look among. */
  StartContext over(LocalEngine otherEngine) {
    return new StartContext(
        otherEngine, backend, components, maximization, guard, scale, seed, random, checkpoint);
  }

  /** Returns the same with a guard of its own, which remembers nothing and is not remembered. */
  StartContext onTrial() {
    return new StartContext(
        engine, backend, components, maximization, guard.fresh(), scale, seed, random, checkpoint);
  }
}
