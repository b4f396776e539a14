package dev.gmm4j.bayesian;

import dev.gmm4j.internal.util.DecimalText;
import java.util.function.Supplier;

/**
 * One evaluation of the bound in a Bayesian fit.
 *
 * @param restart index of the restart, from 0
 * @param restarts the number of restarts
 * @param iteration the number of passes over the samples in this restart; 0 is that of the first posterior
 * @param maxIterations the largest number of iterations of a restart
 * @param elbo the bound of the current posterior
 * @param posterior gives the current posterior
 * @param checkpoint gives all that the fit needs to go on from here, by {@link BayesianMixtureEstimator#resume}; to be called
 *     before the listener returns. In the midst of a cycle of an acceleration it is where the cycle began. The first call of
 *     a fit passes over the samples once, to tell them from others. Of samples on other machines there is none: it throws an
 *     {@link IllegalArgumentException}
 */
public record BayesianProgress(
    int restart,
    int restarts,
    int iteration,
    int maxIterations,
    double elbo,
    Supplier<MixturePosterior> posterior,
    Supplier<BayesianCheckpoint> checkpoint) {

  /** Returns the numbers, without computing what is given on demand. */
  @Override
  public String toString() {
    return "BayesianProgress[restart=" + restart + ", restarts=" + restarts + ", iteration="
        + iteration + ", maxIterations=" + maxIterations + ", elbo=" + DecimalText.of(elbo) + "]";
  }
}
