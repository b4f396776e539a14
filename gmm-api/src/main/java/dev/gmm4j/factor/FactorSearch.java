package dev.gmm4j.factor;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.EmRun;
import dev.gmm4j.em.ExpectationMaximization;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.search.NearLimit;
import dev.gmm4j.internal.util.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a better optimum than the one that EM has led to (Ueda, Nakano, Ghahramani and Hinton 2000): merges two components,
 * splits one along the factor that tells most of it, and runs EM from there; where that fails, a component begins anew at a
 * sample drawn at random (Fränti 2018). A move is kept where it raises the log-likelihood by more than 1e-4 nats a sample and no more
 * components than before have too few samples.
 *
 * <p>All samples are passed over in each trial, until it is foreseen to fail. At most {@code 2K} moves are kept. {@code 2K} merges and splits in
 * a row may fail, and as many swaps, or more where that is little work.
 */
final class FactorSearch {
  private static final double LEAST_GAIN = 1e-4;
  private static final int ITERATIONS = 50;

  /** So many swaps are tried where all of them are little work. */
  private static final int MOST_SWAPS = 20;

  /** Numbers read, components counted, that are little work. */
  private static final double LITTLE = 1e8;

  /** Each split is combined with so many of the merges that cost least. */
  private static final int MERGES = 3;

  /** Of the variance along a factor, this part is between the halves of a split. */
  private static final double BETWEEN = 0.64;

  private final FactorClimb climb;
  private final Samples samples;
  private final Randomness random;
  private FactorParameters current;
  private double objective;

  /** The number of components before that have too few samples. */
  private final int small;

  /** What the last trial cost. */
  private int passes;

  /**
   * Creates a search.
   *
   * @param run that has led to where the search begins
   * @param random of samples that components begin anew at
   */
  FactorSearch(FactorClimb climb, EmRun run, Samples samples, Randomness random) {
    this.climb = climb;
    this.samples = samples;
    this.random = random;
    this.current = (FactorParameters) run.parameters();
    this.objective = run.objective();
    this.small = small(run.effectiveCounts());
  }

  /**
   * Returns the number of components with fewer samples than twice the numbers that each of their features has, a mean, a noise
   * variance and loadings: such are found anywhere, with ever higher likelihood.
   */
  private int small(double[] counts) {
    double meanWeight = climb.scale().totalWeight() / climb.scale().count();
    double least = 2.0 * (current.lowRank().factors() + 2) * meanWeight;
    return (int) Arrays.stream(counts).filter(count -> count < least).count();
  }

  private record Pair(int first, int second, double distance) {}

  /** Searches; returns better parameters than those of the start, or null. */
  @Nullable
  FactorParameters run() {
    FactorParameters start = current;
    for (int accepted = 0; accepted < 2 * start.components(); accepted++) {
      if (!moves() && !swaps()) {
        break;
      }
    }
    return current == start ? null : current;
  }

  private boolean moves() {
    int components = current.components();
    int failures = 0;
    for (Pair pair : pairs()) {
      for (int split = 0; split < components; split++) {
        // The second's place is free after the merge: to divide the merged one is to split the
        // first.
        if (split != pair.second()) {
          if (failures++ == 2 * components) {
            return false;
          }
          if (attempt(moved(pair, split))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean swaps() {
    int components = current.components();
    double work = 0;
    for (int swap = 0; swap < 2 * components || (swap < MOST_SWAPS && work < LITTLE); swap++) {
      if (attempt(swapped((int) random.nextLong(components)))) {
        return true;
      }
      work += (double) passes * components * samples.count() * samples.dimension();
    }
    return false;
  }

  /** Returns the pairs that are nearest to each other, in units of the nearer one's covariance. */
  private List<Pair> pairs() {
    int components = current.components();
    FactorDensities densities = densities();
    double[][] distances = new double[components][components];
    for (int j = 0; j < components; j++) {
      densities.evaluate(current.means(), j * current.dimension());
      for (int i = 0; i < components; i++) {
        distances[i][j] = densities.squaredDistance(i);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      for (int j = i + 1; j < components; j++) {
        pairs.add(new Pair(i, j, Math.min(distances[i][j], distances[j][i])));
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::distance));
    return pairs.subList(0, Math.min(MERGES, pairs.size()));
  }

  private FactorDensities densities() {
    return new FactorDensities(
        current.kernelParameters().logWeights(),
        current.means(),
        current.lowRank(),
        FactorDensities.cores(current.lowRank()));
  }

  /** Returns parameters with a pair merged in the place of the first, and one component split into itself and the second's. */
  private Begin moved(Pair pair, int split) {
    int d = current.dimension();
    Begin begin = new Begin(current);
    double weight = begin.weights[pair.first()] + begin.weights[pair.second()];
    double share = weight > 0 ? begin.weights[pair.second()] / weight : 0.5;
    for (int i = 0; i < d; i++) {
      begin.means[pair.first() * d + i] +=
          share * (begin.means[pair.second() * d + i] - begin.means[pair.first() * d + i]);
    }
    int heavier = share > 0.5 ? pair.second() : pair.first();
    begin.weights[pair.first()] = weight;
    begin.copy(heavier, pair.first());
    begin.split(split, pair.second(), BETWEEN);
    return begin;
  }

  /** Returns parameters with a component at a random sample. */
  private Begin swapped(int component) {
    int d = current.dimension();
    Begin begin = new Begin(current);
    RowBlock row = samples.block(random.nextLong(samples.count()), 1);
    for (int i = 0; i < d; i++) {
      double value = row.values()[row.offset() + i];
      begin.means[component * d + i] = Double.isNaN(value) ? begin.means[component * d + i] : value;
    }
    Arrays.fill(begin.weights, 1.0 / begin.weights.length);
    return begin;
  }

  /** Parameters in the making. */
  private static final class Begin {
    private final double[] weights;
    private final double[] means;
    private final double[][] loadings;
    private final double[][] noise;

    Begin(FactorParameters parameters) {
      weights = parameters.weights().clone();
      means = parameters.means().clone();
      loadings = parameters.lowRank().loadings().clone();
      noise = parameters.lowRank().noise().clone();
    }

    void copy(int from, int to) {
      loadings[to] = loadings[from];
      noise[to] = noise[from];
    }

    /** Splits a component along its longest factor in units of the noise; the two together have its mean and covariance. */
    void split(int component, int into, double between) {
      int d = noise[component].length;
      int q = loadings[component].length / d;
      double[] lengths = new double[q];
      for (int i = 0; i < d * q; i++) {
        double loading = loadings[component][i];
        lengths[i % q] += loading * loading / noise[component][i / q];
      }
      int longest = 0;
      for (int f = 1; f < q; f++) {
        longest = lengths[f] > lengths[longest] ? f : longest;
      }
      double[] shorter = loadings[component].clone();
      weights[component] /= 2;
      weights[into] = weights[component];
      for (int i = 0; i < d; i++) {
        double shift = Math.sqrt(between) * shorter[i * q + longest];
        means[into * d + i] = means[component * d + i] - shift;
        means[component * d + i] += shift;
        shorter[i * q + longest] *= Math.sqrt(1 - between);
      }
      loadings[component] = shorter;
      copy(component, into);
    }
  }

  private boolean attempt(Begin begin) {
    double least = objective + LEAST_GAIN * climb.scale().totalWeight();
    try {
      double meanWeight = climb.scale().totalWeight() / climb.scale().count();
      EmRun run = climb.plain(climb
          .space()
          .parameters(begin.weights, begin.means, new LowRank(begin.loadings, begin.noise)));
      ExpectationMaximization.Result result =
          run.until(new NearLimit(least / meanWeight), ITERATIONS);
      passes = result.iterations() + 1;
      if (result.objective() > least && small(result.statistics().weights()) <= small) {
        current = (FactorParameters) result.parameters();
        objective = result.objective();
        return true;
      }
    } catch (GmmException e) {
      // Rounding has spoiled the parameters: the move fails.
      return false;
    }
    return false;
  }
}
