package dev.gmm4j.clustering;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.engine.LocalEngine;
import java.util.Arrays;

/** Sums over samples of {@code w z ln z}, for the probabilities of clusters and of all pairs of clusters. */
final class ClusterEntropies {
  private final int[] cluster;
  private final int count;
  private final double[] logDensities;
  private final double[] responsibilities;
  private final double[] probabilities;
  private final double[] weights;
  private final double[] single;

  /** For clusters {@code g < h}, at {@code g*count + h}. */
  private final double[] pairs;

  private ClusterEntropies(int[] cluster, int count, int rows) {
    this.cluster = cluster;
    this.count = count;
    logDensities = new double[rows];
    responsibilities = new double[rows * cluster.length];
    probabilities = new double[count];
    weights = new double[count];
    single = new double[count];
    pairs = new double[count * count];
  }

  /**
   * Returns the sums under parameters.
   *
   * @param cluster of each component
   * @param count the number of clusters
   */
  static ClusterEntropies of(
      MixtureParameters parameters, int[] cluster, int count, LocalEngine engine) {
    return engine.evaluate(
        parameters,
        () -> new ClusterEntropies(cluster, count, engine.blockRows()),
        ClusterEntropies::clear,
        ClusterEntropies::merge,
        (kernel, block, first, sums) -> {
          kernel.responsibilities(block, sums.logDensities, sums.responsibilities);
          sums.add(engine.samples().block(first, block.rows()));
        });
  }

  private void clear() {
    Arrays.fill(weights, 0);
    Arrays.fill(single, 0);
    Arrays.fill(pairs, 0);
  }

  private void merge(ClusterEntropies other) {
    add(weights, other.weights);
    add(single, other.single);
    add(pairs, other.pairs);
  }

  private static void add(double[] sums, double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  private void add(RowBlock rows) {
    for (int i = 0; i < rows.rows(); i++) {
      Arrays.fill(probabilities, 0);
      for (int k = 0; k < cluster.length; k++) {
        probabilities[cluster[k]] += responsibilities[i * cluster.length + k];
      }
      double weight = rows.weight(i);
      for (int g = 0; g < count; g++) {
        weights[g] += weight * probabilities[g];
        single[g] += weight * xLogX(probabilities[g]);
        for (int h = g + 1; h < count; h++) {
          pairs[g * count + h] += weight * xLogX(probabilities[g] + probabilities[h]);
        }
      }
    }
  }

  /** Rounding may take a sum of probabilities beyond 1, where entropy would be negative. */
  private static double xLogX(double p) {
    return p > 0 && p < 1 ? p * StrictMath.log(p) : 0;
  }

  /** Returns the entropy, {@code >= 0}; exactly 0 of one cluster. */
  double total() {
    if (count == 1) {
      return 0;
    }
    double total = 0;
    for (double each : single) {
      total -= each;
    }
    return total;
  }

  /** Returns the merger that lowers the entropy the most. */
  ComponentMerging.Merge best() {
    int first = 0;
    int second = 1;
    for (int g = 0; g < count; g++) {
      for (int h = g + 1; h < count; h++) {
        if (drop(g, h) > drop(first, second)) {
          first = g;
          second = h;
        }
      }
    }
    return new ComponentMerging.Merge(
        count, first, second, drop(first, second), weights[first] + weights[second]);
  }

  private double drop(int g, int h) {
    return pairs[g * count + h] - single[g] - single[h];
  }
}
