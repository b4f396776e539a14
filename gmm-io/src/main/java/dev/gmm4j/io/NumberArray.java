package dev.gmm4j.io;

import dev.gmm4j.covariance.CovarianceType;
import java.util.Arrays;

/**
 * Numbers in a rectangular array of one to three dimensions.
 *
 * @param values row-major
 */
record NumberArray(int[] shape, double[] values) {

  /** Returns the shape in which a type's covariances are stored. */
  static int[] covarianceShape(CovarianceType type, int components, int dimension) {
    return switch (type) {
      case FULL -> new int[] {components, dimension, dimension};
      case TIED -> new int[] {dimension, dimension};
      case DIAGONAL -> new int[] {components, dimension};
      case SPHERICAL -> new int[] {components};
    };
  }

  boolean hasShape(int... wanted) {
    return Arrays.equals(shape, wanted);
  }

  int dimensions() {
    return shape.length;
  }

  double[][] matrix() {
    return matrix(0, shape[0], shape[1]);
  }

  double[][][] stack() {
    double[][][] stack = new double[shape[0]][][];
    for (int k = 0; k < stack.length; k++) {
      stack[k] = matrix(k * shape[1] * shape[2], shape[1], shape[2]);
    }
    return stack;
  }

  private double[][] matrix(int offset, int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = Arrays.copyOfRange(values, offset + i * columns, offset + (i + 1) * columns);
    }
    return matrix;
  }

  /** Returns the numbers in an array of arrays of as many dimensions. */
  Object nested() {
    return switch (shape.length) {
      case 1 -> values;
      case 2 -> matrix();
      default -> stack();
    };
  }
}
