package dev.gmm4j.spark;

/**
 * How well a classifier fits the rows that it was fitted to.
 *
 * @param rows the number of rows, those of weight 0 included
 * @param totalWeight the weight of all rows
 * @param logLikelihood that of the mixture over classes, {@code Σ w ln Σ_c τ_c f_c(x)}
 * @param freeParameters the classifier's number of free parameters {@code ν}
 * @param bic the Bayesian information criterion {@code -2ℓ + ν ln n}, n the total weight; lower is better
 */
public record ClassifierSummary(
    long rows, double totalWeight, double logLikelihood, long freeParameters, double bic) {}
