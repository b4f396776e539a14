package dev.gmm4j.internal.initialization;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * The samples, settings and random numbers that an initialization works with.
 *
 * @param seed of this initialization, for streams of random numbers by row
 * @param random this initialization's stream of random numbers
 * @param checkpoint called at least every tenth of a second by initializations that take long, on the thread that asked
 *     for the parameters; what it throws ends the initialization
 */
public record InitializationContext(
    LocalEngine engine,
    LinearAlgebraBackend backend,
    int components,
    Maximization maximization,
    DegeneracyGuard guard,
    SampleScale scale,
    long seed,
    Randomness random,
    Runnable checkpoint) {

  /** Creates the context of an initialization that may take as long as it takes, unless its thread is interrupted. */
  public InitializationContext(
      LocalEngine engine,
      LinearAlgebraBackend backend,
      int components,
      Maximization maximization,
      DegeneracyGuard guard,
      SampleScale scale,
      long seed,
      Randomness random) {
    this(
        engine, backend, components, maximization, guard, scale, seed, random, Interruption::check);
  }

  /** Returns the same with a checkpoint, which an interrupted thread does not pass in any case. */
  public InitializationContext checkedBy(Runnable newCheckpoint) {
    return new InitializationContext(
        engine, backend, components, maximization, guard, scale, seed, random, () -> {
          Interruption.check();
          newCheckpoint.run();
        });
  }

  /** Returns how many components kernels evaluate, the noise included. */
  int evaluatedComponents() {
    return components + (maximization.initialNoise() == null ? 0 : 1);
  }

  /** Returns the same with other samples to look among. */
  InitializationContext over(LocalEngine otherEngine) {
    return new InitializationContext(
        otherEngine, backend, components, maximization, guard, scale, seed, random, checkpoint);
  }

  /** Returns the same with a guard of its own, which remembers nothing and is not remembered. */
  InitializationContext onTrial() {
    return new InitializationContext(
        engine, backend, components, maximization, guard.fresh(), scale, seed, random, checkpoint);
  }
}
