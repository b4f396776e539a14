package dev.gmm4j.backend.vector.mixture.layout;

import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * By how much components' factors stretch a vector at least: the squares of their smallest singular values, or a little less.
 *
 * <p>For full covariances it is the reciprocal of the largest eigenvalue of {@code S Σ S}, the covariance in the units of the
 * scales {@code S}. That is at most the root of a norm of a power of the matrix, and near it if the power is high:
 * {@code λ ≤ ‖M^p‖^(1/p)}.
 */
final class LeastStretch {
  /** Powers of covariances of more features would take too long. */
  private static final int MAX_FEATURES = 12;

  /** Squarings: the bound is at most {@code √d^(1/16)} too large. */
  private static final int SQUARINGS = 4;

  private final PrecisionFactors factors;
  private final double[] scales;
  private final int dimension;
  private final double[] inverse;
  private double[] matrix;
  private double[] product;

  LeastStretch(KernelParameters parameters, double[] scales) {
    this.factors = parameters.factors();
    this.scales = scales;
    this.dimension = scales.length;
    int size = factors.shape() == PrecisionFactors.Shape.TRIANGULAR ? dimension * dimension : 0;
    this.inverse = new double[size];
    this.matrix = new double[size];
    this.product = new double[size];
  }

  /** Tells whether bounds of these parameters' factors are cheap. */
  static boolean isCheap(KernelParameters parameters) {
    return switch (parameters.factors().shape()) {
      case AXIS_ALIGNED -> true;
      case TRIANGULAR -> parameters.dimension() <= MAX_FEATURES;
      case SHARED_TRIANGULAR -> false;
    };
  }

  /** Returns a lower bound of {@code ‖W_k S⁻¹ u‖²} of all unit vectors {@code u}; 0 for a uniform component. */
  double square(int component) {
    if (factors.isUniform(component)) {
      return 0;
    }
    return factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED
        ? leastOfDiagonal(component)
        : 1 / largestEigenvalue(component);
  }

  private double leastOfDiagonal(int component) {
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < dimension; j++) {
      least = Math.min(least, factors.values()[component * dimension + j] / scales[j]);
    }
    return least * least;
  }

  private double largestEigenvalue(int component) {
    invert(component * dimension * dimension);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l <= j; l++) {
          sum += inverse[i * dimension + l] * inverse[j * dimension + l];
        }
        matrix[i * dimension + j] = sum * scales[i] * scales[j];
        matrix[j * dimension + i] = matrix[i * dimension + j];
      }
    }
    double logLargest = 0;
    double part = 1;
    for (int i = 0; i < SQUARINGS; i++) {
      logLargest += part * Math.log(normalize());
      square();
      part /= 2;
    }
    return Math.exp(logLargest + part * Math.log(normalize()));
  }

  /** Inverts a lower triangular factor. */
  private void invert(int from) {
    double[] w = factors.values();
    for (int j = 0; j < dimension; j++) {
      for (int i = j; i < dimension; i++) {
        double sum = i == j ? 1 : 0;
        for (int l = j; l < i; l++) {
          sum -= w[from + i * dimension + l] * inverse[l * dimension + j];
        }
        inverse[i * dimension + j] = sum / w[from + i * dimension + i];
      }
    }
  }

  /** Divides the matrix by its largest sum of a row's magnitudes, which is returned: a norm. */
  private double normalize() {
    double largest = 0;
    for (int i = 0; i < dimension; i++) {
      double sum = 0;
      for (int j = 0; j < dimension; j++) {
        sum += Math.abs(matrix[i * dimension + j]);
      }
      largest = Math.max(largest, sum);
    }
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] /= largest;
    }
    return largest;
  }

  private void square() {
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        double sum = 0;
        for (int l = 0; l < dimension; l++) {
          sum += matrix[i * dimension + l] * matrix[l * dimension + j];
        }
        product[i * dimension + j] = sum;
      }
    }
    double[] previous = matrix;
    matrix = product;
    product = previous;
  }
}
