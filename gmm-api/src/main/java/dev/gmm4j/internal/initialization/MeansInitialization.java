package dev.gmm4j.internal.initialization;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.ParameterEstimate;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Initialization by given means: what is not given comes from the samples that are nearest to each, in units of the
 * features' deviations, by one maximization.
 *
 * <p>Clusters too small for a covariance start with the pooled one, as in {@link CentreInitialization}. A mean that no
 * sample is nearest to begins with the weight of one sample: with none it could never gain any.
 *
 * @param means {@code K*d} numbers, row-major
 * @param components the number of means {@code K}
 * @param weights {@code K} numbers that sum to 1, or null for those of the clusters
 * @param covariances those of {@code K} components, or null for those of the clusters
 */
public record MeansInitialization(
    double[] means,
    int components,
    double @Nullable [] weights,
    @Nullable Covariances covariances) implements InitializationStrategy {

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return means.length / components;
  }

  @Override
  public MixtureParameters parameters(InitializationContext context) {
    GivenParts.checkSize("components", "means", context.components(), components);
    int d = context.engine().samples().dimension();
    GivenParts.checkSize("features", "means", d, dimension());
    GivenParts.check(context, weights, covariances);
    if (weights != null && covariances != null) {
      UniformNoise noise = context.maximization().initialNoise();
      return MixtureParameters.of(
              GivenParts.besideNoise(weights, noise), means, covariances, context.backend())
          .with(noise);
    }
    SufficientStatistics clusters = clusters(context);
    ParameterEstimate found = CentreInitialization.clusterEstimate(clusters, context);
    double[] allWeights = weights == null
        ? filled(found, clusters, context)
        : GivenParts.besideNoise(weights, found.noise());
    ParameterEstimate initial = new ParameterEstimate(
        allWeights, means, covariances == null ? found.covariances() : covariances, found.noise());
    return context.guard().repair(initial, null, 0);
  }

  private SufficientStatistics clusters(InitializationContext context) {
    double[] variances = context.scale().positiveVariances();
    int d = variances.length;
    double[] repeated = new double[means.length];
    Arrays.setAll(repeated, i -> variances[i % d]);
    double[] equal = new double[components];
    Arrays.fill(equal, 1.0 / components);
    MixtureParameters nearest = MixtureParameters.of(
        equal,
        means,
        Covariances.of(CovarianceType.DIAGONAL, components, d, repeated),
        context.backend());
    LocalEngine engine = context.engine();
    Moments moments = context.maximization().moments();
    SufficientStatistics clusters = engine.assign(nearest, means, moments);
    return clusters.losesPrecision() ? engine.assign(nearest, clusters.means(), moments) : clusters;
  }

  /** Returns the weights of the clusters, where one without samples counts as one sample. */
  private static double[] filled(
      ParameterEstimate found, SufficientStatistics clusters, InitializationContext context) {
    double[] weights = found.weights().clone();
    double total = Arrays.stream(weights).sum();
    double one = context.maximization().proportions() == MixingProportions.EQUAL
        ? Arrays.stream(weights).max().orElseThrow()
        : total * context.scale().totalWeight() / context.scale().count() / clusters.totalWeight();
    for (int k = 0; k < weights.length; k++) {
      weights[k] = weights[k] > 0 ? weights[k] : one;
    }
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; sum > total && k < weights.length; k++) {
      weights[k] *= total / sum;
    }
    return weights;
  }

  @Override
  public boolean isRandom() {
    return false;
  }

  @Override
  public boolean fitsAnyComponents() {
    return false;
  }

  @Override
  public String given() {
    return Integer.toHexString(Arrays.hashCode(means))
        + (weights == null && covariances == null
            ? ""
            : " " + GivenParts.hash(weights, covariances));
  }

  @Override
  public InitializationStrategy replacing(
      double @Nullable [] newWeights, @Nullable Covariances newCovariances) {
    return new MeansInitialization(means, components, newWeights, newCovariances);
  }
}
