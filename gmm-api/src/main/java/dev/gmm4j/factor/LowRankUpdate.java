package dev.gmm4j.factor;

import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.spi.LowRankKernelParameters;
import dev.gmm4j.spi.LowRankStatistics;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import dev.gmm4j.spi.Transpose;
import java.util.Arrays;

/**
 * The M-step of mixtures of factor analysers from {@link LowRankStatistics}: weights and means, then one step of EM for
 * loadings and noise variances, which needs no more of the samples' covariance than its products with the factors.
 *
 * <p>The step is that of PX-EM (Liu, Rubin and Wu 1998): see {@link FactorAlgebra#expand}.
 *
 * @param isCommon whether all components have the same loadings
 */
record LowRankUpdate(
    FactorEmStep step, FactorAlgebra algebra, boolean isCommon, MixingProportions proportions)
    implements ParameterUpdate {

  @Override
  public Moments moments() {
    return Moments.DIAGONAL;
  }

  @Override
  public MixtureParameters next(
      SufficientStatistics statistics, MixtureParameters current, int iteration) {
    LowRankStatistics sums = (LowRankStatistics) statistics;
    FactorParameters before = (FactorParameters) current;
    int components = sums.components();
    double[] counts = sums.weights().clone();
    double[] means = sums.means();
    FactorExpectation[] expectations = new FactorExpectation[components];
    for (int k = 0; k < components; k++) {
      expectations[k] = expectation(sums, means, before, k);
    }
    LowRank found = algebra.expand(
        step.next(counts, before.lowRank(), expectations), isCommon, counts, expectations);
    double[] weights = FactorUpdate.weights(counts, proportions);
    return FactorParameters.ofFactors(weights, means, found, algebra.backend());
  }

  private FactorExpectation expectation(
      LowRankStatistics sums, double[] means, FactorParameters before, int k) {
    int d = algebra.dimension();
    double count = sums.weights()[k];
    double[] variances = new double[d];
    double[] cross = new double[d * algebra.factors()];
    if (count > 0) {
      double[] shifts = sums.shifts();
      for (int i = 0; i < d; i++) {
        double shift = shifts[k * d + i];
        variances[i] = Math.max(0, sums.second()[k * d + i] / count - shift * shift);
      }
      cross = cross(sums, means, before, k);
    }
    return algebra.expectation(
        before.lowRank().loadings()[k], before.lowRank().noise()[k], variances, cross);
  }

  /** Returns the products of features and expected factors, {@code d*q} numbers: those of projections, times {@code L⁻¹}. */
  private double[] cross(LowRankStatistics sums, double[] means, FactorParameters before, int k) {
    int d = algebra.dimension();
    int q = algebra.factors();
    LowRankKernelParameters evaluated = before.lowRankKernelParameters();
    double[] projections = evaluated.projections();
    double[] shifts = sums.shifts();
    double count = sums.weights()[k];
    double[] products = new double[q * d];
    for (int f = 0; f < q; f++) {
      int from = (k * q + f) * d;
      // Samples were projected about the mean before.
      double moved = 0;
      for (int i = 0; i < d; i++) {
        moved += projections[from + i] * (means[k * d + i] - before.means()[k * d + i]);
      }
      for (int i = 0; i < d; i++) {
        products[f * d + i] = sums.products()[from + i] / count - shifts[k * d + i] * moved;
      }
    }
    double[] inverseRoot = Arrays.copyOfRange(evaluated.inverseRoots(), k * q * q, (k + 1) * q * q);
    double[] cross = new double[d * q];
    algebra.backend().multiply(Transpose.YES, Transpose.NO, d, q, q, products, inverseRoot, cross);
    return cross;
  }

  @Override
  public double logPrior(MixtureParameters parameters) {
    return 0;
  }
}
