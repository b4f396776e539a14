package dev.gmm4j.internal.estimator;

import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/** The maximum-likelihood covariances of one model, from statistics. */
public interface CovarianceEstimator {

  /** Tells which second moments the statistics must hold. */
  Moments moments();

  /**
   * Returns the covariances; those of a component without weight are 0 unless they are shared.
   *
   * @param shifts {@code m_k - c_k}, from the statistics' centres to the new means: {@code K*d} numbers
   * @param previous the covariances before, where an iterative search begins so that it cannot end below them; null at
   *     an initialization
   */
  Covariances estimate(
      SufficientStatistics statistics, double[] shifts, @Nullable PreviousCovariances previous);
}
