package dev.gmm4j.em;

import dev.gmm4j.Covariances;
import dev.gmm4j.SphericalCovariances;
import dev.gmm4j.internal.Arguments;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.Arrays;

/**
 * The parameters of a mixture with all that a kernel needs to evaluate it: mixing weights, means, covariances and the
 * factors of their inverses. Immutable; the arrays that accessors return are shared and not to be modified.
 */
public final class MixtureParameters {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final double[] weights;
  private final double[] means;
  private final Covariances covariances;
  private final PrecisionFactors factors;

  private MixtureParameters(
      double[] weights, double[] means, Covariances covariances, PrecisionFactors factors) {
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
        weights, means, covariances, covariances.precisionFactors(backend));
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
    return new MixtureParameters(weights, means, covariances, factors);
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
        PrecisionFactors.axisAligned(components, dimension, inverseDeviations));
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return covariances.components();
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
    return Math.log(weights[component])
        - 0.5 * dimension() * LOG_TWO_PI
        + factors.logDeterminant(component);
  }
}
