package dev.gmm4j.plot;

import java.util.Arrays;
import java.util.List;

/**
 * The direction of the largest variance among all that are uncorrelated with some others, in features divided by their
 * standard deviations: a principal component of what the others leave.
 */
final class RemainingVariance {
  private static final int ITERATIONS = 1000;
  private static final double CONVERGED = 1e-13;

  private RemainingVariance() {}

  /**
   * Returns the direction, of length 1, its largest entry positive.
   *
   * @param covariance that of the features, {@code d*d}, positive definite
   * @param others fewer than d directions
   */
  static double[] direction(double[][] covariance, List<double[]> others) {
    int d = covariance.length;
    double[] deviations = new double[d];
    for (int j = 0; j < d; j++) {
      deviations[j] = Math.sqrt(covariance[j][j]);
    }
    double[][] left = remaining(covariance, deviations, others);
    double[] direction = leading(left);
    for (int j = 0; j < d; j++) {
      direction[j] /= deviations[j];
    }
    for (double[] other : others) {
      double[] image = times(covariance, other);
      double factor = dot(direction, image) / dot(other, image);
      for (int j = 0; j < d; j++) {
        direction[j] -= factor * other[j];
      }
    }
    return oriented(direction);
  }

  /** Returns the correlations that are left when features are regressed on the others' coordinates. */
  private static double[][] remaining(
      double[][] covariance, double[] deviations, List<double[]> others) {
    int d = deviations.length;
    double[][] left = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        left[i][j] = covariance[i][j];
      }
    }
    // The others are uncorrelated, so that each can be taken out by itself.
    for (double[] other : others) {
      double[] image = times(covariance, other);
      double variance = dot(other, image);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          left[i][j] -= image[i] * image[j] / variance;
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        left[i][j] /= deviations[i] * deviations[j];
      }
    }
    return left;
  }

  /**
   * Returns the eigenvector of the largest eigenvalue by the power method. Where the two largest are nearly the same it may
   * stop between their vectors, which shows as much variance.
   */
  private static double[] leading(double[][] matrix) {
    int start = 0;
    for (int j = 1; j < matrix.length; j++) {
      start = matrix[j][j] > matrix[start][start] ? j : start;
    }
    double[] vector = matrix[start].clone();
    normalize(vector);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] next = times(matrix, vector);
      normalize(next);
      double agreement = dot(next, vector);
      vector = next;
      if (1 - agreement < CONVERGED) {
        break;
      }
    }
    return vector;
  }

  private static void normalize(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int j = 0; j < vector.length; j++) {
      vector[j] /= length;
    }
  }

  private static double[] oriented(double[] direction) {
    double largest = Arrays.stream(direction)
        .reduce(0, (most, entry) -> Math.abs(entry) > Math.abs(most) ? entry : most);
    double factor = Math.signum(largest) / Math.sqrt(dot(direction, direction));
    return Arrays.stream(direction).map(entry -> entry * factor).toArray();
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] image = new double[matrix.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = dot(matrix[i], vector);
    }
    return image;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int j = 0; j < left.length; j++) {
      sum += left[j] * right[j];
    }
    return sum;
  }
}
