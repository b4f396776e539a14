package dev.gmm4j;

import dev.gmm4j.internal.util.DecimalText;
import java.util.function.Supplier;

/**
 * One evaluation of the likelihood in a fit.
 *
 * @param restart index of the restart, from 0
 * @param restarts the number of restarts
 * @param iteration the number of passes over the samples in this restart; 0 is that of the initial parameters
 * @param maxIterations the largest number of iterations of a restart
 * @param logLikelihood total log-likelihood of the current parameters
 * @param model gives the current model; calling it costs a copy of the parameters
 * @param checkpoint gives all that the fit needs to go on from here, by {@link GaussianMixtureEstimator#resume}; to be
 *     called before the listener returns. In the midst of a cycle of an acceleration it is where the cycle began. The first
 *     call of a fit passes over the samples once, to tell them from others
 */
public record FitProgress(
    int restart,
    int restarts,
    int iteration,
    int maxIterations,
    double logLikelihood,
    Supplier<GaussianMixture> model,
    Supplier<Checkpoint> checkpoint) {

  /** Returns the numbers, without computing what is given on demand. */
  @Override
  public String toString() {
    return "FitProgress[restart=" + restart + ", restarts=" + restarts + ", iteration=" + iteration
        + ", maxIterations=" + maxIterations + ", logLikelihood=" + DecimalText.of(logLikelihood)
        + "]";
  }
}
