package dev.gmm4j.internal.search;

import dev.gmm4j.em.AitkenLimit;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyGuard;
import dev.gmm4j.em.EmStep;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.SearchMove;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.matching.WeightedGaussian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** merge and split. */
public final class MergeSplitSearch {
  private static final double GAIN = 1e-4;
  private static final boolean DEBUG = Boolean.getBoolean("search.debug");
  private static final int ROWS = 4096;

  private final SearchContext context;
  private final List<SearchMove> moves = new ArrayList<>();

  public MergeSplitSearch(SearchContext context) {
    this.context = context;
  }

  private record Merge(int first, int second, double cost) {}

  private record Split(int component, double gain, List<WeightedGaussian> halves) {}

  private record Proposal(Merge merge, Split split, double score) {}

  private record Trial(MixtureParameters parameters, double objective) {}

  /** Returns better parameters, or null. */
  public @Nullable MixtureParameters improve(MixtureParameters start, double objective) {
    MixtureParameters current = start;
    double reached = objective;
    int components = start.components();
    boolean improved = components > 2;
    while (improved && moves.size() < 4 * components) {
      improved = false;
      Posteriors posteriors = Posteriors.of(context.engine(), current);
      for (Proposal proposal : proposals(current, posteriors)) {
        context.checkpoint().run();
        Trial trial = attempt(current, reached, posteriors, proposal);
        double total = context.scale().totalWeight();
        boolean accepted = trial != null && trial.objective() > reached + GAIN * total;
        moves.add(new SearchMove(
            proposal.merge.first,
            proposal.merge.second,
            proposal.split.component,
            reached / total,
            trial == null ? Double.NaN : trial.objective() / total,
            accepted));
        if (accepted) {
          current = trial.parameters();
          reached = trial.objective();
          improved = true;
          break;
        }
      }
    }
    return current == start ? null : current;
  }

  public List<SearchMove> moves() {
    return moves;
  }

  private List<Proposal> proposals(MixtureParameters current, Posteriors posteriors) {
    List<WeightedGaussian> gaussians = new ArrayList<>();
    double[] logDeterminants = new double[current.components()];
    for (int k = 0; k < current.components(); k++) {
      gaussians.add(WeightedGaussian.of(current, k));
      logDeterminants[k] = gaussians.get(k).logDeterminant(context.backend(), k);
    }
    double total = context.scale().totalWeight();
    List<Merge> merges = new ArrayList<>();
    for (int i = 0; i < gaussians.size(); i++) {
      for (int j = i + 1; j < gaussians.size(); j++) {
        double cost = gaussians
            .get(i)
            .costOfMerging(
                gaussians.get(j), logDeterminants[i], logDeterminants[j], context.backend());
        merges.add(new Merge(i, j, cost * total));
      }
    }
    merges.sort(Comparator.comparingDouble(Merge::cost));
    List<Split> splits = new ArrayList<>();
    for (int k = 0; k < gaussians.size(); k++) {
      Part part = Part.of(context, posteriors, ROWS, k);
      Part.Outcome outcome = part == null ? null : part.split(10);
      if (outcome != null) {
        double scale = gaussians.get(k).weight() * total / part.totalWeight();
        splits.add(new Split(k, outcome.gain() * scale, outcome.components()));
      }
    }
    splits.sort(Comparator.comparingDouble(Split::gain).reversed());
    List<Proposal> proposals = new ArrayList<>();
    for (Merge merge : merges.subList(0, Math.min(5, merges.size()))) {
      for (Split split : splits.subList(0, Math.min(3, splits.size()))) {
        if (split.component != merge.first && split.component != merge.second) {
          proposals.add(new Proposal(merge, split, split.gain - merge.cost));
        }
      }
    }
    proposals.sort(Comparator.comparingDouble(Proposal::score).reversed());
    return proposals.subList(0, Math.min(5, proposals.size()));
  }

  private @Nullable Trial attempt(
      MixtureParameters current, double reached, Posteriors posteriors, Proposal proposal) {
    int i = proposal.merge.first;
    int j = proposal.merge.second;
    int k = proposal.split.component;
    List<WeightedGaussian> before = List.of(
        WeightedGaussian.of(current, i),
        WeightedGaussian.of(current, j),
        WeightedGaussian.of(current, k));
    double weight = before.get(2).weight();
    List<WeightedGaussian> halves = proposal.split.halves;
    List<WeightedGaussian> begin = List.of(
        before.get(0).with(before.get(1)),
        halves.get(1).weighing(halves.get(1).weight() * weight),
        halves.get(0).weighing(halves.get(0).weight() * weight));
    Part part = Part.of(context, posteriors, 3 * ROWS, i, j, k);
    Part.Outcome outcome = part == null ? null : part.run(before, begin, 20);
    double touched = before.stream().mapToDouble(WeightedGaussian::weight).sum();
    if (DEBUG) {
      System.out.printf(
          "  merge %d %d cost %.1f split %d gain %.1f local %.2f",
          i,
          j,
          proposal.merge.cost,
          k,
          proposal.split.gain,
          outcome == null
              ? Double.NaN
              : outcome.gain() * touched * context.scale().totalWeight() / part.totalWeight());
    }
    if (outcome == null) {
      if (DEBUG) System.out.println();
      return null;
    }
    List<WeightedGaussian> all = new ArrayList<>();
    for (int c = 0; c < current.components(); c++) {
      int at = c == i ? 0 : c == j ? 1 : c == k ? 2 : -1;
      WeightedGaussian gaussian = at < 0
          ? WeightedGaussian.of(current, c)
          : outcome.components().get(at).weighing(outcome.components().get(at).weight() * touched);
      all.add(gaussian);
    }
    DegeneracyGuard guard = context.guard(context.maximization());
    try {
      MixtureParameters initial =
          WeightedGaussian.mixture(all, context.backend()).with(current.noise());
      AitkenLimit limit = new AitkenLimit(1e-4);
      ConvergenceCriterion criterion = step -> limit.hasConverged(step);
      ExpectationMaximization.Result result = new ExpectationMaximization(
              context.maximization(), criterion, 50, context.acceleration())
          .run(initial, context.engine(), context.scale(), guard, (a, b, c, d) ->
              context.checkpoint().run());
      if (DEBUG) {
        System.out.printf(
            " full %d its: %.2f%n", result.iterations(), result.objective() - reached);
      }
      return guard.events().isEmpty() ? new Trial(result.parameters(), result.objective()) : null;
    } catch (GmmException e) {
      context.checkpoint().run();
      return null;
    }
  }
}
