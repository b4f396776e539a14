package dev.gmm4j.internal.search;

import dev.gmm4j.em.Admissibility;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.GmmException;
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
 * <p>At worst {@code 2K} moves are kept, and between two of them work is done without success that is worth two passes, the
 * iterations of EM before the search, and a look at each component, but for the last trial, which is of at most {@value #ITERATIONS} iterations. Nothing
 * is random.
 */
public final class MergeSplitSearch {
  /** A move must raise the log-likelihood by so much for a sample. */
  private static final double LEAST_GAIN = 1e-4;

  private static final int PART_ITERATIONS = 30;
  private static final int ITERATIONS = 50;

  private final SearchContext context;
  private final List<SearchMove> moves = new ArrayList<>();
  private final Proposals.Known known;
  private Point current;

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

  /** Returns what was tried. */
  public List<SearchMove> moves() {
    return moves;
  }

  /**
   * Searches.
   *
   * @param iterations of EM that led to the start
   * @return better parameters than those of the start, or null
   */
  public @Nullable MixtureParameters run(int iterations) {
    MixtureParameters start = current.parameters();
    int components = start.components();
    boolean canBeAdmissible = context.maximization().hasPrior()
        || Admissibility.isPossible(context.family(), components, context.scale());
    if (components < 3 || !canBeAdmissible) {
      return null;
    }
    double pass = (double) components * context.engine().samples().count();
    Work work = new Work(iterations, pass, Proposals.passesToLook(context));
    int limit = context.rowsOfComponent() * components;
    for (int accepted = 0; accepted < 2 * components; accepted++) {
      Posteriors posteriors = Posteriors.of(context.engine(), current.parameters(), limit);
      Point better = better(posteriors, work);
      if (better == null) {
        break;
      }
      current = better;
      work.renew();
    }
    return current.parameters() == start ? null : current.parameters();
  }

  /** Returns what the first move that succeeds leads to. */
  private @Nullable Point better(Posteriors posteriors, Work work) {
    List<Proposals.Proposal> proposals =
        new Proposals(context, current.parameters(), posteriors, work, known).best();
    for (Proposals.Proposal proposal : proposals) {
      double touched =
          proposal.before().stream().mapToDouble(WeightedGaussian::weight).sum();
      double passes = PART_ITERATIONS
          * proposal.before().size()
          * (touched * context.engine().samples().count());
      if (work.isDone() || (!proposal.isLikely() && !work.allowsGamble(passes))) {
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
    boolean all = posteriors.areAll() && part.count() < limit;
    double toCounts = context.scale().count() / total;
    double chance = all ? 0 : 1.5 * context.parametersOfComponent() / toCounts;
    Point reached = null;
    double after = current.objective() + local;
    if (local > LEAST_GAIN * total && outcome.gain() > chance) {
      reached = whole(proposal, outcome, touched, work);
      after = reached == null ? Double.NaN : reached.objective();
    }
    boolean accepted = reached != null
        && reached.objective() > current.objective() + LEAST_GAIN * total
        && isAsAdmissible(reached);
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

  /** Runs EM over all samples from what it led to on a part; null where that fails. */
  private @Nullable Point whole(
      Proposals.Proposal proposal, Part.Outcome outcome, double touched, Work work) {
    List<WeightedGaussian> all = new ArrayList<>();
    for (int k = 0; k < current.parameters().components(); k++) {
      all.add(WeightedGaussian.of(current.parameters(), k));
    }
    int[] components = proposal.touched();
    for (int at = 0; at < components.length; at++) {
      WeightedGaussian changed = outcome.components().get(at);
      all.set(components[at], changed.weighing(changed.weight() * touched));
    }
    DegeneracyGuard guard = context.guard(context.maximization());
    try {
      MixtureParameters initial = WeightedGaussian.mixture(all, context.backend())
          .with(current.parameters().noise());
      double target =
          current.objective() / context.scale().totalWeight() * context.scale().count();
      ExpectationMaximization.Result result = new ExpectationMaximization(
              context.maximization(), new NearLimit(target), ITERATIONS, context.acceleration())
          .run(
              initial,
              context.engine(),
              context.scale(),
              guard,
              (i, p, l, a) -> context.checkpoint().run());
      work.spend(
          (result.iterations() + 1.0) * all.size() * context.engine().samples().count());
      return guard.events().isEmpty()
          ? new Point(result.parameters(), result.statistics().weights(), result.objective())
          : null;
    } catch (GmmException e) {
      // A budget that is spent ends the search here.
      context.checkpoint().run();
      return null;
    }
  }

  private boolean isAsAdmissible(Point reached) {
    return context.maximization().hasPrior() || lacking(reached) <= lacking(current);
  }

  private int lacking(Point point) {
    return Admissibility.lacking(
        point.effectiveCounts(),
        point.parameters().components(),
        context.family(),
        context.scale());
  }
}
