package dev.gmm4j.internal.initialization;

import java.util.Arrays;

/**
 * Agglomerative clustering for Gaussians of one covariance (Fraley 1998): again and again those two clusters are merged whose
 * merger leaves the least {@code |W/n| + tr W/n}, {@code W} being the scatter within all clusters, until {@code |W/n|} is at
 * least {@code tr T/(nd)}, {@code T} being the scatter of all rows; from there on {@code |W/n|} alone.
 *
 * <p>{@code W} changes with each merger, and with it the costs of all pairs: none can be kept.
 */
public final class PooledAgglomeration {
  /** Pivots this small relative to the diagonal, for each row, are rounding. */
  private static final double ROUNDING = 8 * Math.ulp(1.0);

  private final int dimension;
  private final int count;
  private final double total;
  private final double[] weights;
  private final double[] means;
  private final double[] scatter;
  private final double limit;
  private final int[] alive;

  private final double[] step;
  private final double[] updated;
  private final double[] factor;
  private final double[] solved;

  private double determinant;
  private double trace;

  private PooledAgglomeration(DecorrelatedRows rows) {
    dimension = rows.dimension();
    count = rows.weights().length;
    weights = rows.weights().clone();
    means = rows.values().clone();
    scatter = new double[dimension * dimension];
    alive = new int[count];
    Arrays.setAll(alive, i -> i);
    step = new double[dimension];
    updated = new double[dimension * dimension];
    factor = new double[dimension * dimension];
    solved = new double[dimension];
    total = Arrays.stream(weights).sum();
    limit = meanVariance();
  }

  /**
   * Clusters rows, in a time that grows with {@code n³d²}.
   *
   * @param rows less their mean
   * @param checkpoint called for each cluster and each merger; what it throws ends the clustering
   */
  public static MergeTree run(DecorrelatedRows rows, Runnable checkpoint) {
    PooledAgglomeration clustering = new PooledAgglomeration(rows);
    int merges = clustering.count - 1;
    int[] kept = new int[merges];
    int[] gone = new int[merges];
    double[] increases = new double[merges];
    for (int merge = 0; merge < merges; merge++) {
      double before = clustering.determinant + clustering.trace;
      int[] pair = clustering.cheapest(clustering.count - merge, checkpoint);
      kept[merge] = clustering.alive[pair[0]];
      gone[merge] = clustering.alive[pair[1]];
      clustering.merge(pair, clustering.count - merge);
      increases[merge] = clustering.determinant + clustering.trace - before;
    }
    return new MergeTree(kept, gone, increases);
  }

  private double meanVariance() {
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += weights[i / dimension] * means[i] * means[i];
    }
    return sum / total / dimension;
  }

  /** Returns the places of the two clusters that are merged next; of equal ones the last, as mclust does. */
  private int[] cheapest(int clusters, Runnable checkpoint) {
    boolean regular = factorize(scatter);
    int[] both = new int[2];
    int[] flat = new int[2];
    double leastOfBoth = Double.POSITIVE_INFINITY;
    double leastDeterminant = Double.POSITIVE_INFINITY;
    for (int j = 1; j < clusters; j++) {
      checkpoint.run();
      for (int i = 0; i < j; i++) {
        double squares = step(alive[i], alive[j]);
        double afterwards = regular ? determinant * (1 + squaredDistance()) : updatedDeterminant();
        if (afterwards <= leastDeterminant) {
          leastDeterminant = afterwards;
          flat[0] = i;
          flat[1] = j;
        }
        if (afterwards + trace + squares <= leastOfBoth) {
          leastOfBoth = afterwards + trace + squares;
          both[0] = i;
          both[1] = j;
        }
      }
    }
    return leastDeterminant < limit ? both : flat;
  }

  /** Leaves {@code √(n_i n_j/(n_i + n_j)/n) (μ_i - μ_j)} in {@link #step}; returns its squared length. */
  private double step(int i, int j) {
    double scale = Math.sqrt(weights[i] / (weights[i] + weights[j]) * weights[j] / total);
    double squares = 0;
    for (int a = 0; a < dimension; a++) {
      step[a] = scale * (means[i * dimension + a] - means[j * dimension + a]);
      squares += step[a] * step[a];
    }
    return squares;
  }

  private void merge(int[] pair, int clusters) {
    int i = alive[pair[0]];
    int j = alive[pair[1]];
    trace += step(i, j);
    for (int a = 0; a < dimension; a++) {
      for (int b = 0; b < dimension; b++) {
        scatter[a * dimension + b] += step[a] * step[b];
      }
    }
    determinant = factorize(scatter) ? squaredDiagonal() : 0;
    double part = weights[j] / (weights[i] + weights[j]);
    for (int a = 0; a < dimension; a++) {
      means[i * dimension + a] += part * (means[j * dimension + a] - means[i * dimension + a]);
    }
    weights[i] += weights[j];
    System.arraycopy(alive, pair[1] + 1, alive, pair[1], clusters - pair[1] - 1);
  }

  /** Returns {@code step (W/n)⁻¹ stepᵀ} by the factor of {@code W/n}. */
  private double squaredDistance() {
    double distance = 0;
    for (int a = 0; a < dimension; a++) {
      double sum = step[a];
      for (int b = 0; b < a; b++) {
        sum -= factor[a * dimension + b] * solved[b];
      }
      solved[a] = sum / factor[a * dimension + a];
      distance += solved[a] * solved[a];
    }
    return distance;
  }

  private double updatedDeterminant() {
    for (int a = 0; a < dimension; a++) {
      for (int b = 0; b <= a; b++) {
        updated[a * dimension + b] = scatter[a * dimension + b] + step[a] * step[b];
      }
    }
    return factorize(updated) ? squaredDiagonal() : 0;
  }

  private double squaredDiagonal() {
    double product = 1;
    for (int a = 0; a < dimension; a++) {
      product *= factor[a * (dimension + 1)] * factor[a * (dimension + 1)];
    }
    return product;
  }

  /** Leaves the Cholesky factor in {@link #factor}; tells whether the matrix is regular but for rounding. */
  private boolean factorize(double[] matrix) {
    for (int a = 0; a < dimension; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = matrix[a * dimension + b];
        for (int c = 0; c < b; c++) {
          sum -= factor[a * dimension + c] * factor[b * dimension + c];
        }
        if (b < a) {
          factor[a * dimension + b] = sum / factor[b * (dimension + 1)];
        } else if (sum > ROUNDING * dimension * matrix[a * (dimension + 1)]) {
          factor[a * (dimension + 1)] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    return true;
  }
}
