package dev.gmm4j.internal.engine;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/** The covariance matrix of all samples together, by one pass where it is asked for. */
@FunctionalInterface
public interface SampleCovariance {

  /**
   * Returns {@code d*d} numbers, row-major; the divisor is the total weight.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if they are more than an array or the heap may hold
   */
  double[] get();

  /** Returns the covariance of an engine's samples. */
  static SampleCovariance of(LocalEngine engine, SampleScale scale) {
    return () -> {
      int d = scale.means().length;
      MemoryLimit.square("covariances of " + d + " features", d, "use fewer features");
      double[] ones = new double[engine.blockRows()];
      Arrays.fill(ones, 1);
      SufficientStatistics statistics = engine.accumulate(
          null,
          scale.means(),
          1,
          Moments.FULL,
          (kernel, block, first, partial) -> kernel.accumulate(block, ones, partial));
      double[] covariance = statistics.second().clone();
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] /= scale.totalWeight();
      }
      return covariance;
    };
  }
}
