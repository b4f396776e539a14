package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.PrecisionFactorization;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;

/**
 * What the E-step of variational inference evaluates: expectations under a posterior, in the form of a mixture's parameters.
 *
 * <p>{@code ln ρ_k(x) = E ln π_k + ½ E ln|Λ_k| - ½ d ln 2π - d / (2β_k) - ½ (x - m_k)ᵀ E[Λ_k] (x - m_k)} (Bishop 2006, 10.46,
 * 10.64) is the log-density of {@code N(m_k, E[Λ_k]⁻¹)} with a logarithmic weight that has what else there is.
 */
final class ExpectedParameters extends MixtureParameters {
  private final MixturePosterior posterior;
  private final double divergence;

  private ExpectedParameters(
      MixturePosterior posterior, double[] logWeights, double[] means, PrecisionFactors factors) {
    super(
        logWeights, posterior.weights().expectedWeights(), means, posterior.covariances(), factors);
    this.posterior = posterior;
    this.divergence = Divergence.of(posterior, factors);
  }

  static ExpectedParameters of(MixturePosterior posterior, LinearAlgebraBackend backend) {
    Covariances covariances = posterior.covariances();
    int components = posterior.components();
    int d = posterior.dimension();
    PrecisionFamily family = new PrecisionFamily(posterior.covarianceType(), d);
    double[] logWeights = posterior.weights().expectedLogWeights();
    double[] means = new double[components * d];
    for (int k = 0; k < components; k++) {
      double nu = posterior.degreesOfFreedom(k);
      // E ln|Λ| + ln|A/ν|: what the expected log-determinant has beyond that of the factors.
      double beyond = family.expectedLogDeterminant(nu) - d * StrictMath.log(nu);
      logWeights[k] += 0.5 * beyond - d / (2 * posterior.meanPrecision(k));
      System.arraycopy(posterior.mean(k), 0, means, k * d, d);
    }
    return new ExpectedParameters(
        posterior, logWeights, means, PrecisionFactorization.of(covariances, backend));
  }

  /** Returns the posterior whose expectations these are. */
  MixturePosterior posterior() {
    return posterior;
  }

  /** Returns the Kullback-Leibler divergence of the prior from the posterior, which the bound is less by. */
  double divergence() {
    return divergence;
  }
}
