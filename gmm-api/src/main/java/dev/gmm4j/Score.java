package dev.gmm4j;

import dev.gmm4j.internal.util.InformationCriteria;

/**
 * Measures of how well a mixture explains samples.
 *
 * @param samples the number of samples, those of weight 0 included
 * @param totalWeight the total weight of the samples; their number where they have no weights
 * @param logLikelihood the total log-likelihood {@code Σ w log p(x)}
 * @param freeParameters the model's number of free parameters {@code ν}
 */
public record Score(long samples, double totalWeight, double logLikelihood, long freeParameters) {

  /** Returns the log-likelihood divided by the total weight. */
  public double meanLogLikelihood() {
    return logLikelihood / totalWeight;
  }

  /**
   * Returns the Bayesian information criterion {@code -2ℓ + ν ln n}, n the total weight; lower is better. NaN where the total
   * weight is 1 (to within 0.001) or less, and so no number of samples: weights are frequencies, and
   * {@link dev.gmm4j.data.Samples#withNormalizedWeights} scales those that are not.
   */
  public double bic() {
    return InformationCriteria.bic(logLikelihood, freeParameters, totalWeight);
  }

  /** Returns Akaike's information criterion {@code -2ℓ + 2ν}; lower is better. */
  public double aic() {
    return InformationCriteria.aic(logLikelihood, freeParameters);
  }
}
