package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A mixture of fewer components that stands for another: components are merged two by two, always the pair whose
 * merging can do the least harm (Runnalls 2007).
 *
 * <p>Merging keeps weight, mean and covariance of the two together, so the moments of the whole do not change. How much
 * the Kullback-Leibler divergence of the mixture from what it was grows with a merge has the bound
 * {@code ½ ((w_i + w_j) log|Σ_ij| - w_i log|Σ_i| - w_j log|Σ_j|)}, which the choice goes by.
 */
public final class MixtureReduction {
  private final GaussianMixture model;
  private final int[] assignment;
  private final double bound;

  private MixtureReduction(GaussianMixture model, int[] assignment, double bound) {
    this.model = model;
    this.assignment = assignment;
    this.bound = bound;
  }

  /**
   * Merges components until there are so many left, or fewer where components have weight 0: those are dropped first.
   *
   * <p>Time grows with {@code K²d³}, beside {@code K³} comparisons; merged covariances are matrices, whatever they were.
   *
   * @param components how many are to be left, from 1 to those that the mixture has
   * @throws IllegalArgumentException if {@code components} is out of range, or the mixture has noise
   * @throws dev.gmm4j.exception.MemoryLimitException if matrices of so many features are larger than the heap may be
   */
  public static MixtureReduction runnalls(GaussianMixture model, int components) {
    notNull("model", model).requireNoNoise();
    check(
        components >= 1 && components <= model.components(),
        "components must be in [1, %d], but was %d",
        model.components(),
        components);
    if (components == model.components()
        && Arrays.stream(model.weights()).allMatch(weight -> weight > 0)) {
      int[] identity = new int[components];
      Arrays.setAll(identity, k -> k);
      return new MixtureReduction(model, identity, 0);
    }
    List<MergedComponent> left = new ArrayList<>();
    for (int k = 0; k < model.components(); k++) {
      if (model.weight(k) > 0) {
        left.add(MergedComponent.of(model, k));
      }
    }
    double bound = merge(left, components);
    int[] assignment = new int[model.components()];
    Arrays.fill(assignment, -1);
    for (int k = 0; k < left.size(); k++) {
      for (int member : left.get(k).members()) {
        assignment[member] = k;
      }
    }
    return new MixtureReduction(mixture(model, left), assignment, bound);
  }

  /** Merges in place, and returns the sum of the bounds. */
  private static double merge(List<MergedComponent> left, int components) {
    int n = left.size();
    double[][] costs = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        costs[i][j] = left.get(i).costOfMerging(left.get(j));
      }
    }
    double bound = 0;
    for (int size = n; size > components; size--) {
      int first = 0;
      int second = 1;
      for (int i = 1; i < size; i++) {
        for (int j = 0; j < i; j++) {
          if (costs[i][j] < costs[second][first]) {
            first = j;
            second = i;
          }
        }
      }
      bound += costs[second][first];
      left.set(first, left.get(first).with(left.get(second)));
      // The last one takes the place of the one that is gone.
      left.set(second, left.get(size - 1));
      left.remove(size - 1);
      for (int i = 0; i < size - 1; i++) {
        if (i != second && second < size - 1) {
          costs[Math.max(i, second)][Math.min(i, second)] = costs[size - 1][i];
        }
      }
      for (int i = 0; i < size - 1; i++) {
        if (i != first) {
          costs[Math.max(i, first)][Math.min(i, first)] =
              left.get(i).costOfMerging(left.get(first));
        }
      }
    }
    left.sort((a, b) -> Integer.compare(a.members()[0], b.members()[0]));
    return bound;
  }

  /** Merged matrices have no type in common, but numbers are spherical. */
  private static GaussianMixture mixture(GaussianMixture origin, List<MergedComponent> left) {
    double[] weights = left.stream().mapToDouble(MergedComponent::weight).toArray();
    double[][] means = left.stream().map(MergedComponent::mean).toArray(double[][]::new);
    double[][][] matrices =
        left.stream().map(MergedComponent::covariance).toArray(double[][][]::new);
    Covariances covariances = origin.dimension() == 1
        ? Covariances.spherical(
            Arrays.stream(matrices).mapToDouble(matrix -> matrix[0][0]).toArray(), 1)
        : Covariances.full(matrices);
    return origin.withParameters(weights, means, covariances);
  }

  /** Returns the mixture of fewer components; its covariances are full where any were merged. */
  public GaussianMixture model() {
    return model;
  }

  /** Returns for each component of the original the component that it went into; -1 for one of weight 0. */
  public int[] assignment() {
    return assignment.clone();
  }

  /** Returns an upper bound on the Kullback-Leibler divergence of the result from the original, in nats. */
  public double bound() {
    return bound;
  }
}
