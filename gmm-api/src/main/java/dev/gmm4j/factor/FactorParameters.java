package dev.gmm4j.factor;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/** Parameters of a mixture of factor analysers, and the matrices that kernels evaluate. */
final class FactorParameters extends MixtureParameters {
  private final LowRank lowRank;

  private FactorParameters(
      double[] logWeights,
      double[] weights,
      double[] means,
      Covariances covariances,
      PrecisionFactors factors,
      LowRank lowRank) {
    super(logWeights, weights, means, covariances, factors);
    this.lowRank = lowRank;
  }

  /**
   * Creates parameters; arrays are kept, not copied.
   *
   * @param weights {@code K} mixing weights that sum to 1
   * @param means {@code K*d} numbers, row-major
   */
  static FactorParameters of(
      double[] weights, double[] means, LowRank lowRank, LinearAlgebraBackend backend) {
    double[] logWeights = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      logWeights[k] = Math.log(weights[k]);
    }
    Covariances covariances = Covariances.of(
        CovarianceType.FULL, weights.length, lowRank.dimension(), lowRank.matrices());
    return new FactorParameters(
        logWeights,
        weights,
        means,
        covariances,
        PrecisionFactorization.of(covariances, backend),
        lowRank);
  }

  /** Returns loadings and noise variances. */
  LowRank lowRank() {
    return lowRank;
  }
}
