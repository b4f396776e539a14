package dev.gmm4j.bench.compare;

import dev.gmm4j.CovarianceType;
import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import java.util.Locale;

/**
 * A mixture to fit.
 *
 * @param series what the problem is part of
 * @param iterations how many all contenders do from the same start; they must reach the same log-likelihood
 */
public record Problem(
    Series series,
    Shape shape,
    Overlap overlap,
    CovarianceType structure,
    int threads,
    int iterations) {

  /** What a problem is measured for. */
  public enum Series {
    /** Full covariances, components that overlap. */
    OVERLAPPING,
    /** Full covariances, components that lie apart. */
    SEPARATED,
    /** The cheaper structures of covariances. */
    STRUCTURES,
    /** Growing number of samples. */
    ROWS,
    /** Growing number of features. */
    DIMENSION,
    /** Growing number of components. */
    COMPONENTS,
    /** One thread and more. */
    THREADS
  }

  /** Returns the useful floating-point operations of an iteration: {@code 2 n d² K} with full covariances, else NaN. */
  public double usefulOperations() {
    return structure == CovarianceType.FULL ? 2 * shape.work() : Double.NaN;
  }

  /** Returns size and structure in words. */
  public String title() {
    return String.format(
        Locale.ROOT,
        "%d × %d, K = %d, %s",
        shape.rows(),
        shape.dimension(),
        shape.components(),
        structure.label());
  }
}
