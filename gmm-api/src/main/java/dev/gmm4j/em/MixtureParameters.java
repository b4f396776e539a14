package dev.gmm4j.em;

import dev.gmm4j.Covariances;
import dev.gmm4j.SphericalCovariances;
import dev.gmm4j.UniformNoise;
import dev.gmm4j.internal.Arguments;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a mixture with all that a kernel needs to evaluate it: mixing weights, means, covariances and the
 * factors of their inverses; noise, if there is any. Immutable; the arrays that accessors return are shared and not to be modified.
 */
public final class MixtureParameters {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] weights;
  private final double[] means;
  private final Covariances covariances;
  private final PrecisionFactors factors;
  private final @Nullable UniformNoise noise;
  private final MixtureParameters evaluated;

  private MixtureParameters(
      double[] weights,
      double[] means,
      Covariances covariances,
      PrecisionFactors factors,
      @Nullable UniformNoise noise) {
    int size = covariances.components() * covariances.dimension();
    Arguments.check(
        weights.length == covariances.components(),
        "weights must be %d, but were %d",
        covariances.components(),
        weights.length);
    Arguments.check(
        means.length == size, "means must be %d numbers, but were %d", size, means.length);
    this.weights = weights;
    this.means = means;
    this.covariances = covariances;
    this.factors = factors;
    this.noise = noise;
    this.evaluated = noise == null ? this : new MixtureParameters(this, noise);
  }

  /** Makes the noise one more component. */
  private MixtureParameters(MixtureParameters mixture, UniformNoise noise) {
    int components = mixture.components();
    int d = mixture.dimension();
    this.weights = Arrays.copyOf(mixture.weights, components + 1);
    this.weights[components] = noise.weight();
    this.means = Arrays.copyOf(mixture.means, (components + 1) * d);
    // Amid the others, so that nothing is far from it.
    for (int i = 0; i < components * d; i++) {
      this.means[components * d + i % d] +=
          mixture.weights[i / d] / (1 - noise.weight()) * mixture.means[i];
    }
    this.covariances = mixture.covariances;
    this.factors = mixture.factors.withZero();
    this.noise = noise;
    this.evaluated = this;
  }

  /** Returns these parameters with noise beside the components; weights are left as they are. */
  public MixtureParameters with(@Nullable UniformNoise newNoise) {
    return new MixtureParameters(weights, means, covariances, factors, newNoise);
  }

  /** Returns the noise, or null where there is none; its weight and the components' sum to 1. */
  public @Nullable UniformNoise noise() {
    return noise;
  }

  /**
   * Returns what a kernel evaluates: these parameters, or with noise parameters of {@code K+1} components, the last of
   * which is the noise. Its factor is 0, so that its density is {@code exp} of its {@link #logCoefficient} everywhere; it
   * has no covariance.
   */
  public MixtureParameters evaluated() {
    return evaluated;
  }

  /**
   * Returns parameters whose covariances are factorized by a backend.
   *
   * @param weights {@code K} mixing weights that sum to 1; kept, not copied
   * @param means {@code K*d} numbers, row-major; kept, not copied
   * @throws dev.gmm4j.NotPositiveDefiniteException if a covariance is not positive definite to working precision
   */
  public static MixtureParameters of(
      double[] weights, double[] means, Covariances covariances, LinearAlgebraBackend backend) {
    return new MixtureParameters(
        weights, means, covariances, covariances.precisionFactors(backend), null);
  }

  /**
   * Returns parameters whose covariances were factorized before, as by another machine.
   *
   * @param weights {@code K} mixing weights that sum to 1; kept, not copied
   * @param means {@code K*d} numbers, row-major; kept, not copied
   * @param factors those of the covariances
   */
  public static MixtureParameters of(
      double[] weights, double[] means, Covariances covariances, PrecisionFactors factors) {
    return new MixtureParameters(weights, means, covariances, factors, null);
  }

  /**
   * Returns parameters under which the component of highest density is the one of the nearest mean.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param dimension the number of features {@code d}
   * @param variance the variance of all components in all directions, of the order of the samples' own
   */
  public static MixtureParameters nearestCentre(double[] centres, int dimension, double variance) {
    int components = centres.length / dimension;
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    double[] variances = new double[components];
    Arrays.fill(variances, variance);
    SphericalCovariances covariances = Covariances.spherical(variances, dimension);
    double[] inverseDeviations = new double[centres.length];
    Arrays.fill(inverseDeviations, PrecisionFactors.inverseDeviation(variance, 0, 0));
    return new MixtureParameters(
        weights,
        centres,
        covariances,
        PrecisionFactors.axisAligned(components, dimension, inverseDeviations),
        null);
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return weights.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return covariances.dimension();
  }

  /** Returns the {@code K} mixing weights. */
  public double[] weights() {
    return weights;
  }

  /** Returns the means: {@code K*d} numbers, row-major. */
  public double[] means() {
    return means;
  }

  /** Returns the covariances. */
  public Covariances covariances() {
    return covariances;
  }

  /** Returns the factors of the inverse covariances. */
  public PrecisionFactors factors() {
    return factors;
  }

  /**
   * Returns {@code log π_k - d/2 log 2π + log det W_k}: the weighted log-density of component {@code k} at its mean;
   * negative infinity for a component of weight 0.
   */
  public double logCoefficient(int component) {
    if (noise != null && component == covariances.components()) {
      return noise.logCoefficient();
    }
    return Math.log(weights[component])
        - 0.5 * dimension() * LOG_TWO_PI
        + factors.logDeterminant(component);
  }
}
