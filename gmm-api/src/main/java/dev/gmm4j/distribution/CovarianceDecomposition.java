package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.FullCovariances;
import dev.gmm4j.internal.spectral.Spectrum;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.LinearAlgebraBackend;

/**
 * Volume, shape and orientation of covariances: {@code Σ_k = λ_k D_k A_k D_kᵀ} with a number {@code λ_k = |Σ_k|^{1/d}}, a
 * diagonal matrix {@code A_k} of determinant 1 and an orthogonal matrix {@code D_k} (Banfield and Raftery 1993, Celeux and
 * Govaert 1995). They are what the letters of a {@link dev.gmm4j.covariance.CovarianceModel} speak of.
 *
 * <p>Those that are computed from covariances have the longest axis first; of each axis the coefficient of largest
 * magnitude is positive.
 *
 * @param volumes the volumes {@code λ_k}, {@code K} positive numbers, in squared units of the features
 * @param shapes the diagonals of {@code A_k}, shape {@code K*d}: positive numbers whose product is 1 for each component
 * @param orientations the matrices {@code D_k}, shape {@code K*d*d}; column {@code j} is the unit vector along the axis of
 *     number {@code j} of the shape
 */
public record CovarianceDecomposition(
    double[] volumes, double[][] shapes, double[][][] orientations) {
  /** Parts that someone wrote with seven digits are accepted. */
  private static final double ROUNDING = 1e-6;

  /** Coefficients that differ by less are equally large. */
  private static final double TIE = 1e-9;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if shapes of arrays differ, a number is not finite or not positive, the product of a
   *     shape differs from 1 by more than 1e-6, or an orientation from an orthogonal matrix
   */
  public CovarianceDecomposition {
    notNull("volumes", volumes);
    notNull("shapes", shapes);
    notNull("orientations", orientations);
    check(volumes.length > 0, "volumes must have at least 1 number, but had 0");
    sameLength("shapes", shapes.length, volumes.length);
    sameLength("orientations", orientations.length, volumes.length);
    for (int k = 0; k < volumes.length; k++) {
      positive("volumes[" + k + "]", volumes[k]);
      notNull("shapes[" + k + "]", shapes[k]);
      check(shapes[k].length > 0, "shapes[%d] must have at least 1 number, but had 0", k);
      sameLength("shapes[" + k + "]", shapes[k].length, shapes[0].length);
      requireShape(k, shapes[k]);
      requireOrientation(k, notNull("orientations[" + k + "]", orientations[k]), shapes[k].length);
    }
  }

  /**
   * Returns the parts of a mixture's covariances.
   *
   * @throws dev.gmm4j.exception.MemoryLimitException if matrices of so many features are larger than the heap may be
   */
  public static CovarianceDecomposition of(GaussianMixture model) {
    return of(notNull("model", model).covariances(), model.backend());
  }

  /**
   * Returns the parts of covariances.
   *
   * @param covariances positive definite
   * @param backend finds eigenvalues and axes
   * @throws dev.gmm4j.exception.GmmException if a covariance is not positive definite
   * @throws dev.gmm4j.exception.MemoryLimitException if matrices of so many features are larger than the heap may be
   */
  public static CovarianceDecomposition of(Covariances covariances, LinearAlgebraBackend backend) {
    notNull("covariances", covariances);
    notNull("backend", backend);
    int components = covariances.components();
    int d = covariances.dimension();
    MemoryLimit.require(
        "axes of " + d + " features",
        (double) Double.BYTES * d * d * components,
        "use the variances of features that are uncorrelated");
    double[] volumes = new double[components];
    double[][] shapes = new double[components][d];
    double[][][] orientations = new double[components][d][d];
    double[] matrix = new double[d * d];
    for (int k = 0; k < components; k++) {
      for (int i = 0; i < d * d; i++) {
        matrix[i] = covariances.get(k, i / d, i % d);
      }
      double[] variances = Spectrum.positiveValues(d, matrix, backend);
      double logVolume = 0;
      for (double variance : variances) {
        logVolume += StrictMath.log(variance) / d;
      }
      volumes[k] = StrictMath.exp(logVolume);
      double[] vectors = Spectrum.of(d, matrix, backend).vectors();
      for (int j = 0; j < d; j++) {
        // Values are ascending, and axes are to be from the longest on.
        int from = d - 1 - j;
        shapes[k][j] = StrictMath.exp(StrictMath.log(variances[from]) - logVolume);
        double sign = sign(vectors, from, d);
        for (int i = 0; i < d; i++) {
          orientations[k][i][j] = sign * vectors[i * d + from];
        }
      }
    }
    return new CovarianceDecomposition(volumes, shapes, orientations);
  }

  /** Returns the covariances {@code λ_k D_k A_k D_kᵀ}. */
  public FullCovariances covariances() {
    int d = shapes[0].length;
    double[][][] matrices = new double[volumes.length][d][d];
    for (int k = 0; k < matrices.length; k++) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = 0;
          for (int l = 0; l < d; l++) {
            sum += orientations[k][i][l] * shapes[k][l] * orientations[k][j][l];
          }
          matrices[k][i][j] = volumes[k] * sum;
          matrices[k][j][i] = matrices[k][i][j];
        }
      }
    }
    return Covariances.full(matrices);
  }

  /** Returns the sign of the first coefficient of a column that is as large as any but for rounding. */
  private static double sign(double[] vectors, int column, int d) {
    double largest = 0;
    for (int i = 0; i < d; i++) {
      double value = vectors[i * d + column];
      if (Math.abs(value) > (1 + TIE) * Math.abs(largest)) {
        largest = value;
      }
    }
    return Math.signum(largest);
  }

  private static void requireShape(int component, double[] shape) {
    double logProduct = 0;
    for (int j = 0; j < shape.length; j++) {
      positive("shapes[" + component + "][" + j + "]", shape[j]);
      logProduct += StrictMath.log(shape[j]);
    }
    check(
        Math.abs(logProduct) <= ROUNDING * shape.length,
        "shapes[%d] must have a product of 1, but had %s",
        component,
        StrictMath.exp(logProduct));
  }

  private static void requireOrientation(int component, double[][] orientation, int d) {
    sameLength("orientations[" + component + "]", orientation.length, d);
    for (int i = 0; i < d; i++) {
      String row = "orientations[" + component + "][" + i + "]";
      sameLength(row, notNull(row, orientation[i]).length, d);
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int l = 0; l < d; l++) {
          product += orientation[i][l] * orientation[j][l];
        }
        double wanted = i == j ? 1 : 0;
        check(
            Math.abs(product - wanted) <= ROUNDING,
            "orientations[%d] must be orthogonal: the product of rows %d and %d must be %s, but was %s",
            component,
            i,
            j,
            wanted,
            product);
      }
    }
  }

  private static void sameLength(String name, int length, int wanted) {
    check(length == wanted, "%s must have length %d, but had %d", name, wanted, length);
  }

  private static void positive(String name, double value) {
    check(
        value > 0 && value < Double.POSITIVE_INFINITY,
        "%s must be finite and > 0, but was %s",
        name,
        value);
  }
}
