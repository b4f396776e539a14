package dev.gmm4j.cli.model;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.data.Samples;
import dev.gmm4j.factor.FactorMixture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a mixture of Gaussian components tells of each row, whether its covariances are matrices or of few factors.
 *
 * @param components the number of components
 * @param dimension the number of features
 * @param labels gives the most probable component of each row
 * @param responsibilities gives the probabilities of components
 * @param logDensities gives the log-density of each row
 * @param noise gives the probability of noise, or null where there is none
 */
record RowModel(
    int components,
    int dimension,
    Function<Samples, int[]> labels,
    Function<Samples, double[][]> responsibilities,
    Function<Samples, double[]> logDensities,
    @Nullable Function<Samples, double[]> noise) {

  static RowModel of(GaussianMixture model) {
    return new RowModel(
        model.components(),
        model.dimension(),
        model::predict,
        model::responsibilities,
        model::logDensities,
        model.noise() == null ? null : model::noiseProbabilities);
  }

  static RowModel of(FactorMixture model) {
    return new RowModel(
        model.components(),
        model.dimension(),
        model::predict,
        model::responsibilities,
        model::logDensities,
        null);
  }
}
