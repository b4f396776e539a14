package dev.gmm4j.factor;

import org.jspecify.annotations.Nullable;

/** From covariances of the samples in each component to covariances of few factors. */
interface FactorStep {

  /**
   * Returns covariances that are as likely as any of the model, or likelier than those before.
   *
   * @param counts of samples in each component, {@code K} numbers {@code >= 0}, not all 0
   * @param covariances of the samples in each component, {@code d*d} numbers; 0 where there are none
   * @param previous those before, or null at an initialization
   */
  LowRank maximize(double[] counts, double[][] covariances, @Nullable LowRank previous);
}
