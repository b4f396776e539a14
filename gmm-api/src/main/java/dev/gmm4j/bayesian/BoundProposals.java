package dev.gmm4j.bayesian;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.matching.WeightedGaussian;
import dev.gmm4j.internal.search.AxisSplit;
import dev.gmm4j.internal.search.Posteriors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The moves of a search for a higher bound that raise it on the samples of the components they touch. */
final class BoundProposals {
  /** On the axis, two groups are likelier than one by more than this in one of some thousand cases by chance. */
  private static final double CHANCE_ON_AXIS = 10;

  /** So many pairs are looked at, for each component. */
  private static final int PAIRS = 2;

  /** Each split is combined with so many of the merges that cost least, where no component is empty. */
  private static final int MERGES = 4;

  private final VariationalUpdate update;
  private final SampleScale scale;
  private final Map<List<Integer>, @Nullable Change> merged = new HashMap<>();
  private final Map<List<Integer>, @Nullable Change> divided = new HashMap<>();
  private final Map<List<Integer>, @Nullable Change> splits = new HashMap<>();

  /**
   * A move.
   *
   * @param posterior of all components after it
   * @param gain of the bound, as far as the components that are touched tell
   */
  record Proposal(BoundMove.Kind kind, int[] touched, MixturePosterior posterior, double gain) {}

  /**
   * What becomes of one or two components.
   *
   * @param part which can put it in place; closed
   * @param gain of the bound, but for the weights'
   */
  private record Change(int first, int second, BoundPart part, BoundPart.Outcome to, double gain) {}

  BoundProposals(VariationalUpdate update, SampleScale scale) {
    this.update = update;
    this.scale = scale;
  }

  /** Returns how many samples are enough to tell whether a component is to be split. */
  int rowsOfComponent() {
    int d = scale.means().length;
    double parameters = d + 1.0 + update.prior().type().size(1, d);
    return (int) Math.max(1024, Math.min(1 << 20, 2 * parameters));
  }

  /** Forgets what was found out of components that a move has changed. */
  void forget(int[] touched) {
    if (update.prior().type() == CovarianceType.TIED) {
      // The precision is everybody's.
      merged.clear();
      divided.clear();
      splits.clear();
    }
    for (int k : touched) {
      merged.keySet().removeIf(pair -> pair.contains(k));
      divided.keySet().removeIf(pair -> pair.contains(k));
      splits.remove(List.of(k, k));
    }
  }

  /** Returns the moves, that of the largest gain first. */
  List<Proposal> best(ExpectedParameters current, Posteriors shares) {
    Looked looked = new Looked(current, shares);
    List<Proposal> proposals = new ArrayList<>();
    List<Change> merges = new ArrayList<>();
    for (int[] pair : looked.pairs()) {
      Change change = looked.merge(pair[0], pair[1]);
      if (change != null) {
        merges.add(change);
        looked.add(proposals, BoundMove.Kind.MERGE, new int[] {pair[0], pair[1]}, change, null, -1);
      }
    }
    merges.sort(Comparator.comparingDouble(change -> -change.gain()));
    for (int[] pair : looked.nearestPairs()) {
      Change change = looked.divide(pair[0], pair[1]);
      if (change != null) {
        looked.add(
            proposals, BoundMove.Kind.DIVIDE, new int[] {pair[0], pair[1]}, change, null, -1);
      }
    }
    for (int k : looked.occupied) {
      Change split = looked.split(k);
      if (split != null && looked.empty >= 0) {
        looked.add(
            proposals,
            BoundMove.Kind.SPLIT,
            new int[] {k, looked.empty},
            null,
            split,
            looked.empty);
      } else if (split != null) {
        merges.stream()
            .filter(merge -> merge.first() != k && merge.second() != k)
            .limit(MERGES)
            .forEach(merge -> looked.add(
                proposals,
                BoundMove.Kind.MERGE_AND_SPLIT,
                new int[] {merge.first(), merge.second(), k},
                merge,
                split,
                merge.second()));
      }
    }
    proposals.sort(Comparator.comparingDouble(proposal -> -proposal.gain()));
    return proposals;
  }

  /** One look at all components. */
  private final class Looked {
    private final ExpectedParameters current;
    private final MixturePosterior posterior;
    private final double[] counts;
    private final Posteriors shares;
    private final int[] occupied;
    private final int empty;
    private final double ofWeights;
    private final List<int[]> sorted;

    Looked(ExpectedParameters current, Posteriors shares) {
      this.current = current;
      this.posterior = current.posterior();
      this.counts = posterior.effectiveCounts();
      this.shares = shares;
      Occupancy occupancy = posterior.occupancy();
      occupied = IntStream.range(0, counts.length).filter(occupancy::isOccupied).toArray();
      empty = IntStream.range(0, counts.length)
          .filter(k -> !occupancy.isOccupied(k))
          .boxed()
          .min(Comparator.comparingDouble(k -> counts[k]))
          .orElse(-1);
      ofWeights = BoundPart.ofWeights(posterior.weights(), counts);
      sorted = sorted();
    }

    /** Returns pairs of occupied components, those first that one Gaussian can stand for. */
    private List<int[]> sorted() {
      List<WeightedGaussian> components = new ArrayList<>();
      double[] logDeterminants = new double[occupied.length];
      for (int i = 0; i < occupied.length; i++) {
        components.add(WeightedGaussian.of(current, occupied[i]));
        logDeterminants[i] = components.get(i).logDeterminant(update.backend(), i);
      }
      record Pair(int[] components, double cost) {}
      List<Pair> all = new ArrayList<>();
      for (int i = 0; i < occupied.length; i++) {
        for (int j = i + 1; j < occupied.length; j++) {
          double cost = components
              .get(i)
              .costOfMerging(
                  components.get(j), logDeterminants[i], logDeterminants[j], update.backend());
          all.add(new Pair(new int[] {occupied[i], occupied[j]}, cost));
        }
      }
      all.sort(Comparator.comparingDouble(Pair::cost));
      return all.stream().map(Pair::components).toList();
    }

    List<int[]> pairs() {
      return sorted.subList(0, Math.min(sorted.size(), PAIRS * occupied.length));
    }

    /** Returns for each component the pair with its nearest one. */
    List<int[]> nearestPairs() {
      List<int[]> nearest = new ArrayList<>();
      for (int k : occupied) {
        sorted.stream()
            .filter(pair -> pair[0] == k || pair[1] == k)
            .findFirst()
            .filter(pair -> !nearest.contains(pair))
            .ifPresent(nearest::add);
      }
      return nearest;
    }

    /** Adds a move, unless it leads to no posterior. */
    void add(
        List<Proposal> proposals,
        BoundMove.Kind kind,
        int[] touched,
        @Nullable Change pair,
        @Nullable Change split,
        int place) {
      try {
        MixturePosterior changed = posterior;
        double gain = -ofWeights;
        if (pair != null) {
          changed = pair.part().put(pair.to(), changed, pair.first(), pair.second());
          gain += pair.gain();
        }
        if (split != null) {
          changed = split.part().put(split.to(), changed, split.first(), place);
          gain += split.gain();
        }
        gain += BoundPart.ofWeights(changed.weights(), changed.effectiveCounts());
        proposals.add(new Proposal(kind, touched, changed, gain));
      } catch (GmmException | IllegalArgumentException e) {
        // Two changes of a tied precision together can leave nothing that is positive definite.
        return;
      }
    }

    /**
     * Looks at two as one, unless two groups are to be seen: under a wide prior of the precisions the bound rises where
     * neighbouring groups become one, which is what the prior says, and not what the samples do.
     */
    @Nullable
    Change merge(int first, int second) {
      return known(
          merged,
          List.of(first, second),
          (part, before) -> part.axisSplit().gain() > CHANCE_ON_AXIS ? null : part.asOne());
    }

    @Nullable
    Change divide(int first, int second) {
      return known(divided, List.of(first, second), BoundProposals::bySides);
    }

    @Nullable
    Change split(int component) {
      return known(splits, List.of(component, component), BoundProposals::bySides);
    }

    /** Looks at components unless that was done before: that they cannot be changed is known, too. */
    private @Nullable Change known(
        Map<List<Integer>, @Nullable Change> changes, List<Integer> components, Trial trial) {
      if (!changes.containsKey(components)) {
        changes.put(components, change(components.get(0), components.get(1), trial));
      }
      return changes.get(components);
    }

    private @Nullable Change change(int first, int second, Trial trial) {
      int[] chosen = first == second ? new int[] {first} : new int[] {first, second};
      Samples samples = shares.of(rowsOfComponent() * chosen.length, chosen);
      if (samples == null || samples.count() < 4) {
        return null;
      }
      double expected = Arrays.stream(chosen).mapToDouble(k -> counts[k]).sum();
      try (BoundPart part =
          new BoundPart(update, current, scale, scaled(samples, expected), first, second)) {
        BoundPart.Outcome before = part.asIs();
        BoundPart.Outcome after = trial.of(part, before);
        return after == null
            ? null
            : new Change(first, second, part, after, after.bound() - before.bound());
      } catch (GmmException e) {
        // What the others leave of a tied precision can be singular where samples are few.
        return null;
      }
    }
  }

  /** What is tried on a part; null where it fails. */
  private interface Trial {
    BoundPart.@Nullable Outcome of(BoundPart part, BoundPart.Outcome before);
  }

  private static BoundPart.@Nullable Outcome bySides(BoundPart part, BoundPart.Outcome before) {
    AxisSplit axis = part.axisSplit();
    return axis.gain() > CHANCE_ON_AXIS ? part.from(axis.sides(), before) : null;
  }

  /** Returns samples of which the weights sum up to the count of their components. */
  private static Samples scaled(Samples samples, double expected) {
    double[] weights = samples.rowWeights();
    double factor = expected / Arrays.stream(weights).sum();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= factor;
    }
    return samples.weighted(weights);
  }
}
