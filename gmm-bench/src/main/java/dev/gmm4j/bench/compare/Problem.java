package dev.gmm4j.bench.compare;

import dev.gmm4j.bench.Overlap;
import dev.gmm4j.bench.Shape;
import dev.gmm4j.covariance.CovarianceType;
import java.util.Locale;

/**
 * A mixture to fit.
 *
 * @param series what the problem is part of
 * @param iterations how many all contenders do from the same initial parameters; they must reach the same
 *     log-likelihood
 */
public record Problem(
    Series series,
    Shape shape,
    Overlap overlap,
    CovarianceType structure,
    int threads,
    int iterations) {

  /** The purposes for which problems are measured. */
  public enum Series {
    /** Full covariances, components that overlap. */
    OVERLAPPING,
    /** Full covariances, components that lie apart. */
    SEPARATED,
    /** The cheaper covariance types. */
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

  /** Returns size and covariance type in words. */
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
