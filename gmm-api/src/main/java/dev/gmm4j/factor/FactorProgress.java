package dev.gmm4j.factor;

import dev.gmm4j.internal.util.DecimalText;
import java.util.function.Supplier;

/**
 * One evaluation of the likelihood in a fit of factor analysers. Of a restart that searches for a better optimum, those count
 * that come after the better one of its starts is known.
 *
 * @param restart index of the restart, from 0
 * @param restarts the number of restarts
 * @param iteration the number of passes over the samples in this restart; 0 is that of the initial parameters
 * @param maxIterations the largest number of iterations, for given numbers of factors
 * @param logLikelihood the log-likelihood of the current parameters
 * @param model gives the current mixture, to be evaluated, kept or serialized
 */
public record FactorProgress(
    int restart,
    int restarts,
    int iteration,
    int maxIterations,
    double logLikelihood,
    Supplier<FactorMixture> model) {

  /** Returns the numbers, without computing what is given on demand. */
  @Override
  public String toString() {
    return "FactorProgress[restart=" + restart + ", restarts=" + restarts + ", iteration="
        + iteration + ", maxIterations=" + maxIterations + ", logLikelihood="
        + DecimalText.of(logLikelihood) + "]";
  }
}
