package dev.gmm4j.em;

import dev.gmm4j.ConvergenceTest;
import dev.gmm4j.GmmException;
import dev.gmm4j.internal.Arguments;
import java.util.Arrays;

/**
 * The EM algorithm (Dempster, Laird and Rubin 1977) for Gaussian mixtures: the one loop, over any expectation pass.
 */
public final class ExpectationMaximization {
  private final Maximization maximization;
  private final ConvergenceTest convergence;
  private final int maxIterations;

  /**
   * Creates the algorithm.
   *
   * @param maxIterations the largest number of maximizations; 0 evaluates the start only
   * @throws IllegalArgumentException if {@code maxIterations < 0}
   */
  public ExpectationMaximization(
      Maximization maximization, ConvergenceTest convergence, int maxIterations) {
    this.maximization = maximization;
    this.convergence = convergence;
    this.maxIterations = Arguments.atLeast("maxIterations", maxIterations, 0);
  }

  /** Is told of each evaluation of the likelihood. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Is told of one evaluation.
     *
     * @param iteration the number of maximizations done; 0 is the start
     * @param parameters the current parameters
     * @param logLikelihood their total log-likelihood
     */
    void onIteration(int iteration, MixtureParameters parameters, double logLikelihood);
  }

  /**
   * What a run came to.
   *
   * @param parameters the final parameters
   * @param statistics the statistics under the final parameters
   * @param trace total log-likelihood of the initial parameters and after each iteration
   * @param iterations the number of maximizations done
   * @param converged whether the convergence test ended the run
   */
  public record Result(
      MixtureParameters parameters,
      SufficientStatistics statistics,
      double[] trace,
      int iterations,
      boolean converged) {}

  /**
   * Runs from the given parameters until convergence or the largest number of iterations.
   *
   * @param scale the samples' number and total weight, for the convergence test
   * @throws dev.gmm4j.DegenerateComponentException as the guard's policy decides
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public Result run(
      MixtureParameters start,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    // Weights are scaled to a mean of 1 for the convergence test alone.
    double samples = scale.count();
    double meanWeight = scale.totalWeight() / samples;
    double[] trace = new double[Math.min(maxIterations, 1 << 16) + 1];
    MixtureParameters parameters = start;
    SufficientStatistics statistics = pass.expect(parameters, maximization.moments());
    trace[0] = finite(statistics.logLikelihood(), 0);
    listener.onIteration(0, parameters, trace[0]);
    boolean converged = false;
    int iteration = 0;
    while (iteration < maxIterations && !converged) {
      iteration++;
      MixtureParameters previous = parameters;
      ParameterEstimate estimate =
          maximization.maximize(centred(statistics, pass, previous), previous);
      parameters = guard.settle(estimate, previous, iteration);
      statistics = pass.expect(parameters, maximization.moments());
      if (iteration == trace.length) {
        trace = Arrays.copyOf(trace, 2 * trace.length);
      }
      trace[iteration] = finite(statistics.logLikelihood(), iteration);
      listener.onIteration(iteration, parameters, trace[iteration]);
      converged = parameters.components() == previous.components()
          && convergence.hasConverged(
              trace[iteration - 1] / meanWeight, trace[iteration] / meanWeight, samples);
    }
    return new Result(
        parameters, statistics, Arrays.copyOf(trace, iteration + 1), iteration, converged);
  }

  /** Takes moments again where the means were too far off for them, as those of a distant start can be. */
  private SufficientStatistics centred(
      SufficientStatistics statistics, ExpectationPass pass, MixtureParameters parameters) {
    return statistics.losesPrecision()
        ? pass.expect(parameters, statistics.means(), maximization.moments())
        : statistics;
  }

  private static double finite(double logLikelihood, int iteration) {
    if (!Double.isFinite(logLikelihood)) {
      throw new GmmException("log-likelihood must be finite, but was " + logLikelihood
          + " in iteration " + iteration + "; the samples' magnitude may be too large");
    }
    return logLikelihood;
  }
}
