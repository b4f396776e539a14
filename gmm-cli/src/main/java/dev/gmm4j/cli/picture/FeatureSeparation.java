package dev.gmm4j.cli.picture;

import dev.gmm4j.GaussianMixture;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The separation of a mixture's components in single features. */
public final class FeatureSeparation {
  private FeatureSeparation() {}

  /** Returns the indices of the features whose components lie farthest apart, in the features' order. */
  public static List<Integer> largest(GaussianMixture model, int count) {
    double[][] means = model.means();
    // Each once, and not for each comparison.
    double[] separations = IntStream.range(0, model.dimension())
        .mapToDouble(feature -> of(model, means, feature))
        .toArray();
    return IntStream.range(0, model.dimension())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer feature) -> -separations[feature]))
        .limit(count)
        .sorted()
        .toList();
  }

  /** Returns the variance of the components' means in units of the components' mean variance. */
  static double of(GaussianMixture model, int feature) {
    return of(model, model.means(), feature);
  }

  private static double of(GaussianMixture model, double[][] means, int feature) {
    double mean = 0;
    for (int k = 0; k < model.components(); k++) {
      mean += model.weight(k) * means[k][feature];
    }
    double between = 0;
    double within = 0;
    for (int k = 0; k < model.components(); k++) {
      double deviation = means[k][feature] - mean;
      between += model.weight(k) * deviation * deviation;
      within += model.weight(k) * model.covariances().get(k, feature, feature);
    }
    return between / within;
  }
}
