package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.internal.util.Randomness;

/** Random orthogonal matrices: directions without preference, for projections, rotations and generated covariances. */
public final class OrthogonalMatrices {
  private OrthogonalMatrices() {}

  /**
   * Returns a random matrix of orthonormal columns, distributed uniformly (by Haar's measure): turning or reflecting it
   * does not change its distribution. It is the product of reflections whose normals are Gaussian (Stewart 1980), which
   * takes a number of steps in proportion to {@code rows · columns²}.
   *
   * @param rows {@code >= columns}; as many as columns for a square matrix
   * @param columns at least 1
   * @param seed the same seed gives the same matrix
   * @return shape {@code rows*columns}
   * @throws IllegalArgumentException if a number is out of range
   */
  public static double[][] random(int rows, int columns, long seed) {
    atLeast("columns", columns, 1);
    check(rows >= columns, "rows must be >= %d, as many as columns, but was %d", columns, rows);
    MemoryLimit.require(
        "matrices of " + rows + " rows and " + columns + " columns",
        2.0 * Double.BYTES * rows * columns,
        "take fewer columns");
    Randomness random = new Randomness(seed);
    double[][] normals = new double[columns][];
    double[] signs = new double[columns];
    for (int j = 0; j < columns; j++) {
      normals[j] = new double[rows - j];
      signs[j] = drawNormal(normals[j], random);
    }
    double[][] matrix = new double[rows][columns];
    for (int j = 0; j < columns; j++) {
      matrix[j][j] = signs[j];
    }
    // Columns before j are still unit vectors that reflection j does not reach.
    for (int j = columns - 1; j >= 0; j--) {
      reflect(matrix, normals[j], j);
    }
    return matrix;
  }

  /**
   * Fills in the unit normal of the reflection that takes a Gaussian vector to the first axis.
   *
   * @return the sign of the image, which would not be uniform if it were left
   */
  private static double drawNormal(double[] normal, Randomness random) {
    double squares;
    do {
      squares = 0;
      for (int i = 0; i < normal.length; i++) {
        normal[i] = random.nextGaussian();
        squares += normal[i] * normal[i];
      }
    } while (squares == 0);
    double sign = normal[0] < 0 ? 1 : -1;
    double length = Math.sqrt(squares);
    // Away from the axis: no digits cancel.
    normal[0] -= sign * length;
    double normalLength = Math.sqrt(2 * length * Math.abs(normal[0]));
    for (int i = 0; i < normal.length; i++) {
      normal[i] /= normalLength;
    }
    return sign;
  }

  /** Reflects the columns from one on. */
  private static void reflect(double[][] matrix, double[] normal, int first) {
    int columns = matrix[0].length;
    for (int j = first; j < columns; j++) {
      double product = 0;
      for (int i = 0; i < normal.length; i++) {
        product += normal[i] * matrix[first + i][j];
      }
      for (int i = 0; i < normal.length; i++) {
        matrix[first + i][j] -= 2 * product * normal[i];
      }
    }
  }
}
