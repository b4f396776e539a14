package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.spi.PrecisionFactors;

/** The Kullback-Leibler divergence of a prior from a posterior, of weights, means and precisions. */
final class Divergence {
  private final MixturePosterior posterior;
  private final PrecisionFactors factors;
  private final PrecisionFamily family;
  private final int dimension;

  /**
   * Vectors whose squared lengths in the metric of a precision sum up to {@code tr(A₀Λ)}: columns of the Cholesky factor, or
   * the square roots of a diagonal in one.
   */
  private final double[][] scaleRoots;

  private final double priorNormalizer;

  private Divergence(MixturePosterior posterior, PrecisionFactors factors) {
    this.posterior = posterior;
    this.factors = factors;
    NormalWishartPrior prior = posterior.prior();
    this.dimension = posterior.dimension();
    this.family = new PrecisionFamily(prior.type(), dimension);
    this.scaleRoots = prior.type().isAxisAligned()
        ? new double[][] {deviations(prior)}
        : transpose(CholeskyRoot.of(prior.scale(), 0));
    double logDeterminant = 0;
    for (int j = 0; j < dimension; j++) {
      double[] column = scaleRoots[Math.min(j, scaleRoots.length - 1)];
      logDeterminant += 2 * StrictMath.log(column[j]);
    }
    this.priorNormalizer = family.logNormalizer(prior.degreesOfFreedom(), logDeterminant);
  }

  private static double[] deviations(NormalWishartPrior prior) {
    double[] deviations = prior.scale().variances(0);
    for (int j = 0; j < deviations.length; j++) {
      deviations[j] = Math.sqrt(deviations[j]);
    }
    return deviations;
  }

  private static double[][] transpose(double[][] matrix) {
    double[][] columns = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        columns[j][i] = matrix[i][j];
      }
    }
    return columns;
  }

  /**
   * Returns the divergence.
   *
   * @param factors of the posterior's {@code A_k / ν_k}
   */
  static double of(MixturePosterior posterior, PrecisionFactors factors) {
    Divergence terms = new Divergence(posterior, factors);
    double divergence = posterior.weights().divergence();
    boolean isTied = posterior.covarianceType() == CovarianceType.TIED;
    for (int k = 0; k < posterior.components(); k++) {
      divergence += terms.ofMean(k);
      if (k == 0 || !isTied) {
        divergence += terms.ofPrecision(k);
      }
    }
    return divergence;
  }

  /** Returns {@code ½d(β₀/β - 1 + ln(β/β₀)) + ½β₀ (m - m₀)ᵀ E[Λ] (m - m₀)}. */
  private double ofMean(int k) {
    NormalWishartPrior prior = posterior.prior();
    double ratio = prior.meanPrecision() / posterior.meanPrecision(k);
    double[] offset = posterior.mean(k);
    double[] mean = prior.mean();
    for (int j = 0; j < dimension; j++) {
      offset[j] -= mean[j];
    }
    return 0.5 * dimension * (ratio - 1 - StrictMath.log(ratio))
        + 0.5 * prior.meanPrecision() * squaredLength(k, offset);
  }

  /** Returns {@code ½(ν - ν₀) E ln|Λ| - ½dν + ½ tr(A₀ E[Λ]) + ln B(ν, A) - ln B(ν₀, A₀)}. */
  private double ofPrecision(int k) {
    NormalWishartPrior prior = posterior.prior();
    double nu = posterior.degreesOfFreedom(k);
    double logDeterminant = dimension * StrictMath.log(nu) - 2 * factors.logDeterminant(k);
    return 0.5
            * (nu - prior.degreesOfFreedom())
            * (family.expectedLogDeterminant(nu) - logDeterminant)
        - 0.5 * dimension * nu
        + 0.5 * trace(k)
        + family.logNormalizer(nu, logDeterminant)
        - priorNormalizer;
  }

  /** Returns {@code tr(A₀ E[Λ_k])}. */
  private double trace(int k) {
    if (posterior.covarianceType().isAxisAligned()) {
      return squaredLength(k, scaleRoots[0]);
    }
    int d = dimension;
    double[] values = factors.values();
    int first = factors.shape() == PrecisionFactors.Shape.TRIANGULAR ? k * d * d : 0;
    double trace = 0;
    for (int c = 0; c < d; c++) {
      double[] column = scaleRoots[c];
      // The product of two lower triangles: a sixth of the terms of whole matrices.
      for (int i = c; i < d; i++) {
        int row = first + i * d;
        double sum = 0;
        for (int l = c; l <= i; l++) {
          sum += values[row + l] * column[l];
        }
        trace += sum * sum;
      }
    }
    return trace;
  }

  /** Returns {@code vᵀ E[Λ_k] v}. */
  private double squaredLength(int k, double[] vector) {
    double[] whitened = new double[dimension];
    factors.whiten(k, vector, whitened, 0);
    double sum = 0;
    for (double each : whitened) {
      sum += each * each;
    }
    return sum;
  }
}
