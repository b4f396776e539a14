package dev.gmm4j.internal.initialization;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.TrimmedPass;
import dev.gmm4j.internal.util.Interruption;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * The samples, settings and random numbers that an initialization works with.
 *
 * @param seed of this initialization, for streams of random numbers by row
 * @param random this initialization's stream of random numbers
 * @param checkpoint called at least every tenth of a second by initializations that take long, on the thread that asked
 *     for the parameters; what it throws ends the initialization
 * @param trimming of the fit, or null for none
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
    Runnable checkpoint,
    @Nullable Trimming trimming) {

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
        engine,
        backend,
        components,
        maximization,
        guard,
        scale,
        seed,
        random,
        Interruption::check,
        null);
  }

  /** Returns the same with a checkpoint, which an interrupted thread does not pass in any case. */
  public InitializationContext checkedBy(Runnable newCheckpoint) {
    Runnable both = () -> {
      Interruption.check();
      newCheckpoint.run();
    };
    return new InitializationContext(
        engine, backend, components, maximization, guard, scale, seed, random, both, trimming);
  }

  /** Returns the same for a fit that trims, or null for one that does not. */
  public InitializationContext trimmedBy(@Nullable Trimming newTrimming) {
    return new InitializationContext(
        engine,
        backend,
        components,
        maximization,
        guard,
        scale,
        seed,
        random,
        checkpoint,
        newTrimming);
  }

  /** Returns a pass of EM over the samples, which trims as the fit does. */
  ExpectationPass pass() {
    return trimming == null ? engine : new TrimmedPass(engine, trimming);
  }

  /** Returns how many components kernels evaluate, the noise included. */
  int evaluatedComponents() {
    return components + (maximization.initialNoise() == null ? 0 : 1);
  }

  /** Returns the same with other samples to look among. */
  InitializationContext over(LocalEngine otherEngine) {
    return new InitializationContext(
        otherEngine,
        backend,
        components,
        maximization,
        guard,
        scale,
        seed,
        random,
        checkpoint,
        trimming);
  }

  /** Returns the same with a guard of its own, which remembers nothing and is not remembered. */
  InitializationContext onTrial() {
    return new InitializationContext(
        engine,
        backend,
        components,
        maximization,
        guard.fresh(),
        scale,
        seed,
        random,
        checkpoint,
        trimming);
  }
}
