package dev.gmm4j.em;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The EM algorithm (Dempster, Laird and Rubin 1977) for Gaussian mixtures: the one loop, over any expectation pass.
 *
 * <p>An iteration is a pass over the samples, that of the initial parameters not counted. Without acceleration each is a
 * step of EM.
 */
public final class ExpectationMaximization {
  private final Maximization maximization;
  private final ConvergenceCriterion convergence;
  private final int maxIterations;
  private final Acceleration acceleration;

  /**
   * Creates the algorithm.
   *
   * @param maxIterations the largest number of iterations; 0 evaluates the initial parameters only
   * @param acceleration of no effect with a criterion that {@linkplain ConvergenceCriterion#isNever() asks for all
   *     iterations}
   * @throws IllegalArgumentException if {@code maxIterations < 0}
   */
  public ExpectationMaximization(
      Maximization maximization,
      ConvergenceCriterion convergence,
      int maxIterations,
      Acceleration acceleration) {
    this.maximization = maximization;
    this.convergence = convergence;
    this.maxIterations = Arguments.atLeast("maxIterations", maxIterations, 0);
    this.acceleration = convergence.isNever() ? Acceleration.NONE : acceleration;
  }

  /** Is told of each iteration. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Is told of one iteration.
     *
     * @param iteration the number of passes done, that of the initial parameters not counted
     * @param parameters the current parameters
     * @param logLikelihood their total log-likelihood
     * @param ascent what it takes to go on from here at another time, or null where an acceleration is in the midst of
     *     a cycle, which has to be done again from where it began
     */
    void onIteration(
        int iteration, MixtureParameters parameters, double logLikelihood, @Nullable Ascent ascent);
  }

  /**
   * The result of a run.
   *
   * @param parameters the final parameters
   * @param statistics the statistics under the final parameters
   * @param trace total log-likelihood of the initial parameters and after each iteration
   * @param iterations the number of iterations done
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
   * @param ascent what the run remembers beside
   */
  public record State(
      MixtureParameters parameters, double[] trace, int previousComponents, Ascent ascent) {}

  /**
   * Runs from the given parameters until convergence or the largest number of iterations.
   *
   * @param scale the samples' number and total weight, for the convergence criterion, and their variances, for the
   *     acceleration
   * @throws dev.gmm4j.exception.DegenerateComponentException as the guard's policy decides
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public Result run(
      MixtureParameters initial,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    return begin(initial, pass, scale, guard, listener).until(convergence, maxIterations);
  }

  /** Begins a run, to be led on by the caller; arguments are those of {@link #run}. */
  public EmRun begin(
      MixtureParameters initial,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    State state = new State(initial, new double[0], initial.components(), Ascent.BEGUN);
    return emRun(state, pass, scale, guard, listener).begun();
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
    return goOn(state, pass, scale, guard, listener).until(convergence, maxIterations);
  }

  /** Goes on with a run, to be led on by the caller; arguments are those of {@link #resume}. */
  public EmRun goOn(
      State state,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    return emRun(state, pass, scale, guard, listener).resumed();
  }

  private EmRun emRun(
      State state,
      ExpectationPass pass,
      SampleScale scale,
      DegeneracyGuard guard,
      Listener listener) {
    return new EmRun(
        new GuardedMaximization(maximization, guard),
        ascent -> acceleration.accelerator(new ParameterSpace(maximization, guard, scale), ascent),
        pass,
        scale,
        listener,
        state);
  }

  /**
   * Begins a run of another update in place of EM's maximization, to be led on by the caller.
   *
   * @param acceleration of the run; {@link Acceleration#NONE} where a criterion asks for all iterations
   * @param space what is extrapolated
   * @param scale the samples' number and total weight, for the convergence criterion
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public static EmRun begin(
      ParameterUpdate update,
      Acceleration acceleration,
      ParameterVectors space,
      MixtureParameters initial,
      ExpectationPass pass,
      SampleScale scale,
      Listener listener) {
    State state = new State(initial, new double[0], initial.components(), Ascent.BEGUN);
    return emRun(update, acceleration, space, state, pass, scale, listener).begun();
  }

  /**
   * Goes on with a run of another update where it was left, to the bits of a run that was never interrupted.
   *
   * @throws InvalidCheckpointException if the log-likelihood of the state's parameters is not the last one of its trace
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public static EmRun goOn(
      ParameterUpdate update,
      Acceleration acceleration,
      ParameterVectors space,
      State state,
      ExpectationPass pass,
      SampleScale scale,
      Listener listener) {
    return emRun(update, acceleration, space, state, pass, scale, listener).resumed();
  }

  private static EmRun emRun(
      ParameterUpdate update,
      Acceleration acceleration,
      ParameterVectors space,
      State state,
      ExpectationPass pass,
      SampleScale scale,
      Listener listener) {
    return new EmRun(
        update, ascent -> acceleration.accelerator(space, ascent), pass, scale, listener, state);
  }

  /**
   * Runs another update in place of EM's maximization, without acceleration, until convergence or the largest number of
   * iterations.
   *
   * @param maxIterations the largest number of iterations; 0 evaluates the initial parameters only
   * @param scale the samples' number and total weight, for the convergence criterion
   * @throws GmmException if the log-likelihood is not a finite number
   */
  public static Result run(
      ParameterUpdate update,
      ConvergenceCriterion convergence,
      int maxIterations,
      MixtureParameters initial,
      ExpectationPass pass,
      SampleScale scale,
      Listener listener) {
    State state = new State(initial, new double[0], initial.components(), Ascent.BEGUN);
    return new EmRun(update, ascent -> Accelerator.NONE, pass, scale, listener, state)
        .begun()
        .until(convergence, maxIterations);
  }
}
