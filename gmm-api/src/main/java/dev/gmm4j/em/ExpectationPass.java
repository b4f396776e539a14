package dev.gmm4j.em;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * One pass over all samples: parameters in, statistics out. The only part of EM that knows where the samples are.
 *
 * <p>An implementation adds up statistics in an order that does not depend on threads or scheduling, so that the same
 * parameters always give the same bits.
 */
@FunctionalInterface
public interface ExpectationPass {

  /**
   * Returns the statistics of all samples under the parameters.
   *
   * @param centres what moments are taken about: {@code K*d} numbers, row-major; the nearer to the means that the
   *     statistics lead to, the more precise they are
   * @param moments which second moments the maximization needs
   */
  SufficientStatistics expect(MixtureParameters parameters, double[] centres, Moments moments);

  /** Returns the statistics of all samples under the parameters, about the parameters' means. */
  default SufficientStatistics expect(MixtureParameters parameters, Moments moments) {
    return expect(parameters, parameters.means(), moments);
  }
}
