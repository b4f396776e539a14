package dev.gmm4j.internal.engine;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.ScaleAccumulator;
import dev.gmm4j.internal.data.SampleChecks;

/** The scale of samples on this machine. */
public final class SampleSummary {
  private SampleSummary() {}

  /**
   * Returns the scale of all samples. Checks all numbers on the way.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite, a weight negative, or all weights are 0
   */
  public static SampleScale of(LocalEngine engine) {
    return of(engine, (rows, first, accumulator) -> accumulator.add(rows, first));
  }

  /**
   * As {@link #of}, for samples whose missing values could have been allowed: the message tells how.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a number is not finite, a weight negative, or all weights are 0
   */
  public static SampleScale ofFit(LocalEngine engine) {
    return of(engine, (rows, first, accumulator) -> {
      SampleChecks.requireObserved(rows, first);
      accumulator.add(rows, first);
    });
  }

  private static SampleScale of(LocalEngine engine, LocalEngine.RowsBody<ScaleAccumulator> body) {
    int d = engine.samples().dimension();
    return engine
        .reduceRows(
            () -> new ScaleAccumulator(d), ScaleAccumulator::clear, ScaleAccumulator::merge, body)
        .scale();
  }
}
