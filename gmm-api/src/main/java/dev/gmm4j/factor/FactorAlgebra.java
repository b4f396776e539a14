package dev.gmm4j.factor;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * The products that factor analysis takes of loadings {@code Λ} ({@code d*q}), noise variances {@code Ψ} ({@code d}) and a
 * covariance {@code S} of samples ({@code d*d}), with {@code M = I + ΛᵀΨ⁻¹Λ} in place of {@code Σ}.
 */
record FactorAlgebra(int dimension, int factors, LinearAlgebraBackend backend) {

  /** Returns what is expected of the factors of samples with covariance {@code S}. */
  FactorExpectation expectation(double[] loadings, double[] noise, double[] covariance) {
    int d = dimension;
    int q = factors;
    double[] beta = coefficients(loadings, noise);
    double[] cross = new double[d * q];
    backend.multiply(Transpose.NO, Transpose.NO, d, q, d, covariance, beta, cross);
    double[] variances = new double[d];
    for (int i = 0; i < d; i++) {
      variances[i] = covariance[i * d + i];
    }
    return expectation(loadings, noise, variances, cross);
  }

  /**
   * Returns what is expected of the factors.
   *
   * @param variances the diagonal of {@code S}
   * @param cross {@code Sβᵀ}
   */
  FactorExpectation expectation(
      double[] loadings, double[] noise, double[] variances, double[] cross) {
    int d = dimension;
    int q = factors;
    double[] weighted = weighted(loadings, noise);
    double logDeterminant = 0;
    double trace = 0;
    for (int i = 0; i < d; i++) {
      logDeterminant += Math.log(noise[i]);
      trace += variances[i] / noise[i];
    }
    double[] factor = cholesky(inner(loadings, weighted));
    for (int f = 0; f < q; f++) {
      logDeterminant += 2 * Math.log(factor[f * q + f]);
    }
    double[] inverse = inverse(factor);
    for (int i = 0; i < d * q; i++) {
      trace -= weighted[i] * cross[i];
    }
    double[] projected = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, d, weighted, cross, projected);
    double[] second = new double[q * q];
    backend.multiply(Transpose.NO, Transpose.NO, q, q, q, inverse, projected, second);
    for (int i = 0; i < q; i++) {
      for (int j = 0; j <= i; j++) {
        // Rounding makes the two triangles differ.
        double sum = inverse[i * q + j] + 0.5 * (second[i * q + j] + second[j * q + i]);
        second[i * q + j] = sum;
        second[j * q + i] = sum;
      }
    }
    return new FactorExpectation(variances, cross, second, logDeterminant + trace);
  }

  /** Returns {@code βᵀ = Ψ⁻¹ΛM⁻¹}, {@code d*q} numbers: what factors that are expected have of each feature. */
  double[] coefficients(double[] loadings, double[] noise) {
    double[] weighted = weighted(loadings, noise);
    return divide(dimension, weighted, inner(loadings, weighted));
  }

  /** Returns {@code Σ⁻¹ = Ψ⁻¹ - Ψ⁻¹ΛM⁻¹ΛᵀΨ⁻¹}, {@code d*d} numbers. */
  double[] precision(double[] loadings, double[] noise) {
    int d = dimension;
    int q = factors;
    double[] weighted = weighted(loadings, noise);
    double[] root = new double[q * q];
    backend.invertLower(q, cholesky(inner(loadings, weighted)), root);
    double[] half = new double[d * q];
    backend.multiply(Transpose.NO, Transpose.YES, d, q, q, weighted, root, half);
    double[] precision = new double[d * d];
    backend.multiply(Transpose.NO, Transpose.YES, d, d, q, half, half, precision);
    for (int i = 0; i < d * d; i++) {
      precision[i] = (i / d == i % d ? 1 / noise[i / d] : 0) - precision[i];
    }
    return precision;
  }

  /** Returns {@code M⁻¹ΛᵀΨ⁻¹y}, the expectation of the factors: {@code q} numbers. */
  double[] scores(double[] loadings, double[] noise, double[] y) {
    double[] scores = new double[factors];
    backend.multiply(
        Transpose.NO,
        Transpose.NO,
        1,
        factors,
        dimension,
        y,
        coefficients(loadings, noise),
        scores);
    return scores;
  }

  /** Returns {@code Ψ⁻¹Λ}. */
  private double[] weighted(double[] loadings, double[] noise) {
    double[] weighted = new double[loadings.length];
    for (int i = 0; i < weighted.length; i++) {
      weighted[i] = loadings[i] / noise[i / factors];
    }
    return weighted;
  }

  /** Returns {@code M = I + ΛᵀΨ⁻¹Λ}. */
  private double[] inner(double[] loadings, double[] weighted) {
    int q = factors;
    double[] inner = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, dimension, loadings, weighted, inner);
    for (int f = 0; f < q; f++) {
      inner[f * q + f] += 1;
    }
    return inner;
  }

  /** Returns the lower Cholesky factor of a matrix of order {@code q}. */
  private double[] cholesky(double[] matrix) {
    double[] factor = new double[matrix.length];
    int failed = backend.cholesky(factors, matrix, factor);
    if (failed >= 0) {
      throw new GmmException("the covariance of factors must be positive definite, but pivot "
          + failed + " was not positive; the loadings' magnitude may be too large");
    }
    return factor;
  }

  /** Returns the inverse of a matrix of order {@code q} with a lower Cholesky factor. */
  private double[] inverse(double[] factor) {
    int q = factors;
    double[] root = new double[q * q];
    backend.invertLower(q, factor, root);
    double[] inverse = new double[q * q];
    backend.multiply(Transpose.YES, Transpose.NO, q, q, q, root, root, inverse);
    return inverse;
  }

  /** Returns {@code BA⁻¹} for {@code B} of {@code rows*q} numbers and a positive definite {@code A} of order {@code q}. */
  double[] divide(int rows, double[] b, double[] a) {
    double[] quotient = new double[rows * factors];
    backend.multiply(
        Transpose.NO, Transpose.NO, rows, factors, factors, b, inverse(cholesky(a)), quotient);
    return quotient;
  }

  /**
   * Returns loadings after a step of EM whose factors had a covariance of their own: {@code ΛR} with {@code RRᵀ = Θ}, the factors'
   * second moments, or their mean where loadings are common.
   *
   * <p>This is the step of EM for parameters expanded by that covariance, brought back to the covariance I (PX-EM: Liu, Rubin and
   * Wu 1998, Biometrika 85:755). The likelihood cannot fall either, and where samples tell the factors almost exactly, as those
   * of many features do, EM itself hardly moves: what it expects of the factors has the length that the loadings before gave them.
   *
   * @param found what the step of EM found
   */
  LowRank expand(
      LowRank found, boolean isCommon, double[] counts, FactorExpectation[] expectations) {
    double[][] loadings = new double[expectations.length][];
    if (isCommon) {
      double[][] factors = new double[expectations.length][];
      for (int k = 0; k < factors.length; k++) {
        factors[k] = expectations[k].factors();
      }
      Arrays.fill(loadings, timesRoot(found.loadings()[0], Pooling.mean(counts, factors)));
    } else {
      for (int k = 0; k < loadings.length; k++) {
        loadings[k] = timesRoot(found.loadings()[k], expectations[k].factors());
      }
    }
    return new LowRank(loadings, found.noise());
  }

  private double[] timesRoot(double[] loadings, double[] matrix) {
    double[] product = new double[loadings.length];
    backend.multiply(
        Transpose.NO,
        Transpose.NO,
        dimension,
        factors,
        factors,
        loadings,
        cholesky(matrix),
        product);
    return product;
  }

  /**
   * Returns the diagonal of {@code S - ΛCᵀ - CΛᵀ + ΛΘΛᵀ}, {@code d} numbers {@code >= 0}: what of the variances loadings leave.
   *
   * @param loadings those after the step, of an expectation before it
   */
  double[] residuals(double[] loadings, FactorExpectation expectation) {
    int d = dimension;
    int q = factors;
    double[] scaled = new double[d * q];
    backend.multiply(Transpose.NO, Transpose.NO, d, q, q, loadings, expectation.factors(), scaled);
    double[] residuals = new double[d];
    for (int i = 0; i < d; i++) {
      double sum = expectation.variances()[i];
      for (int f = 0; f < q; f++) {
        sum += loadings[i * q + f] * (scaled[i * q + f] - 2 * expectation.cross()[i * q + f]);
      }
      residuals[i] = Math.max(0, sum);
    }
    return residuals;
  }

  /**
   * Returns the loadings that maximize the likelihood for given noise: {@code Ψ^½V(D - I)^½} of the {@code q} largest eigenvalues
   * {@code D} of {@code Ψ^-½SΨ^-½}, 0 for those below 1 (Lawley and Maxwell 1962).
   */
  double[] loadings(double[] covariance, double[] noise) {
    int d = dimension;
    int q = factors;
    double[] deviations = new double[d];
    for (int i = 0; i < d; i++) {
      deviations[i] = Math.sqrt(noise[i]);
    }
    double[] scaled = new double[d * d];
    for (int i = 0; i < d * d; i++) {
      scaled[i] = covariance[i] / deviations[i / d] / deviations[i % d];
    }
    double[] values = new double[d];
    double[] vectors = new double[d * d];
    backend.symmetricEigen(d, scaled, values, vectors);
    double[] loadings = new double[d * q];
    for (int f = 0; f < q; f++) {
      int column = d - 1 - f;
      double length = Math.sqrt(Math.max(0, values[column] - 1));
      for (int i = 0; i < d; i++) {
        loadings[i * q + f] = deviations[i] * vectors[i * d + column] * length;
      }
    }
    return loadings;
  }
}
