package dev.gmm4j.classification;

import dev.gmm4j.internal.util.InformationCriteria;

/**
 * How well a classifier does on some rows. Rows are weighted; those of weight 0 do not count.
 *
 * @param rows the number of rows of positive weight
 * @param labelledRows the number of those whose class is known
 * @param totalWeight the weight of all rows
 * @param labelledWeight the weight of the rows whose class is known
 * @param logLikelihood that of the mixture over classes, {@code Σ w ln Σ_c τ_c f_c(x)}, which takes no class for known
 * @param jointLogLikelihood that of rows and classes, {@code Σ w ln τ_c(i) f_c(i)(x)}, which a fit maximizes; of rows whose class
 *     is not known that of the mixture
 * @param freeParameters the classifier's number of free parameters {@code ν}
 * @param errors the number of labelled rows decided for a wrong class
 * @param rejected the number of labelled rows decided for no class
 * @param errorRate the weight of the errors divided by that of the labelled rows; NaN where there are none
 * @param brierScore half the mean squared distance of the probabilities from the truth (Brier 1950), in [0, 1]; NaN where there
 *     are no labelled rows
 * @param logLoss minus the mean natural logarithm of the true classes' probabilities; NaN where there are no labelled rows
 * @param confusion the number of labelled rows of each true class, a row each, decided for each class, a column each, and in the
 *     last column those rejected; not copied
 */
public record ClassifierScore(
    long rows,
    long labelledRows,
    double totalWeight,
    double labelledWeight,
    double logLikelihood,
    double jointLogLikelihood,
    long freeParameters,
    long errors,
    long rejected,
    double errorRate,
    double brierScore,
    double logLoss,
    long[][] confusion) {

  /**
   * Returns the Bayesian information criterion {@code -2ℓ + ν ln n}, n the total weight; lower is better. ℓ is the {@linkplain
   * #logLikelihood log-likelihood of the mixture}, as in mclust, or where some classes are not known the {@linkplain
   * #jointLogLikelihood joint one}. NaN where the total weight is no number of rows, as {@link dev.gmm4j.Score#bic}.
   */
  public double bic() {
    double likelihood = labelledRows == rows ? logLikelihood : jointLogLikelihood;
    return InformationCriteria.bic(likelihood, freeParameters, totalWeight);
  }
}
