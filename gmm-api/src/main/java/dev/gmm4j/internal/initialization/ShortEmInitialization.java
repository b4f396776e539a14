package dev.gmm4j.internal.initialization;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The best of some short runs of EM from k-means++ centres (Biernacki, Celeux and Govaert 2003), on a subsample where
 * there are many samples. The first heat is run by all, each later one by the best of that before it. A run that fails is
 * left out, unless all do.
 *
 * <p>After ten iterations the best of ten runs is often not the one that ends highest: of the best three it mostly is, after
 * twenty more. Ten runs of twenty iterations find no better starts and cost a third more.
 *
 * @param heats at least one
 */
public record ShortEmInitialization(List<Heat> heats) implements InitializationStrategy {
  private static final CentreInitialization CENTRES =
      new CentreInitialization(CentreInitialization.Method.PLUS_PLUS);

  /**
   * A log-likelihood is better if it is by more than this, a sample and feature: of runs that end at one maximum, with
   * components in another order, rounding does not choose.
   */
  private static final double NEGLIGIBLE = 1e-9;

  /**
   * A number of runs that go on for so many iterations.
   *
   * @param runs how many
   * @param iterations the most of a run
   * @param tolerance the change of the log-likelihood, a sample and feature, that ends a run: whatever the units and the
   *     number of samples
   * @param acceleration of the runs
   */
  public record Heat(int runs, int iterations, double tolerance, Acceleration acceleration) {}

  /** Creates the initialization. */
  public ShortEmInitialization {
    heats = List.copyOf(heats);
  }

  /**
   * Returns ten runs of ten iterations, of which the best three do twenty more, and the best of those a hundred: should its
   * components degenerate on the way, the next best remains. All do less where little changes.
   */
  public static ShortEmInitialization standard() {
    return new ShortEmInitialization(List.of(
        new Heat(10, 10, 1e-3, Acceleration.NONE),
        new Heat(3, 20, 1e-5, Acceleration.NONE),
        new Heat(1, 100, 1e-6, Acceleration.SQUAREM)));
  }

  @Override
  public boolean isRandom() {
    return true;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    Samples subsample =
        Subsample.of(context.engine().samples(), context.components(), context.random());
    try (LocalEngine engine = new LocalEngine(
        subsample,
        context.backend(),
        context.evaluatedComponents(),
        context.engine().threads())) {
      return best(context.over(engine));
    }
  }

  private MixtureParameters best(InitializationContext context) {
    Field field = new Field(context);
    Heat first = heats.get(0);
    for (int i = 0; i < first.runs(); i++) {
      context.checkpoint().run();
      InitializationContext trial = context.onTrial();
      field.run(first, trial, () -> CENTRES.parameters(trial));
    }
    for (Heat heat : heats.subList(1, heats.size())) {
      field.next(heat);
    }
    return field.best();
  }

  /** The runs of a heat that did not fail. */
  private static final class Field {
    private final InitializationContext context;
    private final double scale;
    private List<ExpectationMaximization.Result> results = new ArrayList<>();
    private @Nullable GmmException failure;

    Field(InitializationContext context) {
      this.context = context;
      this.scale = context.scale().totalWeight() * context.engine().samples().dimension();
    }

    void run(Heat heat, InitializationContext trial, Supplier<MixtureParameters> initial) {
      int d = trial.engine().samples().dimension();
      ExpectationMaximization em = new ExpectationMaximization(
          trial.maximization(),
          ConvergenceCriterion.meanChange(heat.tolerance() * d),
          heat.iterations(),
          heat.acceleration());
      try {
        results.add(em.run(
            initial.get(),
            trial.engine(),
            trial.scale(),
            trial.guard(),
            (i, p, l, a) -> trial.checkpoint().run()));
      } catch (GmmException e) {
        failure = e;
      }
    }

    /** Replaces the runs by the best of them, gone on with; where all of those fail, the next best remain. */
    void next(Heat heat) {
      List<ExpectationMaximization.Result> before = results;
      results = new ArrayList<>();
      for (int i = 0; i < heat.runs() && !before.isEmpty(); i++) {
        context.checkpoint().run();
        MixtureParameters initial = takeBest(before).parameters();
        run(heat, context.onTrial(), () -> initial);
      }
      if (results.isEmpty()) {
        results = before;
      }
    }

    /** Returns the parameters of the best run. */
    MixtureParameters best() {
      if (results.isEmpty()) {
        throw failure == null ? new GmmException("no short run was done") : failure;
      }
      return takeBest(results).parameters();
    }

    private ExpectationMaximization.Result takeBest(List<ExpectationMaximization.Result> among) {
      int best = 0;
      for (int i = 1; i < among.size(); i++) {
        double gain = among.get(i).objective() - among.get(best).objective();
        best = gain > NEGLIGIBLE * scale ? i : best;
      }
      return among.remove(best);
    }
  }
}
