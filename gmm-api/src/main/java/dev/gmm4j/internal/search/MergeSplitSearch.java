package dev.gmm4j.internal.search;

import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.engine.TrimmedPass;
import dev.gmm4j.internal.matching.WeightedGaussian;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a better optimum than the one that EM has led to: merges two components that one can stand for, splits another in
 * two, and runs EM from there (Ueda, Nakano, Ghahramani and Hinton 2000), as long as that raises what EM maximizes.
 *
 * <p>A move is tried on the samples of the three components it touches, where EM is cheap, and on all samples only if it
 * succeeds there. It is kept if it gains more than 1e-4 nats a sample, no component of it had to be mended, and no more
 * components than before have too few samples to be {@linkplain Admissibility admissible}. Where there are too few samples for
 * any admissible optimum, nothing is tried. A prior makes all optima admissible.
 *
 * <p>Where no move succeeds, components drawn at random begin anew at samples drawn at random (Fränti 2018), which may make
 * things worse before EM makes them better.
 *
 * <p>At worst {@code 2K + 16} moves are kept, and between two of them work is done without success that is worth two passes, the
 * iterations of EM before the search, and a look at each component; swaps that find nothing cost as much as EM before the search,
 * or a fixed amount, and all together twice as much ({@link SwapBudget}). In a fit that trims, moves are tried on samples that are kept, which those are may change
 * when all are passed over. Each bound is exceeded by the last trial at most, of {@value #SWAP_ITERATIONS} iterations.
 */
public final class MergeSplitSearch {
  /** A move must raise the log-likelihood by so much for a sample. */
  private static final double LEAST_GAIN = 1e-4;

  /** A swap must raise it by so much, and by 1 nat in all. */
  private static final double SWAP_GAIN = 1e-3;

  /** Few swaps lead to something better, so that what remains to be gained is not taken for more than it seems. */
  private static final double SWAP_CAUTION = 0.5;

  private static final int PART_ITERATIONS = 30;
  private static final int ITERATIONS = 100;

  /** From samples EM has a longer way than from a move; most swaps are given up long before. */
  private static final int SWAP_ITERATIONS = 200;

  /** Few components may be swapped more often than twice each. */
  private static final int FURTHER_MOVES = 16;

  private final SearchContext context;
  private final List<SearchMove> moves = new ArrayList<>();
  private final Proposals.Known known;
  private Point current;

  /** What the last run over all samples cost. */
  private double spent;

  /** Parameters, and what was found out about them. */
  public record Point(MixtureParameters parameters, double[] effectiveCounts, double objective) {}

  /**
   * Creates a search.
   *
   * @param start the parameters that EM has led to
   */
  public MergeSplitSearch(SearchContext context, Point start) {
    this.context = context;
    this.current = start;
    this.known = new Proposals.Known(start.parameters().components());
  }

  /** Returns what was tried, of swaps only those that were kept: the others are many, and say nothing. */
  public List<SearchMove> moves() {
    return moves;
  }

  /**
   * Searches.
   *
   * @param iterations of EM that led near the start
   * @return better parameters than those of the start, or null
   */
  public @Nullable MixtureParameters run(int iterations) {
    MixtureParameters start = current.parameters();
    int components = start.components();
    boolean canBeAdmissible = context.maximization().hasPrior()
        || Admissibility.isPossible(context.family(), components, context.scale());
    if (components < 2 || !canBeAdmissible) {
      return null;
    }
    double pass = (double) components * context.engine().samples().count();
    Work work = new Work(iterations, pass, Proposals.passesToLook(context));
    int limit = Math.toIntExact(context.engine().samples().count());
    SwapBudget swaps =
        new SwapBudget(iterations, pass, context.parametersOfComponent(), context.effort());
    for (int accepted = 0; accepted < 2 * components + FURTHER_MOVES; accepted++) {
      Posteriors posteriors = posteriors(limit);
      Point better = better(posteriors, work);
      while (better == null && swaps.allowsAnother()) {
        better = swap(swaps);
      }
      if (better == null) {
        break;
      }
      current = better;
      work.renew();
    }
    return current.parameters() == start ? null : current.parameters();
  }

  /** Returns the components' shares of the samples, as far as these are kept. */
  private Posteriors posteriors(int limit) {
    Posteriors posteriors = Posteriors.of(context.engine(), current.parameters(), limit);
    if (context.pass() instanceof TrimmedPass trimmed) {
      posteriors.keep(trimmed.kept(current.parameters()));
    }
    return posteriors;
  }

  /** Returns what the first move that succeeds leads to. */
  private @Nullable Point better(Posteriors posteriors, Work work) {
    List<Proposals.Proposal> proposals =
        new Proposals(context, current.parameters(), posteriors, work, known).best();
    for (Proposals.Proposal proposal : proposals) {
      if (work.isDone()) {
        break;
      }
      context.checkpoint().run();
      Point reached = attempt(posteriors, proposal, work);
      if (reached != null) {
        return reached;
      }
    }
    return null;
  }

  private @Nullable Point attempt(Posteriors posteriors, Proposals.Proposal proposal, Work work) {
    int[] components = proposal.touched();
    int limit = components.length * context.rowsOfComponent();
    Part part = Part.of(context, posteriors, limit, components);
    Part.Outcome outcome =
        part == null ? null : part.run(proposal.before(), proposal.begin(), PART_ITERATIONS);
    if (part == null || outcome == null) {
      return null;
    }
    work.spend(outcome.passes());
    double total = context.scale().totalWeight();
    double touched =
        proposal.before().stream().mapToDouble(WeightedGaussian::weight).sum();
    double local = outcome.gain() * (touched * total / part.totalWeight());
    boolean all = part.count() < limit;
    double toCounts = context.scale().count() / total;
    double chance = all ? 0 : 1.5 * context.parametersOfComponent() / toCounts;
    if (local > LEAST_GAIN * total && outcome.gain() <= chance) {
      // Some samples look promising, but may do so by chance: all of them tell.
      part = Part.of(context, posteriors, Integer.MAX_VALUE, components);
      outcome =
          part == null ? null : part.run(proposal.before(), outcome.components(), PART_ITERATIONS);
      if (part == null || outcome == null) {
        return null;
      }
      work.spend(outcome.passes());
      local = outcome.gain() * (touched * total / part.totalWeight());
      chance = 0;
    }
    Point reached = null;
    double after = current.objective() + local;
    if (local > LEAST_GAIN * total && outcome.gain() > chance) {
      reached = whole(
          changed(proposal, outcome, touched), current.objective(), NearLimit.CAUTION, ITERATIONS);
      work.spend(spent);
      after = reached == null ? Double.NaN : reached.objective();
    }
    boolean accepted = isBetter(reached, LEAST_GAIN * total);
    SearchMove move = new SearchMove(
        proposal.first(),
        proposal.second(),
        proposal.split(),
        current.objective() / total,
        after / total,
        accepted);
    moves.add(move);
    context.listener().accept(move);
    for (int k = 0; accepted && k < components.length; k++) {
      known.forget(components[k]);
    }
    return accepted ? reached : null;
  }

  /** Returns all components, those of a part replaced by what they became. */
  private List<WeightedGaussian> changed(
      Proposals.Proposal proposal, Part.Outcome outcome, double touched) {
    List<WeightedGaussian> all = new ArrayList<>();
    for (int k = 0; k < current.parameters().components(); k++) {
      all.add(WeightedGaussian.of(current.parameters(), k));
    }
    int[] components = proposal.touched();
    for (int at = 0; at < components.length; at++) {
      WeightedGaussian changed = outcome.components().get(at);
      all.set(components[at], changed.weighing(changed.weight() * touched));
    }
    return all;
  }

  /** Begins components anew at samples; returns what that leads to if it is better, else null. */
  private @Nullable Point swap(SwapBudget budget) {
    context.checkpoint().run();
    RandomSwap swap = RandomSwap.of(context, current.parameters(), context.random());
    double total = context.scale().totalWeight();
    // What is near its limit may still gain a little: less than would matter proves nothing.
    double least = Math.max(SWAP_GAIN * total, total / context.scale().count());
    Point reached =
        whole(swap.components(), current.objective() + least, SWAP_CAUTION, SWAP_ITERATIONS);
    if (reached == null || !isBetter(reached, least) || !isMoreAdmissible(reached)) {
      budget.spend(spent, reached != null && reached.objective() > current.objective() - 2 * least);
      return null;
    }
    budget.found(spent);
    SearchMove move = new SearchMove(
        swap.dropped(),
        swap.dropped(),
        swap.near(),
        current.objective() / total,
        reached.objective() / total,
        true);
    moves.add(move);
    context.listener().accept(move);
    known.forgetAll();
    return reached;
  }

  /**
   * Runs EM over all samples from some components; null where that fails.
   *
   * @param objective what it must come to; a run that seems not to is given up
   * @param caution by what factor the estimate of what remains to be gained may be too small
   */
  private @Nullable Point whole(
      List<WeightedGaussian> all, double objective, double caution, int iterations) {
    spent = all.size() * context.engine().samples().count();
    DegeneracyGuard guard = context.guard(context.maximization());
    try {
      MixtureParameters initial = WeightedGaussian.mixture(all, context.backend())
          .with(current.parameters().noise());
      double target =
          objective / context.scale().totalWeight() * context.scale().count();
      ExpectationMaximization.Result result = new ExpectationMaximization(
              context.maximization(),
              new NearLimit(target, caution),
              iterations,
              context.acceleration())
          .run(
              initial,
              context.pass(),
              context.scale(),
              guard,
              (i, p, l, a) -> context.checkpoint().run());
      spent *= result.iterations() + 1.0;
      return guard.events().isEmpty()
          ? new Point(result.parameters(), result.statistics().weights(), result.objective())
          : null;
    } catch (GmmException e) {
      // A budget that is spent ends the search here.
      context.checkpoint().run();
      return null;
    }
  }

  private boolean isBetter(@Nullable Point reached, double gain) {
    return reached != null
        && reached.objective() > current.objective() + gain
        && isAsAdmissible(reached);
  }

  private boolean isAsAdmissible(Point reached) {
    return context.maximization().hasPrior() || lacking(reached) <= lacking(current);
  }

  /** From a component that is not to be believed, swaps would lead to ones that are ever less so. */
  private boolean isMoreAdmissible(Point reached) {
    return context.maximization().hasPrior() || lacking(reached) < Math.max(1, lacking(current));
  }

  private int lacking(Point point) {
    return Admissibility.lacking(
        point.parameters(),
        point.effectiveCounts(),
        context.family(),
        context.scale(),
        context.resolution().get());
  }
}
