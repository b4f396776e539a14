package dev.gmm4j.bench.quality;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Search;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to fit, as a change of the default settings.
 *
 * @param name its options as they were given, or {@code default}
 * @param swaps how many random swaps follow the fit
 */
record Variant(String name, UnaryOperator<GaussianMixtureEstimator.Builder> change, int swaps) {
  static final Variant DEFAULT = new Variant("default", UnaryOperator.identity(), 0);

  /**
   * Reads options such as {@code restarts=5,init=short-em}.
   *
   * @throws IllegalArgumentException if an option or its value is unknown
   */
  static Variant parse(String options) {
    UnaryOperator<GaussianMixtureEstimator.Builder> change = UnaryOperator.identity();
    int swaps = 0;
    for (String option : options.split(",", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("an option is NAME=VALUE, but was " + option);
      }
      if (parts[0].equals("swaps")) {
        swaps = Integer.parseInt(parts[1]);
        continue;
      }
      UnaryOperator<GaussianMixtureEstimator.Builder> before = change;
      UnaryOperator<GaussianMixtureEstimator.Builder> next = option(parts[0], parts[1]);
      change = builder -> next.apply(before.apply(builder));
    }
    return new Variant(options, change, swaps);
  }

  /** Fits. */
  GaussianMixtureFit fit(QualitySet set, Samples samples, double[][] rows, long seed) {
    GaussianMixtureEstimator.Builder estimator = change.apply(GaussianMixtureEstimator.builder()
        .components(set.components())
        .covariance(set.model())
        .seed(seed));
    GaussianMixtureFit fit = estimator.build().fit(samples);
    return new RandomSwaps(swaps).improve(fit, estimator, samples, rows, seed);
  }

  private static UnaryOperator<GaussianMixtureEstimator.Builder> option(String name, String value) {
    return switch (name) {
      case "restarts" -> {
        int restarts = Integer.parseInt(value);
        yield builder -> builder.restarts(restarts);
      }
      case "tolerance" -> {
        double tolerance = Double.parseDouble(value);
        yield builder -> builder.tolerance(tolerance);
      }
      case "threads" -> {
        int threads = Integer.parseInt(value);
        yield builder -> builder.threads(threads);
      }
      case "search" -> {
        Search search = Search.parse(value);
        yield builder -> builder.search(search);
      }
      case "init" -> {
        List<Initialization> initializations = initializations(value);
        yield builder -> builder.initializations(initializations);
      }
      default ->
        throw new IllegalArgumentException(
            "an option is restarts, tolerance, threads, search, init or swaps, but was " + name);
    };
  }

  private static List<Initialization> initializations(String name) {
    return switch (name) {
      case "k-means" -> List.of(Initialization.kMeans());
      case "k-means++" -> List.of(Initialization.kMeansPlusPlus());
      case "short-em" -> List.of(Initialization.shortEm());
      case "hierarchical" -> List.of(Initialization.hierarchical());
      case "random-from-data" -> List.of(Initialization.randomSamples());
      default ->
        throw new IllegalArgumentException("init is k-means, k-means++, short-em, hierarchical or"
            + " random-from-data, but was " + name);
    };
  }
}
