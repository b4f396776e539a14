package dev.gmm4j;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.AitkenLimit;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Search;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.engine.TrimmedPass;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.internal.initialization.InitializationStrategy;
import dev.gmm4j.internal.initialization.Subsample;
import dev.gmm4j.internal.search.MergeSplitSearch;
import dev.gmm4j.internal.search.NearLimit;
import dev.gmm4j.internal.search.SearchContext;
import dev.gmm4j.internal.util.Randomness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The search for a better optimum in one restart.
 *
 * <p>Where there are few samples, EM itself runs, the search tries its moves from where it ended, and EM goes on from what it
 * found, if anything. Of many samples some are searched before EM begins.
 */
final class RestartSearch {
  /** The streams of random numbers of swaps, apart from those of the samples searched. */
  private static final long SWAPS = Long.MIN_VALUE / 2;

  private static final long WANTED_ROWS = 8192;
  private static final long WANTED_ROWS_PER_COMPONENT = 256;

  /** Of many samples, groups of a quarter of the average size have enough to be admissible among those searched. */
  private static final double TIMES_BELIEVED = 4;

  /**
   * Where a search begins under a stricter criterion: well below the gain that a move must have. Where EM creeps, the iterations that
   * are allowed may end before it is nearer.
   */
  private static final ConvergenceCriterion SETTLED = new AitkenLimit(1e-5);

  /** The part of the usual work that swaps do in a brief search. */
  private static final double BRIEF_EFFORT = 0.025;

  /** And where a pass takes many times as long as its numbers tell: rows lack values, or are ordered for trimming. */
  private static final double SLOW_EFFORT = 0.1;

  private final FitInputs inputs;
  private final int stream;
  private final TimeBudget budget;
  private final RestartProgress progress;
  private final Restart.Listener listener;
  private final boolean isOn;

  RestartSearch(
      FitInputs inputs,
      int stream,
      TimeBudget budget,
      RestartProgress progress,
      InitializationStrategy initialization,
      Restart.Listener listener) {
    this.inputs = inputs;
    this.stream = stream;
    this.budget = budget;
    this.progress = progress;
    this.listener = listener;
    this.isOn = isPossible(inputs.settings())
        && (inputs.settings().search() == Search.MOVES || initialization.given().isEmpty());
  }

  /** Tells whether some restart of a fit searches. */
  static boolean isOn(GaussianMixtureEstimator settings) {
    return isPossible(settings)
        && (settings.search() == Search.MOVES
            || settings.initializations().stream().anyMatch(each -> !each.isGiven()));
  }

  private static boolean isPossible(GaussianMixtureEstimator settings) {
    return settings.search() != Search.NONE
        && (settings.trimming() == null || settings.search() == Search.MOVES)
        && !settings.convergence().isNever()
        && settings.maxIterations() > 0
        && settings.components() > 1;
  }

  /** Tells whether all samples are searched: there are so few that EM on some of them first would save little. */
  private boolean areFew() {
    return (inputs.pass() == inputs.searched() || inputs.pass() instanceof TrimmedPass)
        && inputs.scale().count() <= 2 * searchedRows();
  }

  /** Returns how many of many samples are searched. */
  private long searchedRows() {
    GaussianMixtureEstimator settings = inputs.settings();
    int components = settings.components();
    int d = inputs.engine().samples().dimension();
    double believed = components * Admissibility.samplesOfComponent(settings.family(), d);
    long wanted = Math.max(WANTED_ROWS, WANTED_ROWS_PER_COMPONENT * components);
    return Math.min(
        Subsample.limit(components, d), Math.max(wanted, (long) (TIMES_BELIEVED * believed)));
  }

  /** Returns what a search of some of many samples finds from initial parameters, or those. */
  MixtureParameters onSubsample(MixtureParameters initial) {
    if (!isOn || areFew()) {
      return initial;
    }
    GaussianMixtureEstimator settings = inputs.settings();
    Samples subsample = Subsample.atMost(
        searchedRows(),
        inputs.searched().samples(),
        Randomness.of(settings.seed(), Long.MIN_VALUE + stream));
    SampleScale scale = scale(subsample);
    DegeneracyGuard guard = new DegeneracyGuard(
        DegeneracyPolicy.REGULARIZE,
        settings.covariance(),
        inputs.scale(),
        inputs.backend(),
        scale::means);
    Maximization maximization = inputs.maximization();
    ExpectationMaximization em = new ExpectationMaximization(
        maximization, new NearLimit(), settings.maxIterations(), settings.acceleration());
    progress.searched(List.of());
    try (LocalEngine engine = IncompleteSamples.engineOf(
        subsample,
        inputs.backend(),
        FitRequirements.evaluatedComponents(settings),
        settings.threads())) {
      ExpectationPass pass = pass(engine);
      ExpectationMaximization.Result result =
          em.run(initial, pass, scale, guard, (i, p, l, a) -> budget.checkInitialization());
      if (!guard.events().isEmpty()) {
        return initial;
      }
      MergeSplitSearch search = new MergeSplitSearch(
          context(engine, pass, scale),
          new MergeSplitSearch.Point(
              result.parameters(), result.statistics().weights(), result.objective()));
      MixtureParameters better = search.run(result.iterations());
      progress.searched(search.moves());
      return better == null ? result.parameters() : better;
    } catch (GmmException e) {
      if (listener.threw(e)) {
        throw e;
      }
      // Some of the samples may be degenerate where all are not; a budget that is spent ends the
      // restart here.
      budget.checkInitialization();
      return initial;
    }
  }

  private SampleScale scale(Samples subsample) {
    double total = 0;
    for (long i = 0; i < subsample.count(); i++) {
      total += subsample.isWeighted() ? subsample.block(i, 1).weight(0) : 1;
    }
    return new SampleScale(
        subsample.count(), total, inputs.scale().means(), inputs.scale().variances());
  }

  /**
   * Runs EM to its end, and where a search is still to be done and finds something better, from there to the end once more. So
   * a search does not lead to less than EM alone.
   */
  ExpectationMaximization.Result finish(EmRun run) {
    GaussianMixtureEstimator settings = inputs.settings();
    ConvergenceCriterion convergence = settings.convergence();
    int maxIterations = settings.maxIterations();
    if (isOn && areFew() && progress.moves() == null) {
      run.until(
          step -> SETTLED.hasConverged(step) || convergence.hasConverged(step), maxIterations);
      if (run.iterations() < maxIterations) {
        MixtureParameters better = amongAll(run);
        if (better != null) {
          run.jump(better);
        }
      }
    }
    return run.until(convergence, maxIterations);
  }

  /** Searches all rows that have weight. */
  private @Nullable MixtureParameters amongAll(EmRun run) {
    Samples samples = inputs.searched().samples();
    if (inputs.scale().count() == samples.count()) {
      return amongAll(run, inputs.searched(), inputs.pass());
    }
    GaussianMixtureEstimator settings = inputs.settings();
    Samples weighty = Subsample.atMost(
        inputs.scale().count(), samples, Randomness.of(settings.seed(), Long.MIN_VALUE + stream));
    try (LocalEngine engine = IncompleteSamples.engineOf(
        weighty,
        inputs.backend(),
        FitRequirements.evaluatedComponents(settings),
        settings.threads())) {
      return amongAll(run, engine, pass(engine));
    }
  }

  /** Returns the pass of EM over some samples. */
  private ExpectationPass pass(LocalEngine engine) {
    FitTrimming trimming = inputs.trimming();
    return trimming == null ? engine : trimming.pass(engine);
  }

  private @Nullable MixtureParameters amongAll(
      EmRun run, LocalEngine engine, ExpectationPass pass) {
    MergeSplitSearch search = new MergeSplitSearch(
        context(engine, pass, inputs.scale()),
        new MergeSplitSearch.Point(run.parameters(), run.effectiveCounts(), run.objective()));
    MixtureParameters better = search.run(NearLimit.iterations(run, inputs.scale()));
    progress.searched(search.moves());
    return better;
  }

  private SearchContext context(LocalEngine engine, ExpectationPass pass, SampleScale all) {
    SampleScale scale = all;
    if (pass instanceof TrimmedPass trimmed) {
      double part = trimmed.keptWeight() / all.totalWeight();
      scale = new SampleScale(
          Math.round(all.count() * part), trimmed.keptWeight(), all.means(), all.variances());
    }
    return new SearchContext(
        engine,
        pass,
        inputs.backend(),
        inputs.maximization(),
        inputs.settings().acceleration(),
        scale,
        inputs.resolution(),
        effort(engine, pass),
        Randomness.of(inputs.settings().seed(), SWAPS + stream),
        budget::checkInitialization,
        listener::onMove);
  }

  /** Returns the part of the usual work that swaps may do. */
  private double effort(LocalEngine engine, ExpectationPass pass) {
    if (inputs.settings().search() == Search.BRIEF) {
      return BRIEF_EFFORT;
    }
    boolean isSlow = pass instanceof TrimmedPass || engine.samples().mayHaveMissingValues();
    return isSlow ? SLOW_EFFORT : 1;
  }
}
