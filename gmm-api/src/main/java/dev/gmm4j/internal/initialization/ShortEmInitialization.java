package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SampleResolution;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.LocalEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The best of some short runs of EM from k-means++ centres (Biernacki, Celeux and Govaert 2003), or other starts, on a subsample
 * where there are many samples. The first heat is run by all, each later one by the best of that before it. A run that fails is
 * left out, unless all do.
 *
 * <p>After ten iterations the best of ten runs is often not the one that ends highest: of the best three it mostly is, after
 * twenty more. Ten runs of twenty iterations find no better starts and cost a third more.
 *
 * <p>In a fit that trims, runs trim too. There runs of fewer components with too few samples come first: the likelihood of the
 * others is high without meaning anything.
 *
 * @param heats at least one
 * @param starts where the runs of the first heat begin
 */
public record ShortEmInitialization(List<Heat> heats, InitializationStrategy starts)
    implements InitializationStrategy {
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
    return new ShortEmInitialization(
        List.of(
            new Heat(10, 10, 1e-3, Acceleration.NONE),
            new Heat(3, 20, 1e-5, Acceleration.NONE),
            new Heat(1, 100, 1e-6, Acceleration.SQUAREM)),
        new CentreInitialization(CentreInitialization.Method.PLUS_PLUS));
  }

  /**
   * Returns the starts of trimming (Fritz, García-Escudero and Mayo-Iscar 2012): two hundred runs from few random samples, three
   * iterations each, of which the best twenty do ten more, and the best five of those fifty.
   */
  public static ShortEmInitialization concentration() {
    return new ShortEmInitialization(
        List.of(
            new Heat(200, 3, 0, Acceleration.NONE),
            new Heat(20, 10, 1e-5, Acceleration.NONE),
            new Heat(5, 50, 1e-6, Acceleration.NONE)),
        new ElementalInitialization());
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
      InitializationContext here = context.over(engine);
      Trimming trimming = context.trimming();
      return trimming != null && trimming.form() == Trimming.Form.HARD
          ? bestHard(here, trimming)
          : best(here);
    }
  }

  /**
   * Returns the better of what runs by the likelihood of the mixture find and runs by hard assignments: the former are seldom stuck
   * far below the optimum, but theirs may be another one.
   */
  private MixtureParameters bestHard(InitializationContext context, Trimming trimming) {
    MixtureParameters hard = best(context);
    MixtureParameters soft = best(context.trimmedBy(Trimming.mixture(trimming.share())));
    Field both = new Field(context);
    Heat last = heats.get(heats.size() - 1);
    both.run(last, context.onTrial(), () -> hard);
    both.run(last, context.onTrial(), () -> soft);
    return both.best();
  }

  private MixtureParameters best(InitializationContext context) {
    Field field = new Field(context);
    Heat first = heats.get(0);
    for (int i = 0; i < first.runs(); i++) {
      context.checkpoint().run();
      InitializationContext trial = context.onTrial();
      field.run(first, trial, () -> starts.parameters(trial));
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
    private final ExpectationPass pass;
    private List<ExpectationMaximization.Result> results = new ArrayList<>();
    private @Nullable GmmException failure;

    Field(InitializationContext context) {
      this.context = context;
      this.scale = context.scale().totalWeight() * context.engine().samples().dimension();
      this.pass = context.pass();
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
            pass,
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
        best = isBetter(among.get(i), among.get(best)) ? i : best;
      }
      return among.remove(best);
    }

    private boolean isBetter(
        ExpectationMaximization.Result one, ExpectationMaximization.Result other) {
      if (context.trimming() != null && lacking(one) != lacking(other)) {
        return lacking(one) < lacking(other);
      }
      return one.objective() - other.objective() > NEGLIGIBLE * scale;
    }

    /** Returns how many components have too few samples. */
    private int lacking(ExpectationMaximization.Result result) {
      ModelFamily family =
          new ModelFamily(context.maximization().model(), context.maximization().proportions());
      int absent = context.components() - result.parameters().components();
      double[] counts = result.statistics().weights();
      SampleScale samples = context.scale();
      // Short runs are compared by their counts; rounding is for what they end at.
      SampleResolution unrounded = SampleResolution.none(samples.means().length);
      return absent
          + Admissibility.lacking(result.parameters(), counts, family, samples, unrounded);
    }
  }
}
