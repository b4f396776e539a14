package dev.gmm4j.spi;

import dev.gmm4j.internal.util.MemoryLimit;
import java.util.Arrays;

/**
 * Factors {@code W_k} of the inverse covariances, {@code Σ_k⁻¹ = W_kᵀ W_k}, which densities are computed from:
 * the squared Mahalanobis distance of a sample is {@code ‖W_k(x - μ_k)‖²}.
 *
 * <p>{@code W_k} is the inverse of the lower Cholesky factor of {@code Σ_k}, lower triangular; for diagonal and
 * spherical covariances the inverse standard deviations. Immutable.
 */
public final class PrecisionFactors {

  /** The layout in which the factors are stored. */
  public enum Shape {
    /** A lower triangular matrix for each component; {@code K*d*d} numbers. */
    TRIANGULAR,
    /** One lower triangular matrix that all components share; {@code d*d} numbers. */
    SHARED_TRIANGULAR,
    /** The diagonal for each component; {@code K*d} numbers. */
    AXIS_ALIGNED
  }

  private final Shape shape;
  private final int dimension;
  private final double[] values;
  private final double[] logDeterminants;

  private PrecisionFactors(Shape shape, int dimension, double[] values, double[] logDeterminants) {
    this.shape = shape;
    this.dimension = dimension;
    this.values = values;
    this.logDeterminants = logDeterminants;
  }

  private PrecisionFactors(Shape shape, int components, int dimension, double[] values) {
    this(shape, dimension, values, new double[components]);
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < dimension; j++) {
        logDeterminants[k] += Math.log(values[index(k, j)]);
      }
    }
  }

  /** Returns the factors of full covariances: {@code K*d*d} numbers, zeros above the diagonals; kept, not copied. */
  public static PrecisionFactors triangular(int components, int dimension, double[] values) {
    return new PrecisionFactors(Shape.TRIANGULAR, components, dimension, values);
  }

  /** Returns the factor of a covariance shared by all components: {@code d*d} numbers; kept, not copied. */
  public static PrecisionFactors sharedTriangular(int components, int dimension, double[] values) {
    return new PrecisionFactors(Shape.SHARED_TRIANGULAR, components, dimension, values);
  }

  /** Returns the factors of diagonal covariances: {@code K*d} inverse standard deviations; kept, not copied. */
  public static PrecisionFactors axisAligned(int components, int dimension, double[] values) {
    return new PrecisionFactors(Shape.AXIS_ALIGNED, components, dimension, values);
  }

  /**
   * Returns factors that measure distances: diagonals as of {@link #axisAligned}, but with logarithms of determinants of 0,
   * so that log-densities are the same to the bit in whatever units a feature is.
   *
   * @param values {@code K*d} reciprocals of the features' lengths, the same for each component; kept, not copied
   */
  public static PrecisionFactors distances(int components, int dimension, double[] values) {
    return new PrecisionFactors(Shape.AXIS_ALIGNED, dimension, values, new double[components]);
  }

  /**
   * Returns these factors and behind them that of a uniform component, which is 0: all samples are at no distance from
   * it. A factor that all components share is repeated.
   *
   * @param logDensity the logarithm of the uniform density
   * @throws dev.gmm4j.exception.MemoryLimitException if the heap cannot hold a shared factor as often as it is repeated, here and
   *     in a kernel
   */
  public PrecisionFactors withUniform(double logDensity) {
    int components = logDeterminants.length;
    double[] determinants = Arrays.copyOf(logDeterminants, components + 1);
    determinants[components] = logDensity;
    if (shape != Shape.SHARED_TRIANGULAR) {
      int each = values.length / components;
      double[] extended = Arrays.copyOf(values, values.length + each);
      return new PrecisionFactors(shape, dimension, extended, determinants);
    }
    double numbers = (components + 1.0) * values.length;
    MemoryLimit.require(
        "tied covariances of " + components + " components beside noise",
        2 * Double.BYTES * numbers,
        "leave out the noise, or use diagonal covariances");
    double[] repeated =
        new double[MemoryLimit.length("their factors", numbers, "use fewer components")];
    for (int k = 0; k < components; k++) {
      System.arraycopy(values, 0, repeated, k * values.length, values.length);
    }
    return new PrecisionFactors(Shape.TRIANGULAR, dimension, repeated, determinants);
  }

  /** Tells whether a component is uniform: its factor is 0, and it has no covariance. */
  public boolean isUniform(int component) {
    return values[index(component, 0)] == 0;
  }

  /** Returns how the factors are stored. */
  public Shape shape() {
    return shape;
  }

  /** Returns the factors, row-major in their shape; shared, not to be modified. */
  public double[] values() {
    return values;
  }

  /** Returns {@code log det W_k}, minus half the log-determinant of the covariance; of a uniform component its log-density. */
  public double logDeterminant(int component) {
    return logDeterminants[component];
  }

  /**
   * Computes {@code W_k v}.
   *
   * @param vector {@code d} numbers
   * @param whitened receives {@code d} numbers from {@code offset}
   */
  public void whiten(int component, double[] vector, double[] whitened, int offset) {
    for (int j = 0; j < dimension; j++) {
      double sum = 0;
      if (shape == Shape.AXIS_ALIGNED) {
        sum = values[component * dimension + j] * vector[j];
      } else {
        int row = index(component, j) - j;
        for (int l = 0; l <= j; l++) {
          sum += values[row + l] * vector[l];
        }
      }
      whitened[offset + j] = sum;
    }
  }

  /** Returns {@code W_kᵀ W_k}, the inverse of a covariance, as a {@code d*d} matrix, exactly symmetric. */
  public double[][] precision(int component) {
    double[][] columns = new double[dimension][dimension];
    double[] unit = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      unit[j] = 1;
      whiten(component, unit, columns[j], 0);
      unit[j] = 0;
    }
    double[][] precision = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        // A column of a lower triangular matrix begins at the diagonal.
        for (int l = i; l < dimension; l++) {
          sum += columns[i][l] * columns[j][l];
        }
        precision[i][j] = sum;
        precision[j][i] = sum;
      }
    }
    return precision;
  }

  /** Returns the index of a factor's diagonal entry. */
  private int index(int component, int j) {
    return switch (shape) {
      case TRIANGULAR -> (component * dimension + j) * dimension + j;
      case SHARED_TRIANGULAR -> j * dimension + j;
      case AXIS_ALIGNED -> component * dimension + j;
    };
  }
}
