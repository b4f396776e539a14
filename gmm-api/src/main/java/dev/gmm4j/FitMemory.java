package dev.gmm4j;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.internal.util.MemoryLimit;

/** The memory that a fit needs beside its samples, as far as it grows with components and features. */
final class FitMemory {
  /**
   * The number of copies of the covariances that an iteration has at once, at least, when it factorizes: those before it
   * and their factors, and the same of those after it. What kernels hold comes on top.
   */
  private static final int COPIES = 4;

  /** A component's own factor and its inverse, on the way to those. */
  private static final int WORK = 2;

  private FitMemory() {}

  /**
   * Refuses a fit that this JVM cannot do, whatever the samples.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if it is refused
   */
  static void require(CovarianceModel model, int components, int dimension) {
    CovarianceType type = model.type();
    String size = " of " + components + " components and " + dimension + " features";
    MemoryLimit.length(
        "means" + size, (double) components * dimension, "use fewer components or features");
    if (type.isAxisAligned()) {
      return;
    }
    double matrices = type == CovarianceType.TIED ? 1 : components;
    MemoryLimit.require(
        model.label() + " covariances" + size,
        (COPIES * matrices + WORK) * Double.BYTES * dimension * dimension,
        "use a model along the axes, such as diagonal or spherical, fewer features, or a larger heap (-Xmx)");
    type.size(components, dimension);
  }
}
