package dev.gmm4j.covariance;

import dev.gmm4j.internal.util.MemoryLimit;
import java.util.Locale;

/**
 * The type of a mixture's covariances: the numbers that are stored and computed with.
 *
 * <p>Each is also the {@link CovarianceModel} that asks no more of the covariances than their type does.
 */
public enum CovarianceType {
  /** A covariance of its own for each component; mclust's VVV. Shape {@code K*d*d}. */
  FULL,
  /** One covariance that all components share; mclust's EEE. Shape {@code d*d}. */
  TIED,
  /** Variances of its own for each component and feature; mclust's VVI. Shape {@code K*d}. */
  DIAGONAL,
  /** One variance for each component; mclust's VII. Shape {@code K}. */
  SPHERICAL;

  /** Returns the name used in files and on the command line, such as {@code full}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the type of a label, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static CovarianceType parse(String label) {
    for (CovarianceType type : values()) {
      if (type.name().equalsIgnoreCase(label)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "covariance type must be one of full, tied, diagonal, spherical, but was " + label);
  }

  /**
   * Returns how many numbers describe the covariances: the size of the type's own shape.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if they are more than an array holds
   */
  public int size(int components, int dimension) {
    double size = switch (this) {
      case FULL -> (double) components * dimension * dimension;
      case TIED -> (double) dimension * dimension;
      case DIAGONAL -> (double) components * dimension;
      case SPHERICAL -> components;
    };
    return MemoryLimit.length(
        label() + " covariances of " + components + " components and " + dimension + " features",
        size,
        "use fewer components or a simpler type");
  }

  /** Tells whether covariances have no entries off the diagonal. */
  public boolean isAxisAligned() {
    return this == DIAGONAL || this == SPHERICAL;
  }

  /** Returns the model of all covariances of this type. */
  public CovarianceModel model() {
    return switch (this) {
      case FULL -> CovarianceModel.VVV;
      case TIED -> CovarianceModel.EEE;
      case DIAGONAL -> CovarianceModel.VVI;
      case SPHERICAL -> CovarianceModel.VII;
    };
  }

  /** Returns the free parameters of a mixture: those of its covariances, {@code K*d} of means, {@code K-1} of weights. */
  public long freeParameters(int components, int dimension) {
    return ModelFamily.of(this).freeParameters(components, dimension);
  }
}
