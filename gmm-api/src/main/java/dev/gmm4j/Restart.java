package dev.gmm4j;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.internal.initialization.InitializationContext;
import dev.gmm4j.internal.initialization.InitializationStrategy;
import dev.gmm4j.internal.util.Randomness;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One restart of a fit: initial parameters, and EM from there. */
final class Restart {
  private final FitInputs inputs;
  private final int stream;
  private final TimeBudget budget;
  private final Checkpoint.@Nullable Current resumed;
  private final DegeneracyGuard guard;
  private final RestartProgress progress;

  /** Is told what happens in a restart. What it throws ends the fit. */
  interface Listener {
    /** Is told of each iteration, with what a checkpoint can be made of. */
    void onIteration(
        int iteration,
        MixtureParameters parameters,
        double logLikelihood,
        RestartProgress progress);

    /** Is told of each move of the search. */
    void onMove(SearchMove move);

    /** Tells whether it was the listener that threw an exception, so that it does not count as a failure of the restart. */
    boolean threw(RuntimeException exception);
  }

  /**
   * Creates a restart.
   *
   * @param stream of random numbers: the number of restarts before it by the same initialization, so that those of others
   *     beside it change nothing
   * @param resumed where it was left, or null if it has not begun
   */
  Restart(
      FitInputs inputs,
      int index,
      int stream,
      TimeBudget budget,
      Checkpoint.@Nullable Current resumed) {
    this.inputs = inputs;
    this.stream = stream;
    this.budget = budget;
    this.resumed = resumed;
    GaussianMixtureEstimator settings = inputs.settings();
    Randomness ofReplacements = resumed == null
        ? Randomness.of(settings.seed(), -1L - stream)
        : Randomness.at(resumed.randomState());
    DegeneracyGuard fresh = new DegeneracyGuard(
        settings.degeneracy(),
        settings.covariance(),
        inputs.scale(),
        inputs.backend(),
        () -> randomSample(ofReplacements));
    guard = resumed == null ? fresh : fresh.resumed(resumed.events(), resumed.replacements());
    progress = new RestartProgress(index, guard, ofReplacements);
  }

  /** Returns what was done about degenerate components. */
  DegeneracyGuard guard() {
    return guard;
  }

  /**
   * Runs the restart.
   *
   * @param results is told of the time that it takes
   * @throws dev.gmm4j.exception.GmmException if it fails
   */
  ExpectationMaximization.Result run(
      InitializationStrategy initialization, Listener listener, FitResults results) {
    Maximization maximization = inputs.maximization();
    GaussianMixtureEstimator settings = inputs.settings();
    ExpectationMaximization em = new ExpectationMaximization(
        maximization, settings.convergence(), settings.maxIterations(), settings.acceleration());
    ExpectationMaximization.Listener onIteration =
        (iteration, parameters, logLikelihood, ascent) -> {
          progress.onIteration(parameters, logLikelihood, ascent);
          budget.check(iteration);
          listener.onIteration(iteration, parameters, logLikelihood, progress);
        };
    budget.check(0);
    RestartSearch search =
        new RestartSearch(inputs, stream, budget, progress, initialization, listener);
    long began = System.nanoTime();
    if (resumed != null) {
      ExpectationMaximization.State state = progress.restore(resumed, inputs.backend());
      EmRun run = em.goOn(state, inputs.pass(), inputs.scale(), guard, onIteration);
      ExpectationMaximization.Result result = search.finish(run);
      results.addSeconds(0, System.nanoTime() - began);
      return result;
    }
    MixtureParameters found = initialization.parameters(context(maximization));
    MixtureParameters initial = search.onSubsample(found);
    long initialized = System.nanoTime();
    EmRun run = em.begin(initial, inputs.pass(), inputs.scale(), guard, onIteration);
    ExpectationMaximization.Result result = search.finish(run);
    results.addSeconds(initialized - began, System.nanoTime() - initialized);
    return result;
  }

  /** Returns what a search tried. */
  List<SearchMove> moves() {
    List<SearchMove> moves = progress.moves();
    return moves == null ? List.of() : moves;
  }

  private InitializationContext context(Maximization maximization) {
    GaussianMixtureEstimator settings = inputs.settings();
    Randomness random = Randomness.of(settings.seed(), stream);
    return new InitializationContext(
            inputs.engine(),
            inputs.backend(),
            settings.components(),
            maximization,
            guard,
            inputs.scale(),
            random.nextLong(),
            random)
        .checkedBy(budget::checkInitialization)
        .trimmedBy(settings.trimming());
  }

  /** Draws a row of positive weight. */
  private double[] randomSample(Randomness random) {
    Samples samples = inputs.engine().samples();
    while (true) {
      RowBlock row = samples.block(random.nextLong(samples.count()), 1);
      if (row.weight(0) > 0) {
        return Arrays.copyOfRange(row.values(), row.offset(), row.offset() + row.dimension());
      }
    }
  }
}
