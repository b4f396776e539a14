package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.PrecisionFactors;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a mixture of factor analysers: those that kernels of full covariances evaluate, or, where matrices would be too
 * large, those of kernels that know of factors. The {@link #covariances} of the latter are variances alone.
 */
final class FactorParameters extends MixtureParameters {
  private final LowRank lowRank;
  private final @Nullable LowRankKernelParameters lowRankKernelParameters;

  /**
   * Creates parameters.
   *
   * @param backend whose operations make what kernels that know of factors evaluate; null where matrices are evaluated
   */
  private FactorParameters(
      double[] weights,
      double[] means,
      Covariances covariances,
      PrecisionFactors factors,
      LowRank lowRank,
      @Nullable LinearAlgebraBackend backend) {
    super(logarithms(weights), weights, means, covariances, factors);
    this.lowRank = lowRank;
    this.lowRankKernelParameters = backend == null
        ? null
        : LowRankKernelParameters.of(
            kernelParameters().logWeights(),
            means,
            lowRank.loadings(),
            lowRank.noise(),
            kernelParameters().centre(),
            backend);
  }

  private static double[] logarithms(double[] weights) {
    double[] logarithms = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      logarithms[k] = Math.log(weights[k]);
    }
    return logarithms;
  }

  /**
   * Creates parameters with matrices; arrays are kept, not copied.
   *
   * @param weights {@code K} mixing weights that sum to 1
   * @param means {@code K*d} numbers, row-major
   */
  static FactorParameters ofMatrices(
      double[] weights, double[] means, LowRank lowRank, LinearAlgebraBackend backend) {
    Covariances covariances = Covariances.of(
        CovarianceType.FULL, weights.length, lowRank.dimension(), lowRank.matrices());
    return new FactorParameters(
        weights,
        means,
        covariances,
        PrecisionFactorization.of(covariances, backend),
        lowRank,
        null);
  }

  /** Creates parameters without matrices; arguments are those of {@link #ofMatrices}. */
  static FactorParameters ofFactors(
      double[] weights, double[] means, LowRank lowRank, LinearAlgebraBackend backend) {
    Covariances variances = Covariances.of(
        CovarianceType.DIAGONAL, weights.length, lowRank.dimension(), lowRank.variances());
    return new FactorParameters(
        weights, means, variances, PrecisionFactorization.of(variances, backend), lowRank, backend);
  }

  /** Returns loadings and noise variances. */
  LowRank lowRank() {
    return lowRank;
  }

  /**
   * Returns what kernels that know of factors evaluate.
   *
   * @throws IllegalStateException if these are parameters with matrices
   */
  LowRankKernelParameters lowRankKernelParameters() {
    if (lowRankKernelParameters == null) {
      throw new IllegalStateException("parameters with matrices have no projections");
    }
    return lowRankKernelParameters;
  }
}
