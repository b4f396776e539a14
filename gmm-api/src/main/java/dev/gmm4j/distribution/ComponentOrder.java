package dev.gmm4j.distribution;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.Covariances;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A canonical order of components, so that two fits that differ only in how they number them become equal. Ties are
 * broken by everything else: weight, mean, covariance.
 */
public enum ComponentOrder {
  /** The heaviest component first. */
  WEIGHT {
    @Override
    Comparator<Integer> comparator(GaussianMixture model) {
      return byWeight(model).thenComparing(byMean(model));
    }
  },
  /** By the mean of the first feature, then of the second, and so on; ascending. */
  MEAN {
    @Override
    Comparator<Integer> comparator(GaussianMixture model) {
      return byMean(model).thenComparing(byWeight(model));
    }
  };

  abstract Comparator<Integer> comparator(GaussianMixture model);

  /** Returns the components' indices in this order. */
  public int[] permutation(GaussianMixture model) {
    Covariances covariances = model.covariances();
    // The zeros of a diagonal matrix tell no components apart.
    Comparator<Integer> byCovariance = Comparator.comparing(
        k -> covariances.type().isAxisAligned()
            ? covariances.variances(k)
            : Arrays.stream(covariances.matrix(k))
                .flatMapToDouble(Arrays::stream)
                .toArray(),
        Arrays::compare);
    return IntStream.range(0, model.components())
        .boxed()
        .sorted(comparator(model).thenComparing(byCovariance))
        .mapToInt(k -> k)
        .toArray();
  }

  /**
   * Returns the mixture with its components in this order.
   *
   * @throws IllegalArgumentException if it has noise
   */
  public GaussianMixture apply(GaussianMixture model) {
    int[] order = permutation(model);
    return model
        .requireNoNoise()
        .withParameters(
            Arrays.stream(order).mapToDouble(model::weight).toArray(),
            Arrays.stream(order).mapToObj(model::mean).toArray(double[][]::new),
            model.covariances().select(order))
        .chosenAmong(model.covarianceModel(), model.proportions());
  }

  private static Comparator<Integer> byWeight(GaussianMixture model) {
    return Comparator.comparingDouble(k -> -model.weight(k));
  }

  private static Comparator<Integer> byMean(GaussianMixture model) {
    return Comparator.comparing(model::mean, Arrays::compare);
  }
}
