package dev.gmm4j.distribution;

import static dev.gmm4j.internal.util.Arguments.check;

import dev.gmm4j.GaussianMixture;
import java.util.stream.IntStream;

/** Some of a mixture's features, in an order, and the others. Immutable. */
final class Features {
  private final int dimension;
  private final int[] chosen;

  private Features(int dimension, int[] chosen) {
    this.dimension = dimension;
    this.chosen = chosen;
  }

  /**
   * Returns a choice of features.
   *
   * @param name what the features are called in messages
   * @param dimension the number of features {@code d} to choose from
   * @param chosen indices from 0, in the order that is wanted
   * @throws IllegalArgumentException unless there is at least one, and each is in [0, d) and named once
   */
  static Features of(String name, int dimension, int... chosen) {
    check(chosen.length > 0, "%s must be at least 1 index, but were none", name);
    boolean[] seen = new boolean[dimension];
    for (int i = 0; i < chosen.length; i++) {
      check(
          chosen[i] >= 0 && chosen[i] < dimension,
          "%s[%d] must be in [0, %d), but was %d",
          name,
          i,
          dimension,
          chosen[i]);
      check(!seen[chosen[i]], "%s must name a feature once, but named %d again", name, chosen[i]);
      seen[chosen[i]] = true;
    }
    return new Features(dimension, chosen.clone());
  }

  /** Returns a copy of the chosen indices. */
  int[] toArray() {
    return chosen.clone();
  }

  /**
   * Returns the other features in ascending order.
   *
   * @throws IllegalArgumentException if there are none
   */
  Features others() {
    boolean[] taken = new boolean[dimension];
    for (int feature : chosen) {
      taken[feature] = true;
    }
    int[] others = IntStream.range(0, dimension).filter(j -> !taken[j]).toArray();
    check(
        others.length > 0, "features must leave at least 1 of %d, but were all of them", dimension);
    return new Features(dimension, others);
  }

  /** Returns the chosen entries of an array of {@code d} numbers. */
  double[] of(double[] all) {
    double[] some = new double[chosen.length];
    for (int j = 0; j < some.length; j++) {
      some[j] = all[chosen[j]];
    }
    return some;
  }

  /** Returns the chosen columns of a mixture's means, shape {@code K*m}. */
  double[][] meansOf(GaussianMixture model) {
    double[][] means = model.means();
    for (int k = 0; k < means.length; k++) {
      means[k] = of(means[k]);
    }
    return means;
  }
}
