package dev.gmm4j.tck.internal.oracle;

import java.util.Random;

/** Matrices to try operations on, row-major. */
public final class Matrices {
  /** The distance from 1 to the next number: twice the largest relative error of one rounding. */
  public static final double EPSILON = Math.ulp(1.0);

  private Matrices() {}

  /** Returns uniform numbers in (-1, 1). */
  public static double[] uniform(Random random, int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  /** Returns standard normal numbers. */
  public static double[] normal(Random random, int length) {
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = random.nextGaussian();
    }
    return numbers;
  }

  /** Returns the transpose. */
  public static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }

  /** Returns a symmetric positive definite matrix with eigenvalues spread evenly in ratio from 1/condition to 1. */
  public static double[] positiveDefinite(Random random, int n, double condition) {
    double[] spectrum = new double[n];
    for (int i = 0; i < n; i++) {
      spectrum[i] = n == 1 ? 1 : Math.pow(condition, -i / (n - 1.0));
    }
    return symmetric(random, n, spectrum);
  }

  /** Returns a dense symmetric matrix of a spectrum, {@code Q diag Qᵀ} with Q a product of reflections. */
  public static double[] symmetric(Random random, int n, double[] spectrum) {
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = spectrum[i];
    }
    for (int reflection = 0; reflection < 3; reflection++) {
      double[] v = normal(random, n);
      double norm = 0;
      for (double x : v) {
        norm += x * x;
      }
      reflectRows(matrix, n, v, norm);
      matrix = transposed(matrix, n, n);
      reflectRows(matrix, n, v, norm);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        matrix[j * n + i] = matrix[i * n + j];
      }
    }
    return matrix;
  }

  private static void reflectRows(double[] matrix, int n, double[] v, double squaredNorm) {
    for (int i = 0; i < n; i++) {
      double dot = 0;
      for (int j = 0; j < n; j++) {
        dot += matrix[i * n + j] * v[j];
      }
      double factor = 2 * dot / squaredNorm;
      for (int j = 0; j < n; j++) {
        matrix[i * n + j] -= factor * v[j];
      }
    }
  }

  /** Returns {@code diag(scales) A diag(scales)}. */
  public static double[] scaled(double[] matrix, double[] scales) {
    int n = scales.length;
    double[] scaled = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      scaled[i] = scales[i / n] * scales[i % n] * matrix[i];
    }
    return scaled;
  }

  /** Returns a lower triangular matrix: the Cholesky factor of a positive definite one of the squared condition. */
  public static double[] lower(Random random, int n, double condition) {
    double[] factor = new double[n * n];
    double[] matrix = positiveDefinite(random, n, condition * condition);
    int failed = new TextbookBackend("textbook").cholesky(n, matrix, factor);
    if (failed >= 0) {
      throw new IllegalStateException("condition " + condition + " is too large for order " + n);
    }
    return factor;
  }

  /** Returns {@code Σ_l a[i][l] b[l][j]} and, in the same place, the sum of the absolute products. */
  public static Product product(int m, int n, int k, double[] a, double[] b) {
    double[] value = new double[m * n];
    double[] magnitude = new double[m * n];
    Accumulator sum = new Accumulator();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        sum.clear();
        double absolute = 0;
        for (int l = 0; l < k; l++) {
          double left = a[i * k + l];
          double right = b[l * n + j];
          if (left != 0) {
            sum.addProduct(left, right);
            absolute += Math.abs(left * right);
          }
        }
        value[i * n + j] = sum.value();
        magnitude[i * n + j] = absolute;
      }
    }
    return new Product(value, magnitude);
  }

  /**
   * A matrix product.
   *
   * @param value the product
   * @param magnitude the product of the absolute values
   */
  public record Product(double[] value, double[] magnitude) {

    /** Returns the magnitudes times a factor, as bounds of errors. */
    public double[] bounds(double factor) {
      double[] bounds = magnitude.clone();
      for (int i = 0; i < bounds.length; i++) {
        bounds[i] *= factor;
      }
      return bounds;
    }
  }
}
