package dev.gmm4j;

import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.TrimmedPass;
import dev.gmm4j.internal.trimming.AbsentDensities;
import org.jspecify.annotations.Nullable;

/**
 * What the passes of one fit that trims have in common.
 *
 * @param absent what missing values count for, or null where there are none
 */
record FitTrimming(Trimming trimming, @Nullable AbsentDensities absent) {

  /** Returns a pass over samples of the fit, some or all. */
  TrimmedPass pass(LocalEngine engine) {
    return pass(engine, null);
  }

  /**
   * Returns a pass over samples of the fit.
   *
   * @param order the index of each row among the samples as they were given, or null where it is its own
   */
  TrimmedPass pass(LocalEngine engine, int @Nullable [] order) {
    AbsentDensities used = engine.samples().mayHaveMissingValues() ? absent : null;
    return new TrimmedPass(engine, trimming, used, order);
  }
}
