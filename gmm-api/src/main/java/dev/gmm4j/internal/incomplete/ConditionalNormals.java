package dev.gmm4j.internal.incomplete;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.PositiveDefinite;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The components' distributions of the missing features given the observed ones, for one row after the other.
 *
 * <p>With a component's whole precision matrix {@code Λ} in blocks of observed and missing features, {@code C = Λ_mm⁻¹} is
 * the covariance of the missing ones given the observed ones, and {@code -C Λ_mo (x_o - μ_o)} their deviation from the mean.
 * The row completed by them has in all features the squared distance that it has in the observed ones alone, and
 * {@code ln |Σ_oo| = ln |Σ| + ln |Λ_mm|}. So a row costs {@code d²} instead of the {@code d³} of a marginal distribution.
 */
final class ConditionalNormals {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final MixtureParameters parameters;
  private final int dimension;

  /** Precision matrices, one if all components share it; none where features are uncorrelated. */
  private final double[][][] precisions;

  private final boolean isUncorrelated;
  private @Nullable Pattern pattern;

  /** Of the pattern, for each component. */
  private final double[][][] covariances;

  /** Lower Cholesky factors of their inverses. */
  private final double[][][] precisionRoots;

  private final double[] halfLogDeterminants;
  private final double[] logCoefficients;
  private double noiseLogDensity;
  private final double[] products;

  ConditionalNormals(MixtureParameters parameters) {
    this.parameters = parameters;
    this.dimension = parameters.dimension();
    PrecisionFactors factors = parameters.factors();
    this.isUncorrelated = factors.shape() == PrecisionFactors.Shape.AXIS_ALIGNED;
    boolean shared = factors.shape() == PrecisionFactors.Shape.SHARED_TRIANGULAR;
    int matrices = isUncorrelated ? 0 : shared ? 1 : parameters.components();
    this.precisions = new double[matrices][][];
    for (int k = 0; k < matrices; k++) {
      precisions[k] = factors.precision(k);
    }
    this.covariances = new double[matrices][][];
    this.precisionRoots = new double[matrices][][];
    this.halfLogDeterminants = new double[matrices];
    this.logCoefficients = new double[parameters.components()];
    this.products = new double[dimension];
  }

  /** Turns to the pattern of a row. */
  void turnTo(double[] values, int at) {
    Pattern last = pattern;
    if (last != null && last.matches(values, at)) {
      return;
    }
    Pattern next = Pattern.of(values, at, dimension);
    pattern = next;
    for (int k = 0; k < precisions.length; k++) {
      condition(k, next.missing());
    }
    double constant = -0.5 * next.observed().length * LOG_TWO_PI;
    for (int k = 0; k < logCoefficients.length; k++) {
      logCoefficients[k] = parameters.gaussianKernelParameters().logWeights()[k]
          + constant
          + parameters.factors().logDeterminant(k)
          - halfLogDeterminant(k, next.missing());
    }
    UniformNoise noise = parameters.noise();
    if (noise != null) {
      noiseLogDensity =
          Math.log(noise.weight()) - noise.region().marginal(next.observed()).logVolume();
    }
  }

  /** Inverts the precisions of missing features. */
  private void condition(int k, int[] missing) {
    double[][] block = new double[missing.length][missing.length];
    for (int i = 0; i < missing.length; i++) {
      for (int j = 0; j < missing.length; j++) {
        block[i][j] = precisions[k][missing[i]][missing[j]];
      }
    }
    double[][] factor = PositiveDefinite.cholesky(block);
    if (factor == null) {
      throw new NotPositiveDefiniteException(k, missing[0]);
    }
    precisionRoots[k] = factor;
    covariances[k] = PositiveDefinite.inverseOf(factor);
    halfLogDeterminants[k] = 0;
    for (int i = 0; i < missing.length; i++) {
      halfLogDeterminants[k] += Math.log(factor[i][i]);
    }
  }

  /** Returns half the logarithm of the determinant of the precisions of missing features. */
  private double halfLogDeterminant(int k, int[] missing) {
    if (!isUncorrelated) {
      return halfLogDeterminants[matrix(k)];
    }
    double sum = 0;
    for (int j : missing) {
      sum += Math.log(parameters.factors().values()[k * dimension + j]);
    }
    return sum;
  }

  /** Returns the index of a component's matrix. */
  private int matrix(int k) {
    return precisions.length == 1 ? 0 : k;
  }

  /** Returns the pattern of the row. */
  Pattern pattern() {
    return Objects.requireNonNull(pattern);
  }

  /** Returns the weighted log-density of a component at its mean, of the features that are observed. */
  double logCoefficient(int k) {
    return logCoefficients[k];
  }

  /** Returns the weighted log-density of the noise, of the features that are observed. */
  double noiseLogDensity() {
    return noiseLogDensity;
  }

  /** Writes what is expected of the missing features, as deviations from the mean, beside those of the observed ones. */
  void complete(int k, double[] deviations) {
    int[] observed = pattern().observed();
    int[] missing = pattern().missing();
    if (isUncorrelated) {
      for (int j : missing) {
        deviations[j] = 0;
      }
      return;
    }
    for (int i = 0; i < missing.length; i++) {
      double[] row = precisions[matrix(k)][missing[i]];
      double sum = 0;
      for (int j : observed) {
        sum += row[j] * deviations[j];
      }
      products[i] = sum;
    }
    for (int i = 0; i < missing.length; i++) {
      double sum = 0;
      for (int j = 0; j < missing.length; j++) {
        sum -= covariances[matrix(k)][i][j] * products[j];
      }
      deviations[missing[i]] = sum;
    }
  }

  /** Returns the covariance of two missing features given the observed ones, by their places in the pattern. */
  double covariance(int k, int i, int j) {
    if (isUncorrelated) {
      double inverse = parameters.factors().values()[k * dimension + pattern().missing()[i]];
      return i == j ? 1 / (inverse * inverse) : 0;
    }
    return covariances[matrix(k)][i][j];
  }

  /**
   * Adds to the deviations of missing features a random number each, of their covariance given the observed ones.
   *
   * @param normals standard normal numbers, one for each missing feature
   */
  void addRandom(int k, double[] normals, double[] deviations) {
    int[] missing = pattern().missing();
    for (int i = missing.length - 1; i >= 0; i--) {
      if (isUncorrelated) {
        deviations[missing[i]] += normals[i] * Math.sqrt(covariance(k, i, i));
        continue;
      }
      // With C = (L Lᵀ)⁻¹ the solution of Lᵀ y = z has covariance C.
      double[][] root = precisionRoots[matrix(k)];
      double sum = normals[i];
      for (int j = i + 1; j < missing.length; j++) {
        sum -= root[j][i] * normals[j];
      }
      normals[i] = sum / root[i][i];
      deviations[missing[i]] += normals[i];
    }
  }
}
