package dev.gmm4j.student;

import dev.gmm4j.internal.util.DecimalText;
import java.util.function.Supplier;

/**
 * One evaluation of the likelihood in a fit of t distributions.
 *
 * @param restart index of the restart, from 0
 * @param restarts the number of restarts
 * @param iteration the number of passes over the samples in this restart; 0 is that of the initial parameters
 * @param maxIterations the largest number of iterations of a restart
 * @param logLikelihood the total log-likelihood of the current parameters
 * @param model gives the current model
 * @param checkpoint gives all that the fit needs to go on from here, by {@link StudentMixtureEstimator#resume}; to be called
 *     before the listener returns. In the midst of a cycle of an acceleration it is where the cycle began. The first call of
 *     a fit passes over the samples once, to tell them from others
 */
public record StudentProgress(
    int restart,
    int restarts,
    int iteration,
    int maxIterations,
    double logLikelihood,
    Supplier<StudentMixture> model,
    Supplier<StudentCheckpoint> checkpoint) {

  /** Returns the numbers, without computing what is given on demand. */
  @Override
  public String toString() {
    return "StudentProgress[restart=" + restart + ", restarts=" + restarts + ", iteration="
        + iteration + ", maxIterations=" + maxIterations + ", logLikelihood="
        + DecimalText.of(logLikelihood) + "]";
  }
}
