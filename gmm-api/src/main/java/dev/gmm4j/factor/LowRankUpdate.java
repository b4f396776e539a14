package dev.gmm4j.factor;

import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.internal.kernel.LowRankStatistics;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * The M-step of mixtures of factor analysers from {@link LowRankStatistics}: weights and means, then one step of EM for
 * loadings and noise variances, which needs no more of the samples' covariance than its products with the factors.
 */
record LowRankUpdate(FactorEmStep step, FactorAlgebra algebra, MixingProportions proportions)
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
    LowRank found = step.next(counts, before.lowRank(), expectations);
    double[] weights = FactorUpdate.weights(counts, proportions);
    return FactorParameters.ofFactors(weights, means, found, algebra.backend());
  }

  private FactorExpectation expectation(
      LowRankStatistics sums, double[] means, FactorParameters before, int k) {
    int d = algebra.dimension();
    int q = algebra.factors();
    double[] loadings = before.lowRank().loadings()[k];
    double[] noise = before.lowRank().noise()[k];
    double count = sums.weights()[k];
    double[] variances = new double[d];
    double[] cross = new double[d * q];
    if (count > 0) {
      double[] moved = new double[d];
      for (int i = 0; i < d; i++) {
        moved[i] = means[k * d + i] - before.means()[k * d + i];
      }
      // The factors were expected about the mean before.
      double[] scores = algebra.scores(loadings, noise, moved);
      double[] shifts = sums.shifts();
      for (int i = 0; i < d; i++) {
        double shift = shifts[k * d + i];
        variances[i] = Math.max(0, sums.second()[k * d + i] / count - shift * shift);
        for (int f = 0; f < q; f++) {
          cross[i * q + f] = sums.products()[(k * d + i) * q + f] / count - shift * scores[f];
        }
      }
    }
    return algebra.expectation(loadings, noise, variances, cross);
  }

  @Override
  public double logPrior(MixtureParameters parameters) {
    return 0;
  }
}
