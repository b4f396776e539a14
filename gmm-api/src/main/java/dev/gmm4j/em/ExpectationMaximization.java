package dev.gmm4j.em;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;

/**
 * The EM algorithm (Dempster, Laird and Rubin 1977) for Gaussian mixtures: the one loop, over any expectation pass.
 */
public final class ExpectationMaximization {
  private final Maximization maximization;
  private final ConvergenceCriterion convergence;
  private final int maxIterations;

  /**
   * Creates the algorithm.
   *
   * @param maxIterations the largest number of maximizations; 0 evaluates the initial parameters only
   * @throws IllegalArgumentException if {@code maxIterations < 0}
   */
  public ExpectationMaximization(
      Maximization maximization, ConvergenceCriterion convergence, int maxIterations) {
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
     * @param iteration the number of maximizations done; 0 is the initialization
     * @param parameters the current parameters
     * @param logLikelihood their total log-likelihood
     */
    void onIteration(int iteration, MixtureParameters parameters, double logLikelihood);
  }

  /**
   * The result of a run.
   *
   * @param parameters the final parameters
   * @param statistics the statistics under the final parameters
   * @param trace total log-likelihood of the initial parameters and after each iteration
   * @param iterations the number of maximizations done
   * @param converged whether the convergence criterion ended the run
   * @param logPrior logarithm of the final parameters' prior density, but for a constant; 0 without a prior
   */
  public record Result(
      MixtureParameters parameters,
      SufficientStatistics statistics,
      double[] trace,
      int iterations,
      boolean converged,
      double logPrior) {

    /** Returns what EM maximizes: the log-likelihood, and under a prior the logarithm of its density added. */
    public double objective() {
      return trace[iterations] + logPrior;
    }
  }

  /**
   * The progress of a run.
   *
   * @param parameters the current parameters
   * @param trace total log-likelihood of the initial parameters and after each iteration so far, at least one
   * @param previousComponents the number of components before the last iteration
   */
  public record State(MixtureParameters parameters, double[] trace, int previousComponents) {}

  /**
   * Runs from the given parameters until convergence or the largest number of iterations.
   *
   * @param scale the samples' number and total weight, for the convergence criterion
   * @throws dev.gmm4j.exception.DegenerateComponentException as the guard's policy decides
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public Result run(
      MixtureParameters initial,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    SufficientStatistics statistics = pass.expect(initial, maximization.moments());
    double[] trace = {finite(statistics.logLikelihood(), 0)};
    listener.onIteration(0, initial, trace[0]);
    State state = new State(initial, trace, initial.components());
    return iterate(state, statistics, false, pass, scale, guard, listener);
  }

  /**
   * Goes on with a run without a prior where it was left, to the bits of a run that was never interrupted.
   *
   * @param guard that remembers what it had done by then
   * @throws InvalidCheckpointException if the log-likelihood of the state's parameters is not the last one of its trace
   * @throws dev.gmm4j.exception.DegenerateComponentException as the guard's policy decides
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public Result resume(
      State state,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    SufficientStatistics statistics = pass.expect(state.parameters(), maximization.moments());
    int iteration = state.trace().length - 1;
    double expected = state.trace()[iteration];
    if (statistics.logLikelihood() != expected) {
      throw new InvalidCheckpointException("the checkpoint's parameters have the log-likelihood "
          + statistics.logLikelihood() + ", but had " + expected
          + " when it was taken: on a processor or with a version whose results differ");
    }
    boolean converged = iteration > 0
        && state.parameters().components() == state.previousComponents()
        && hasConverged(state.trace()[iteration - 1], expected, scale);
    return iterate(state, statistics, converged, pass, scale, guard, listener);
  }

  /** Tells whether the convergence criterion is met; weights are scaled to a mean of 1 for it alone. */
  private boolean hasConverged(double before, double after, SampleScale scale) {
    double samples = scale.count();
    double meanWeight = scale.totalWeight() / samples;
    return convergence.hasConverged(before / meanWeight, after / meanWeight, samples);
  }

  private Result iterate(
      State state,
      SufficientStatistics first,
      boolean alreadyConverged,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    MixtureParameters parameters = state.parameters();
    SufficientStatistics statistics = first;
    int iteration = state.trace().length - 1;
    double[] trace =
        Arrays.copyOf(state.trace(), Math.max(iteration, Math.min(maxIterations, 1 << 16)) + 1);
    double logPrior = maximization.logPrior(parameters);
    boolean converged = alreadyConverged;
    while (iteration < maxIterations && !converged) {
      iteration++;
      MixtureParameters previous = parameters;
      ParameterEstimate estimate =
          maximization.maximize(centred(statistics, pass, previous), previous);
      parameters = guard.repair(estimate, previous, iteration);
      statistics = pass.expect(parameters, maximization.moments());
      if (iteration == trace.length) {
        trace = Arrays.copyOf(trace, 2 * trace.length);
      }
      trace[iteration] = finite(statistics.logLikelihood(), iteration);
      double before = trace[iteration - 1] + logPrior;
      logPrior = maximization.logPrior(parameters);
      double after = trace[iteration] + logPrior;
      listener.onIteration(iteration, parameters, trace[iteration]);
      converged =
          parameters.components() == previous.components() && hasConverged(before, after, scale);
    }
    return new Result(
        parameters,
        statistics,
        Arrays.copyOf(trace, iteration + 1),
        iteration,
        converged,
        logPrior);
  }

  /** Takes moments again where the means were too far off for them, as those of distant initial parameters can be. */
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
