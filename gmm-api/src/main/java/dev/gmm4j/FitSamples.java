package dev.gmm4j;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.SampleCovariance;
import dev.gmm4j.internal.engine.SampleSummary;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.incomplete.ObservedScale;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a fit on this machine, checked and laid out: what initial parameters are sought among, and what EM passes
 * over. The two are the same unless values are missing.
 */
final class FitSamples implements AutoCloseable {
  private final LocalEngine engine;
  private final SampleScale scale;
  private final @Nullable IncompleteSamples incomplete;
  private final ResolutionOnce resolution;

  private FitSamples(
      LocalEngine engine, SampleScale scale, @Nullable IncompleteSamples incomplete) {
    this.engine = engine;
    this.scale = scale;
    this.incomplete = incomplete;
    this.resolution = new ResolutionOnce(observed());
  }

  /**
   * Prepares samples; closed by the caller.
   *
   * @param maxComponents the largest number of components that is fitted, noise counted as one
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number or weight is not usable, or all weights are 0
   */
  static FitSamples of(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    LocalEngine engine = new LocalEngine(samples, backend, maxComponents, threads);
    try {
      if (samples.mayHaveMissingValues()) {
        ObservedScale summary = IncompleteSamples.summarize(engine);
        if (summary.missing() > 0) {
          engine.close();
          return of(
              IncompleteSamples.of(samples, summary, backend, maxComponents, threads),
              backend,
              maxComponents,
              threads);
        }
      }
      return new FitSamples(engine, SampleSummary.ofFit(engine), null);
    } catch (RuntimeException | Error e) {
      // Its threads would go on: there is nothing that the caller could close.
      engine.close();
      throw e;
    }
  }

  private static FitSamples of(
      IncompleteSamples incomplete, LinearAlgebraBackend backend, int maxComponents, int threads) {
    LocalEngine engine = new LocalEngine(incomplete.completed(), backend, maxComponents, threads);
    return new FitSamples(engine, incomplete.scale(), incomplete);
  }

  /** Returns the engine over the samples that initial parameters are sought among, in their order. */
  LocalEngine engine() {
    return engine;
  }

  /** Returns the engine over what is observed of the samples. */
  LocalEngine observed() {
    return incomplete == null ? engine : incomplete.observed();
  }

  /** Returns for each row of the engine over what is observed its index among the samples, or null where that is its own. */
  int @Nullable [] observedOrder() {
    return incomplete == null ? null : incomplete.observedOrder();
  }

  /** Returns the pass of EM. */
  ExpectationPass pass() {
    return observed();
  }

  /** Returns the scale of what is observed. */
  SampleScale scale() {
    return scale;
  }

  /** Returns the steps to which what is observed is rounded; found once. */
  SampleResolution resolution() {
    return resolution.get();
  }

  /** Returns the number of values that are missing. */
  long missing() {
    return incomplete == null ? 0 : incomplete.missing();
  }

  /** Tells whether values are missing. */
  boolean isIncomplete() {
    return incomplete != null;
  }

  /** Returns the covariance of all samples together; where values are missing, the likeliest one. */
  SampleCovariance covariance() {
    return incomplete == null ? SampleCovariance.of(engine, scale) : incomplete::covariance;
  }

  @Override
  public void close() {
    engine.close();
    if (incomplete != null) {
      incomplete.close();
    }
  }
}
