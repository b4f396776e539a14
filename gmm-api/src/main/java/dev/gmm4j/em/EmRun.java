package dev.gmm4j.em;

import dev.gmm4j.exception.GmmException;
import dev.gmm4j.exception.InvalidCheckpointException;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of EM: the parameters that it is at, and how it came there.
 *
 * <p>Under acceleration, a proposal is tried in place of a step of EM. Where its objective is below that of the parameters it
 * would replace, they are kept, and the next iteration takes the step.
 */
public final class EmRun {
  /** So many iterations are steps of EM: many runs need no more, and early ones say little about later ones. */
  private static final int PLAIN_ITERATIONS = 3;

  private final ParameterUpdate update;
  private final Function<Ascent, Accelerator> accelerators;
  private final ExpectationPass pass;
  private final SampleScale scale;
  private final ExpectationMaximization.Listener listener;
  private Accelerator accelerator;
  private Point point;
  private double[] trace;
  private int iteration;
  private int previousComponents;
  private Ascent ascent;

  /** The step of EM from the current parameters, where it is known because a proposal was refused. */
  private @Nullable MixtureParameters refusedStep;

  /** Parameters and what the pass over them told. */
  private record Point(
      MixtureParameters parameters, SufficientStatistics statistics, double logPrior) {

    double logLikelihood() {
      return statistics.logLikelihood();
    }

    double objective() {
      return logLikelihood() + logPrior;
    }
  }

  /**
   * Creates a run, and evaluates the parameters that it is at.
   *
   * @param accelerators make one for what is remembered of the ascent
   * @param state with an empty trace if nothing was done yet
   */
  EmRun(
      ParameterUpdate update,
      Function<Ascent, Accelerator> accelerators,
      ExpectationPass pass,
      SampleScale scale,
      ExpectationMaximization.Listener listener,
      ExpectationMaximization.State state) {
    this.update = update;
    this.accelerators = accelerators;
    this.pass = pass;
    this.scale = scale;
    this.listener = listener;
    iteration = Math.max(0, state.trace().length - 1);
    trace = Arrays.copyOf(state.trace(), Math.max(64, state.trace().length));
    previousComponents = state.previousComponents();
    ascent = state.ascent();
    accelerator = accelerators.apply(ascent);
    point = evaluate(state.parameters());
  }

  /** Takes note of the initial parameters. */
  EmRun begun() {
    requireFinite(point);
    record();
    return this;
  }

  /**
   * Checks that this is the run that was left.
   *
   * @throws InvalidCheckpointException if the log-likelihood of the state's parameters is not the last one of its trace
   */
  EmRun resumed() {
    double expected = trace[iteration];
    if (point.logLikelihood() != expected) {
      throw new InvalidCheckpointException("the checkpoint's parameters have the log-likelihood "
          + point.logLikelihood() + ", but had " + expected
          + " when it was taken: on a processor or with a version whose results differ");
    }
    if (iteration > 0 && ascent.equals(Ascent.BEGUN)) {
      // Of a version that remembered nothing of the ascent.
      ascent = ascent.step(expected - trace[iteration - 1], accelerator);
    }
    return this;
  }

  /** Returns the parameters that the run is at. */
  public MixtureParameters parameters() {
    return point.parameters();
  }

  /** Returns for each component the sum of weights times responsibilities. */
  public double[] effectiveCounts() {
    return point.statistics().weights();
  }

  /** Returns what EM maximizes, where the run is: the log-likelihood, and under a prior the logarithm of its density added. */
  public double objective() {
    return point.objective();
  }

  /** Returns the number of iterations done. */
  public int iterations() {
    return iteration;
  }

  /** Returns the number of iterations after which the log-likelihood was so near what it is now. */
  public int iterationsTo(double distance) {
    int i = 0;
    while (trace[iteration] - trace[i] > distance) {
      i++;
    }
    return i;
  }

  /** Goes on from other parameters, as many: an iteration that is no step of EM. */
  public void jump(MixtureParameters better) {
    iteration++;
    refusedStep = null;
    previousComponents = better.components();
    accelerator = accelerators.apply(Ascent.BEGUN);
    point = requireFinite(evaluate(better));
    ascent = ascent.elsewhere(accelerator.trust());
    record();
  }

  /**
   * Runs until convergence or the largest number of iterations. May be called again with another criterion: a run that is
   * interrupted so takes the same course.
   */
  public ExpectationMaximization.Result until(ConvergenceCriterion convergence, int maxIterations) {
    boolean converged = hasConverged(convergence);
    while (iteration < maxIterations && !converged) {
      MixtureParameters refused = refusedStep;
      refusedStep = null;
      if (refused == null) {
        iterate();
      } else {
        take(refused);
      }
      converged = hasConverged(convergence);
    }
    return new ExpectationMaximization.Result(
        point.parameters(),
        point.statistics(),
        Arrays.copyOf(trace, iteration + 1),
        iteration,
        converged,
        point.logPrior());
  }

  /** Tells whether the last iteration was a step of EM after which the criterion is met. */
  private boolean hasConverged(ConvergenceCriterion convergence) {
    if (refusedStep != null
        || Double.isNaN(ascent.gain())
        || point.parameters().components() != previousComponents) {
      return false;
    }
    // Weights are scaled to a mean of 1 for the criterion alone.
    double samples = scale.count();
    double meanWeight = scale.totalWeight() / samples;
    return convergence.hasConverged(new EmStep(
        point.objective() / meanWeight, ascent.gain() / meanWeight, ascent.rate(), samples));
  }

  private void iterate() {
    MixtureParameters current = point.parameters();
    int repairs = update.repairs();
    MixtureParameters step = update.next(centred(), current, iteration + 1);
    MixtureParameters proposal = null;
    if (update.repairs() != repairs) {
      accelerator.reset();
    } else if (iteration >= PLAIN_ITERATIONS) {
      proposal = accelerator.propose(current, step);
    }
    if (proposal == null) {
      take(step);
    } else {
      attempt(proposal, step);
    }
  }

  /** Takes a step of EM. */
  private void take(MixtureParameters step) {
    double before = point.objective();
    previousComponents = point.parameters().components();
    iteration++;
    point = requireFinite(evaluate(step));
    ascent = step.components() == previousComponents
        ? ascent.step(point.objective() - before, accelerator)
        : Ascent.BEGUN;
    record();
  }

  /** Takes a proposal, unless that lowers the objective. */
  private void attempt(MixtureParameters proposal, MixtureParameters step) {
    previousComponents = point.parameters().components();
    iteration++;
    Point trial = evaluate(proposal);
    if (trial.objective() >= point.objective()) {
      point = trial;
      accelerator.accepted();
      ascent = ascent.jump(accelerator.trust());
    } else {
      refusedStep = step;
      accelerator.rejected();
      ascent = new Ascent(ascent.gain(), ascent.ratio(), ascent.rate(), accelerator.trust());
    }
    record();
  }

  private void record() {
    if (iteration == trace.length) {
      trace = Arrays.copyOf(trace, 2 * trace.length);
    }
    trace[iteration] = point.logLikelihood();
    boolean canBeLeft = refusedStep == null && accelerator.isAtStart();
    listener.onIteration(
        iteration, point.parameters(), point.logLikelihood(), canBeLeft ? ascent : null);
  }

  private Point evaluate(MixtureParameters parameters) {
    return new Point(
        parameters, pass.expect(parameters, update.moments()), update.logPrior(parameters));
  }

  /** Takes moments again where the means were too far off for them, as those of distant initial parameters can be. */
  private SufficientStatistics centred() {
    SufficientStatistics statistics = point.statistics();
    return statistics.losesPrecision()
        ? pass.expect(point.parameters(), statistics.means(), update.moments())
        : statistics;
  }

  private Point requireFinite(Point evaluated) {
    if (!Double.isFinite(evaluated.logLikelihood())) {
      throw new GmmException("log-likelihood must be finite, but was " + evaluated.logLikelihood()
          + " in iteration " + iteration + "; the samples' magnitude may be too large");
    }
    return evaluated;
  }
}
