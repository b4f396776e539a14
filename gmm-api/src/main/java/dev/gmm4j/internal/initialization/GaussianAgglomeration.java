package dev.gmm4j.internal.initialization;

import java.util.Arrays;

/**
 * Agglomerative clustering for Gaussians (Fraley 1998): again and again those two clusters are merged whose merger raises a
 * {@link Criterion} the least.
 *
 * <p>Rounded data has many equal costs. The last of the cheapest pairs is merged, as mclust does: with another choice its
 * published results are not met.
 */
public final class GaussianAgglomeration {
  /** What merging is to raise the least; {@code W_k} is the scatter of cluster k and {@code W} that of all rows. */
  public enum Criterion {
    /** {@code Σ_k tr W_k}, for balls of one size (Ward 1963). */
    EQUAL_BALLS,
    /** {@code Σ_k n_k log((tr W_k + tr W/(nd))/n_k)}, for balls of any size. */
    BALLS,
    /**
     * {@code Σ_k n_k log(|W_k/n_k| + (tr W_k + tr W/(nd))/n_k)}, for unconstrained covariances. The second term lets clusters
     * too small for a determinant compare.
     */
    ELLIPSOIDS
  }

  /** So many multiplications take less than a tenth of a second. */
  private static final long UNCHECKED = 1 << 22;

  /** Two gigabytes of scatters. */
  private static final long MAX_NUMBERS = 1 << 28;

  /** As many pairs as an array has numbers. */
  public static final int MAX_ROWS = 46_340;

  private final Criterion criterion;
  private final int dimension;

  /** Whether scatters are their diagonals: all that balls need, and clusters too small for a determinant. */
  private final boolean diagonal;

  private final int packed;
  private final double offset;
  private final int count;
  private final double[] weights;
  private final int[] sizes;
  private final double[] means;
  private final double[] scatters;
  private final double[] terms;
  private final boolean[] alive;

  /** The cost of merging clusters i and j < i, at {@code i(i-1)/2 + j}. */
  private final double[] costs;

  /** For each cluster the cheapest of those before it. */
  private final int[] partner;

  private final double[] merged;
  private final double[] factor;
  private final double[] difference;

  private final Runnable checkpoint;
  private long unchecked;

  private GaussianAgglomeration(DecorrelatedRows rows, Criterion criterion, Runnable checkpoint) {
    this.criterion = criterion;
    this.checkpoint = checkpoint;
    dimension = rows.dimension();
    count = rows.weights().length;
    long triangle = (long) dimension * (dimension + 1) / 2;
    diagonal =
        criterion != Criterion.ELLIPSOIDS || dimension >= count || count * triangle > MAX_NUMBERS;
    packed = diagonal ? dimension : (int) triangle;
    weights = rows.weights().clone();
    sizes = new int[count];
    Arrays.fill(sizes, 1);
    means = rows.values().clone();
    scatters = new double[count * packed];
    terms = new double[count];
    alive = new boolean[count];
    Arrays.fill(alive, true);
    costs = new double[(int) ((long) count * (count - 1) / 2)];
    partner = new int[count];
    merged = new double[packed];
    factor = new double[diagonal ? 0 : packed];
    difference = new double[dimension];
    offset = meanVariance();
  }

  /**
   * Clusters rows.
   *
   * @param rows at most {@value #MAX_ROWS}
   * @param checkpoint called for each row and each merger, and between them where they take long; what it throws ends the
   *     clustering
   */
  public static MergeTree run(DecorrelatedRows rows, Criterion criterion, Runnable checkpoint) {
    GaussianAgglomeration clustering = new GaussianAgglomeration(rows, criterion, checkpoint);
    clustering.prepare();
    int merges = clustering.count - 1;
    int[] kept = new int[merges];
    int[] gone = new int[merges];
    double[] increases = new double[merges];
    for (int merge = 0; merge < merges; merge++) {
      checkpoint.run();
      int last = clustering.cheapest();
      kept[merge] = clustering.partner[last];
      gone[merge] = last;
      increases[merge] = clustering.costs[at(last, kept[merge])];
      clustering.merge(kept[merge], last);
    }
    return new MergeTree(kept, gone, increases);
  }

  /** Returns the trace of the scatter of all rows, for a row and a feature. */
  private double meanVariance() {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double trace = 0;
    for (int j = 0; j < dimension; j++) {
      double mean = 0;
      for (int i = 0; i < count; i++) {
        mean += weights[i] * means[i * dimension + j] / total;
      }
      for (int i = 0; i < count; i++) {
        double centred = means[i * dimension + j] - mean;
        trace += weights[i] * centred * centred;
      }
    }
    return Math.max(trace / (total * dimension), Double.MIN_NORMAL);
  }

  private void prepare() {
    for (int i = 0; i < count; i++) {
      terms[i] =
          criterion == Criterion.EQUAL_BALLS ? 0 : weights[i] * Math.log(offset / weights[i]);
    }
    for (int i = 1; i < count; i++) {
      checkpoint.run();
      for (int j = 0; j < i; j++) {
        costs[at(i, j)] = cost(i, j);
      }
      findPartner(i);
    }
  }

  private static int at(int i, int j) {
    return i * (i - 1) / 2 + j;
  }

  private void findPartner(int i) {
    int best = -1;
    for (int j = 0; j < i; j++) {
      if (alive[j] && (best < 0 || costs[at(i, j)] <= costs[at(i, best)])) {
        best = j;
      }
    }
    partner[i] = best;
  }

  /** Returns the later of the two clusters that are merged next. */
  private int cheapest() {
    int best = -1;
    for (int i = 1; i < count; i++) {
      if (alive[i]
          && partner[i] >= 0
          && (best < 0 || costs[at(i, partner[i])] <= costs[at(best, partner[best])])) {
        best = i;
      }
    }
    return best;
  }

  private void merge(int i, int gone) {
    double weight = combine(i, gone);
    terms[i] = term(weight, sizes[i] + sizes[gone], merged);
    System.arraycopy(merged, 0, scatters, i * packed, packed);
    double part = weights[gone] / weight;
    for (int a = 0; a < dimension; a++) {
      double step = means[gone * dimension + a] - means[i * dimension + a];
      means[i * dimension + a] += part * step;
    }
    weights[i] = weight;
    sizes[i] += sizes[gone];
    alive[gone] = false;
    for (int j = 0; j < i; j++) {
      if (alive[j]) {
        costs[at(i, j)] = cost(i, j);
      }
    }
    findPartner(i);
    for (int j = i + 1; j < count; j++) {
      if (alive[j]) {
        update(j, i, gone);
      }
    }
  }

  /**
   * Takes note of a changed cluster before cluster j. All that lie before j are looked at only where its partner has
   * become dearer: large clusters are everybody's partner, and growing makes most of them cheaper.
   */
  private void update(int j, int changed, int gone) {
    double before = costs[at(j, partner[j])];
    double now = cost(j, changed);
    costs[at(j, changed)] = now;
    if (now < before || (now == before && changed >= partner[j])) {
      partner[j] = changed;
    } else if (partner[j] == changed || partner[j] == gone) {
      findPartner(j);
    }
  }

  private double cost(int i, int j) {
    unchecked += packed;
    if (unchecked > UNCHECKED) {
      unchecked = 0;
      checkpoint.run();
    }
    double weight = combine(i, j);
    return term(weight, sizes[i] + sizes[j], merged) - terms[i] - terms[j];
  }

  /** Leaves the scatter of two clusters together in {@link #merged}; returns their weight. */
  private double combine(int i, int j) {
    double weight = weights[i] + weights[j];
    double between = weights[i] / weight * weights[j];
    for (int a = 0; a < dimension; a++) {
      difference[a] = means[i * dimension + a] - means[j * dimension + a];
    }
    int at = 0;
    for (int a = 0; a < dimension; a++) {
      for (int b = diagonal ? a : 0; b <= a; b++) {
        merged[at] = scatters[i * packed + at]
            + scatters[j * packed + at]
            + between * difference[a] * difference[b];
        at++;
      }
    }
    return weight;
  }

  private double term(double weight, int size, double[] scatter) {
    double trace = 0;
    for (int a = 0; a < dimension; a++) {
      trace += scatter[diagonal ? a : a * (a + 1) / 2 + a];
    }
    if (criterion == Criterion.EQUAL_BALLS) {
      return trace;
    }
    double spread = (trace + offset) / weight;
    double determinant = size > dimension && !diagonal ? determinant(weight, scatter) : 0;
    return weight * Math.log(determinant + spread);
  }

  /** Returns {@code |W/n|}, or 0 where that is not positive definite. */
  private double determinant(double weight, double[] scatter) {
    unchecked += (long) packed * dimension / 3;
    double determinant = 1;
    for (int a = 0; a < dimension; a++) {
      int row = a * (a + 1) / 2;
      for (int b = 0; b <= a; b++) {
        int other = b * (b + 1) / 2;
        double sum = scatter[row + b] / weight;
        for (int c = 0; c < b; c++) {
          sum -= factor[row + c] * factor[other + c];
        }
        if (b < a) {
          factor[row + b] = sum / factor[other + b];
        } else if (sum > 0) {
          determinant *= sum;
          factor[row + a] = Math.sqrt(sum);
        } else {
          return 0;
        }
      }
    }
    return determinant;
  }
}
