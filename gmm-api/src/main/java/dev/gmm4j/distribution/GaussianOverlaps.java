package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.exception.NotPositiveDefiniteException;
import dev.gmm4j.internal.util.MemoryLimit;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Transpose;

/** Integrals of products of mixtures, which have a closed form: {@code ∫ N(μ, Σ) N(ν, T) = N(μ - ν; 0, Σ + T)}. */
final class GaussianOverlaps {
  private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

  private GaussianOverlaps() {}

  /** Returns {@code log ∫ p q}; negative infinity where that is below {@code -Double.MAX_VALUE}. */
  static double logProduct(GaussianMixture p, GaussianMixture q) {
    check(
        p.dimension() == q.dimension(),
        "mixtures must have as many features, but had %d and %d",
        p.dimension(),
        q.dimension());
    p.requireNoNoise();
    q.requireNoNoise();
    double[] terms = new double[p.components() * q.components()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < p.components(); k++) {
      for (int l = 0; l < q.components(); l++) {
        double logWeight = StrictMath.log(p.weight(k)) + StrictMath.log(q.weight(l));
        double term = logWeight + logOverlap(p, k, q, l);
        terms[k * q.components() + l] = term;
        largest = Math.max(largest, term);
      }
    }
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double term : terms) {
      sum += StrictMath.exp(term - largest);
    }
    return largest + StrictMath.log(sum);
  }

  private static double logOverlap(GaussianMixture p, int k, GaussianMixture q, int l) {
    int d = p.dimension();
    if (p.covarianceType().isAxisAligned() && q.covarianceType().isAxisAligned()) {
      return logAxisAlignedOverlap(p, k, q, l);
    }
    int size = MemoryLimit.square(
        "covariances of " + d + " features", d, "use diagonal or spherical covariances");
    double[] sum = new double[size];
    double[] difference = p.mean(k);
    double[] other = q.mean(l);
    for (int i = 0; i < d; i++) {
      difference[i] -= other[i];
      for (int j = 0; j < d; j++) {
        sum[i * d + j] = p.covariances().get(k, i, j) + q.covariances().get(l, i, j);
      }
    }
    double[] factor = factor(p.backend(), k, d, sum);
    double[] whitened = new double[d];
    p.backend().solveLower(Transpose.NO, d, 1, factor, difference, whitened);
    double squares = 0;
    for (double w : whitened) {
      squares += w * w;
    }
    return -0.5 * (d * LOG_TWO_PI + logDeterminant(factor, d) + orInfinity(squares));
  }

  /** Returns the same where features are uncorrelated, in time and memory that grow with the features alone. */
  private static double logAxisAlignedOverlap(GaussianMixture p, int k, GaussianMixture q, int l) {
    double[] mean = p.mean(k);
    double[] other = q.mean(l);
    double squares = 0;
    double logDeterminant = 0;
    for (int j = 0; j < mean.length; j++) {
      double variance = p.covariances().get(k, j, j) + q.covariances().get(l, j, j);
      if (!(variance < Double.POSITIVE_INFINITY)) {
        throw new NotPositiveDefiniteException(k, j);
      }
      double difference = mean[j] - other[j];
      double square = difference * difference / variance;
      double deviations = difference / Math.sqrt(variance);
      squares += Double.isInfinite(square) ? deviations * deviations : square;
      logDeterminant += StrictMath.log(variance);
    }
    return -0.5 * (mean.length * LOG_TWO_PI + logDeterminant + orInfinity(squares));
  }

  /** Returns a sum of squares; infinity where it has overflown on the way and is infinity minus infinity. */
  private static double orInfinity(double squares) {
    return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : squares;
  }

  /** Returns a matrix's lower Cholesky factor. */
  static double[] factor(LinearAlgebraBackend backend, int component, int d, double[] matrix) {
    double[] factor = new double[d * d];
    int failed = backend.cholesky(d, matrix, factor);
    if (failed >= 0) {
      throw new NotPositiveDefiniteException(component, failed);
    }
    return factor;
  }

  /** Returns the log-determinant of the matrix that a factor is of. */
  static double logDeterminant(double[] factor, int d) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += StrictMath.log(factor[j * d + j]);
    }
    return 2 * sum;
  }
}
