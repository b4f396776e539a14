package dev.gmm4j.em;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * The maximization for mixtures of t distributions (Peel and McLachlan 2000): locations {@code Σ r u x / Σ r u}, scale matrices
 * of the covariance model from {@code Σ r u (x - μ)(x - μ)ᵀ / Σ r}, and degrees of freedom.
 *
 * @param maximization over Gaussian mixtures, without noise; its prior is one of locations and scale matrices
 * @param guard of one restart, whose policy is not to prune
 * @param degreesOfFreedom how they are found
 */
public record StudentUpdate(
    Maximization maximization, DegeneracyGuard guard, DegreesOfFreedom degreesOfFreedom)
    implements ParameterUpdate {
  @Override
  public Moments moments() {
    return maximization.moments();
  }

  @Override
  public MixtureParameters next(
      SufficientStatistics statistics, MixtureParameters current, int iteration) {
    StudentParameters before = (StudentParameters) current;
    // A prior of means needs to know how much samples weigh against it.
    SufficientStatistics maximized = maximization.hasPrior() ? statistics : statistics.aboutMeans();
    MixtureParameters found =
        guard.repair(maximization.maximize(maximized, before), before, iteration);
    return StudentParameters.of(
        found,
        degreesOfFreedom.next(
            before.degreesOfFreedom(),
            statistics.weights(),
            statistics.tails(),
            statistics.dimension()));
  }

  /** Returns the parameters as vectors, for an acceleration, with the samples' variances as units. */
  public ParameterVectors space(SampleScale scale) {
    return new StudentSpace(this, scale);
  }

  @Override
  public double logPrior(MixtureParameters parameters) {
    return maximization.logPrior(parameters);
  }

  @Override
  public int repairs() {
    return guard.repairs();
  }
}
