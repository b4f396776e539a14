package dev.gmm4j.em;

import dev.gmm4j.Covariances;

/** The maximum-likelihood covariances of one structure, from statistics. */
interface CovarianceEstimator {

  /** Tells which second moments the statistics must hold. */
  Moments moments();

  /**
   * Returns the covariances; those of a component without weight are 0.
   *
   * @param shifts {@code m_k - c_k}, from the statistics' centres to the new means: {@code K*d} numbers
   */
  Covariances estimate(SufficientStatistics statistics, double[] shifts);
}
