package dev.gmm4j.em;

import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;

/**
 * What a run does between two passes over the samples: statistics in, parameters out. EM's is a maximization; that of
 * variational inference finds a posterior distribution, and its parameters are expectations under that.
 */
public interface ParameterUpdate {

  /** Tells which second moments the statistics must hold. */
  Moments moments();

  /**
   * Returns the parameters of the next pass.
   *
   * @param statistics of the pass over the current parameters
   * @param iteration the number of passes done with those parameters, that of the initial parameters not counted
   */
  MixtureParameters next(SufficientStatistics statistics, MixtureParameters current, int iteration);

  /**
   * Returns what the objective of the run has beside the log-likelihood of the pass over the parameters: the logarithm of
   * their prior density, or the part of a bound that does not depend on samples; 0 where there is nothing.
   */
  double logPrior(MixtureParameters parameters);

  /** Returns how often parameters were changed beyond the update, as those of a degenerate component are. */
  default int repairs() {
    return 0;
  }
}
