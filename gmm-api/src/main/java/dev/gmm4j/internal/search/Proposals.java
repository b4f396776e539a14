package dev.gmm4j.internal.search;

import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.matching.WeightedGaussian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The moves that are worth a trial: pairs that cost little to merge, and components that gain by being split, along their axis or
 * into a narrow and a wide one.
 */
final class Proposals {
  private static final int SPLIT_ITERATIONS = 8;

  /** Each split is combined with so many of the merges that cost least. */
  private static final int MERGES = 4;

  /**
   * On the axis, two groups are likelier than one by more than this in one of some thousand cases by chance: twice the gain is
   * distributed about as chi squared of 3 to 6 degrees of freedom (McLachlan and Peel 2000, section 6.4).
   */
  private static final double CHANCE_ON_AXIS = 10;

  /**
   * Two groups in place of one are likelier by less than one nat for each parameter and this, by chance alone: the
   * likelihood-ratio statistic has about as many degrees of freedom, and some more for the search of the groups.
   */
  private static final double CHANCE = 4;

  private final SearchContext context;
  private final MixtureParameters current;
  private final Posteriors posteriors;
  private final Work work;
  private final Known known;

  /** What is known of each component, or null; what a move changed has to be looked at again. */
  static final class Known {
    private final @Nullable Axis[] axes;
    private final @Nullable Split[] splits;
    private final @Nullable Split[] concentric;

    Known(int components) {
      axes = new Axis[components];
      splits = new Split[components];
      concentric = new Split[components];
    }

    void forget(int component) {
      axes[component] = null;
      splits[component] = null;
      concentric[component] = null;
    }

    void forgetAll() {
      for (int k = 0; k < axes.length; k++) {
        forget(k);
      }
    }
  }

  Proposals(
      SearchContext context,
      MixtureParameters current,
      Posteriors posteriors,
      Work work,
      Known known) {
    this.context = context;
    this.current = current;
    this.posteriors = posteriors;
    this.work = work;
    this.known = known;
  }

  /** Returns what it costs to look at all components: EM of two on the samples of each, some of which they share. */
  static double passesToLook(SearchContext context) {
    return 1.5 * 2 * (SPLIT_ITERATIONS + 2) * context.engine().samples().count();
  }

  /**
   * A move.
   *
   * @param split index of the one to split; {@code first} where it is what the two become
   * @param before the components merged and the one split, as they are
   * @param begin those that take their places in the same order
   * @param score an estimate of the gain, in nats
   */
  record Proposal(
      int first,
      int second,
      int split,
      List<WeightedGaussian> before,
      List<WeightedGaussian> begin,
      double score) {

    /** Returns the indices of the components touched, in the order of {@link #before}. */
    int[] touched() {
      return split == first ? new int[] {first, second} : new int[] {first, second, split};
    }
  }

  private record Merge(int first, int second, double cost) {}

  private record Axis(int component, Part part, AxisSplit split) {}

  private record Split(
      int component, double gain, boolean isByChance, List<WeightedGaussian> halves) {}

  /** Returns the moves, the most promising first. */
  List<Proposal> best() {
    List<WeightedGaussian> components = new ArrayList<>();
    for (int k = 0; k < current.components(); k++) {
      components.add(WeightedGaussian.of(current, k));
    }
    List<Merge> merges = merges(components);
    List<Split> splits = splits(components);
    List<Proposal> proposals = new ArrayList<>();
    for (Split split : splits) {
      int taken = 0;
      for (Merge merge : merges) {
        boolean apart = split.component != merge.first && split.component != merge.second;
        boolean worth = !split.isByChance || merge.cost < split.gain;
        if (apart && worth && taken < MERGES) {
          taken++;
          proposals.add(proposal(merge, split, components));
        }
      }
    }
    addDividedAnew(proposals, splits, merges, components);
    proposals.sort(Comparator.comparingDouble(Proposal::score).reversed());
    return proposals;
  }

  /**
   * Adds moves that divide two components anew: where one has most of two groups and the other the rest of one of them, no third
   * has anything to give.
   */
  private void addDividedAnew(
      List<Proposal> proposals,
      List<Split> splits,
      List<Merge> merges,
      List<WeightedGaussian> components) {
    List<Merge> done = new ArrayList<>();
    for (Split split : splits) {
      Merge nearest = merges.stream()
          .filter(merge -> merge.first == split.component || merge.second == split.component)
          .findFirst()
          .orElseThrow();
      if (split.isByChance || done.contains(nearest) || work.isDone()) {
        continue;
      }
      done.add(nearest);
      Part part = Part.of(
          context, posteriors, 2 * context.rowsOfComponent(), nearest.first, nearest.second);
      Part.Outcome outcome =
          part == null ? null : part.split(part.axisSplit().sides(), SPLIT_ITERATIONS);
      if (part == null || outcome == null) {
        continue;
      }
      work.spend(outcome.passes());
      WeightedGaussian first = components.get(nearest.first);
      WeightedGaussian second = components.get(nearest.second);
      double weight = first.weight() + second.weight();
      List<WeightedGaussian> halves = outcome.components().stream()
          .map(half -> half.weighing(half.weight() * weight))
          .toList();
      double gain = outcome.gain() * weight * context.scale().count() / part.totalWeight();
      proposals.add(new Proposal(
          nearest.first,
          nearest.second,
          nearest.first,
          List.of(first, second),
          halves,
          gain - nearest.cost));
    }
  }

  private static Proposal proposal(Merge merge, Split split, List<WeightedGaussian> components) {
    WeightedGaussian first = components.get(merge.first);
    WeightedGaussian second = components.get(merge.second);
    WeightedGaussian whole = components.get(split.component);
    WeightedGaussian lower = split.halves.get(0);
    WeightedGaussian upper = split.halves.get(1);
    return new Proposal(
        merge.first,
        merge.second,
        split.component,
        List.of(first, second, whole),
        List.of(
            first.with(second),
            upper.weighing(upper.weight() * whole.weight()),
            lower.weighing(lower.weight() * whole.weight())),
        split.gain - merge.cost);
  }

  private List<Merge> merges(List<WeightedGaussian> components) {
    double[] logDeterminants = new double[components.size()];
    for (int k = 0; k < logDeterminants.length; k++) {
      logDeterminants[k] = components.get(k).logDeterminant(context.backend(), k);
    }
    double count = context.scale().count();
    List<Merge> merges = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      WeightedGaussian first = components.get(i);
      for (int j = i + 1; j < components.size(); j++) {
        double cost = first.costOfMerging(
            components.get(j), logDeterminants[i], logDeterminants[j], context.backend());
        merges.add(new Merge(i, j, cost * count));
      }
    }
    merges.sort(Comparator.comparingDouble(Merge::cost));
    return merges;
  }

  /** Looks at all components along their axes, and more closely at those that look divided there. */
  private List<Split> splits(List<WeightedGaussian> components) {
    List<Axis> axes = new ArrayList<>();
    for (int k = 0; k < components.size(); k++) {
      Axis axis = known.axes[k];
      if (axis == null) {
        Part part = Part.of(context, posteriors, context.rowsOfComponent(), k);
        axis = part == null ? null : new Axis(k, part, part.axisSplit());
        known.axes[k] = axis;
      }
      if (axis != null) {
        axes.add(axis);
      }
    }
    axes.sort(Comparator.comparingDouble(axis -> -axis.split.gain()
        / axis.part.totalWeight()
        * components.get(axis.component).weight()));
    List<Split> splits = new ArrayList<>();
    for (Axis axis : axes) {
      double weight = components.get(axis.component).weight();
      Split split = known.splits[axis.component];
      if (split == null) {
        double toCounts = context.scale().count() / context.scale().totalWeight();
        boolean looksDivided = axis.split.gain() * toCounts > CHANCE_ON_AXIS;
        split = split(axis, axis.split.sides(), looksDivided, weight);
        known.splits[axis.component] = split;
      }
      if (split != null) {
        splits.add(split);
      }
      Split concentric = known.concentric[axis.component];
      if (concentric == null) {
        int[] sides = axis.part.concentricSides(current, axis.component);
        concentric = sides == null ? null : split(axis, sides, true, weight);
        known.concentric[axis.component] = concentric;
      }
      if (concentric != null && !concentric.isByChance) {
        splits.add(concentric);
      }
    }
    return splits;
  }

  private @Nullable Split split(Axis axis, int[] sides, boolean looksDivided, double weight) {
    double toCounts = context.scale().count() / context.scale().totalWeight();
    double passes = 2.0 * (SPLIT_ITERATIONS + 2) * axis.part.count();
    if (!work.allows(passes, looksDivided)) {
      return null;
    }
    Part.Outcome outcome = axis.part.split(sides, SPLIT_ITERATIONS);
    if (outcome == null) {
      return null;
    }
    work.spend(outcome.passes());
    double gain = outcome.gain() * toCounts;
    double toAll = weight * context.scale().totalWeight() / axis.part.totalWeight();
    return new Split(
        axis.component,
        gain * toAll,
        gain < context.parametersOfComponent() + CHANCE,
        outcome.components());
  }
}
