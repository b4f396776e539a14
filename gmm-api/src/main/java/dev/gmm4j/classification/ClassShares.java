package dev.gmm4j.classification;

import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterUpdate;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * EM's update where the prior probabilities of classes are given. The expected log-likelihood then has its maximum where the
 * components of a class divide the class's share as they divide its weight; all else is as without them.
 *
 * @param priors of the classes, of rows that are no noise
 * @param classOf the class of each component
 */
record ClassShares(Maximization maximization, DegeneracyGuard guard, double[] priors, int[] classOf)
    implements ParameterUpdate {

  @Override
  public Moments moments() {
    return maximization.moments();
  }

  @Override
  public MixtureParameters next(
      SufficientStatistics statistics, MixtureParameters current, int iteration) {
    return given(
        guard.repair(maximization.maximize(statistics, current), current, iteration),
        priors,
        classOf);
  }

  @Override
  public double logPrior(MixtureParameters parameters) {
    return maximization.logPrior(parameters);
  }

  @Override
  public int repairs() {
    return guard.repairs();
  }

  /** Returns parameters whose classes have given shares of what is not noise. */
  static MixtureParameters given(MixtureParameters found, double[] priors, int[] classOf) {
    UniformNoise noise = found.noise();
    return withShares(found, priors, classOf, noise == null ? 1 : 1 - noise.weight())
        .with(noise);
  }

  /** Returns parameters with noise beside their components, which keep their proportions. */
  static MixtureParameters with(MixtureParameters found, @Nullable UniformNoise noise) {
    if (noise == null) {
      return found;
    }
    double[] weights = found.weights().clone();
    for (int k = 0; k < weights.length; k++) {
      weights[k] *= 1 - noise.weight();
    }
    return MixtureParameters.of(weights, found.means(), found.covariances(), found.factors())
        .with(noise);
  }

  private static MixtureParameters withShares(
      MixtureParameters found, double[] priors, int[] classOf, double total) {
    double[] sums = new double[priors.length];
    for (int k = 0; k < classOf.length; k++) {
      sums[classOf[k]] += found.weights()[k];
    }
    double[] weights = new double[classOf.length];
    for (int k = 0; k < weights.length; k++) {
      int c = classOf[k];
      weights[k] = total * priors[c] * found.weights()[k] / sums[c];
    }
    return MixtureParameters.of(weights, found.means(), found.covariances(), found.factors());
  }
}
