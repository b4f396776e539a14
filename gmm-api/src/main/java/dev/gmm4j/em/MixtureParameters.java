package dev.gmm4j.em;

import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.PrecisionFactors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a mixture with all that a kernel needs to evaluate it: mixing weights, means, covariances and the
 * factors of their inverses; noise, if there is any. Immutable; the arrays that accessors return are shared and not to be modified.
 *
 * <p>A subclass may have kernels evaluate weights that are not those of a mixture, as the expectations of variational
 * inference are.
 */
public class MixtureParameters {
  private final double[] weights;
  private final double[] means;
  private final Covariances covariances;
  private final PrecisionFactors factors;
  private final @Nullable UniformNoise noise;
  private final KernelParameters kernelParameters;

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
    this.kernelParameters =
        kernelParameters(logarithms(weights), weights, means, covariances, factors, noise);
  }

  /**
   * Creates parameters of which kernels evaluate given logarithms of weights.
   *
   * @param logWeights {@code K} numbers, whose exponentials need not sum to 1
   * @param weights {@code K} mixing weights that sum to 1; kept, not copied
   * @param means {@code K*d} numbers, row-major; kept, not copied
   * @param factors those of the covariances
   */
  protected MixtureParameters(
      double[] logWeights,
      double[] weights,
      double[] means,
      Covariances covariances,
      PrecisionFactors factors) {
    this.weights = weights;
    this.means = means;
    this.covariances = covariances;
    this.factors = factors;
    this.noise = null;
    this.kernelParameters =
        kernelParameters(logWeights, weights, means, covariances, factors, null);
  }

  private static double[] logarithms(double[] weights) {
    double[] logarithms = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      logarithms[k] = Math.log(weights[k]);
    }
    return logarithms;
  }

  /** Returns these parameters with noise beside the components; weights are left as they are. */
  public MixtureParameters with(@Nullable UniformNoise newNoise) {
    return newNoise == null && noise == null
        ? this
        : new MixtureParameters(weights, means, covariances, factors, newNoise);
  }

  /**
   * Returns parameters of other components without noise, whose weights kernels evaluate as they do these: the features that
   * are observed of these, where others are missing.
   *
   * @param newMeans as many means, row-major; kept, not copied
   * @param newFactors those of the covariances
   */
  public MixtureParameters withSameWeights(
      double[] newMeans, Covariances newCovariances, PrecisionFactors newFactors) {
    double[] logWeights = Arrays.copyOf(kernelParameters.logWeights(), weights.length);
    return new MixtureParameters(logWeights, weights, newMeans, newCovariances, newFactors);
  }

  /** Returns the noise, or null where there is none; its weight and the components' sum to 1. */
  public @Nullable UniformNoise noise() {
    return noise;
  }

  private static KernelParameters kernelParameters(
      double[] ofComponents,
      double[] weights,
      double[] means,
      Covariances covariances,
      PrecisionFactors factors,
      @Nullable UniformNoise noise) {
    int components = weights.length;
    int d = covariances.dimension();
    double[] logWeights = Arrays.copyOf(ofComponents, noise == null ? components : components + 1);
    double[] allMeans = noise == null ? means : Arrays.copyOf(means, logWeights.length * d);
    double[] centre = new double[d];
    double[] variances = new double[d];
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < d; j++) {
        centre[j] += weights[k] * means[k * d + j];
        variances[j] += weights[k] * covariances.get(k, j, j);
      }
    }
    if (noise != null) {
      logWeights[components] = Math.log(noise.weight());
      // The mean of the noise is amid the others, so that nothing is far from it.
      for (int i = 0; i < components * d; i++) {
        allMeans[components * d + i % d] += weights[i / d] / (1 - noise.weight()) * means[i];
      }
      for (int j = 0; j < d; j++) {
        centre[j] += noise.weight() * allMeans[components * d + j];
      }
    }
    PrecisionFactors all =
        noise == null ? factors : factors.withUniform(-noise.region().logVolume());
    return new KernelParameters(logWeights, allMeans, all, centre, variances);
  }

  /**
   * Returns what a kernel for Gaussian components evaluates: of t distributions the Gaussian ones of the same weights,
   * locations and scale matrices, else {@link #kernelParameters}.
   */
  public final KernelParameters gaussianKernelParameters() {
    return kernelParameters;
  }

  /**
   * Returns what a kernel evaluates: these components, and behind them the noise as a uniform component, if there is
   * noise.
   */
  public KernelParameters kernelParameters() {
    return kernelParameters;
  }

  /**
   * Returns parameters whose covariances are factorized by a backend.
   *
   * @param weights {@code K} mixing weights that sum to 1; kept, not copied
   * @param means {@code K*d} numbers, row-major; kept, not copied
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if a covariance is not positive definite to working precision
   */
  public static MixtureParameters of(
      double[] weights, double[] means, Covariances covariances, LinearAlgebraBackend backend) {
    return new MixtureParameters(
        weights, means, covariances, PrecisionFactorization.of(covariances, backend), null);
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
   * Returns parameters of which kernels evaluate given logarithms of weights, as another machine found them.
   *
   * @param logWeights {@code K} numbers, whose exponentials need not sum to 1: {@link KernelParameters#logWeights} of the
   *     other machine's
   * @param weights {@code K} mixing weights that sum to 1; kept, not copied
   * @param means {@code K*d} numbers, row-major; kept, not copied
   * @param factors those of the covariances
   */
  public static MixtureParameters of(
      double[] logWeights,
      double[] weights,
      double[] means,
      Covariances covariances,
      PrecisionFactors factors) {
    return new MixtureParameters(logWeights, weights, means, covariances, factors);
  }

  /**
   * Returns parameters under which the component of highest density is the one of the nearest mean.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param dimension the number of features {@code d}
   * @param variance the variance of all components in all directions, of the order of the samples' own
   */
  public static MixtureParameters nearestCentre(double[] centres, int dimension, double variance) {
    double[] inverseDeviations = new double[dimension];
    Arrays.fill(inverseDeviations, 1 / Math.sqrt(variance));
    return nearestCentre(centres, inverseDeviations);
  }

  /**
   * Returns parameters under which the component of highest density is the one of the nearest mean, after each feature was
   * divided by a length of its own.
   *
   * @param centres {@code K*d} numbers, row-major; kept, not copied
   * @param inverseDeviations the reciprocals of the lengths, {@code d} numbers; lengths of the order of the samples' own
   *     deviations
   */
  public static MixtureParameters nearestCentre(double[] centres, double[] inverseDeviations) {
    int d = inverseDeviations.length;
    int components = centres.length / d;
    double[] weights = new double[components];
    Arrays.fill(weights, 1.0 / components);
    double[] factors = new double[centres.length];
    double[] variances = new double[centres.length];
    for (int i = 0; i < factors.length; i++) {
      double inverse = inverseDeviations[i % d];
      factors[i] = inverse;
      variances[i] = 1 / inverse / inverse;
    }
    return new MixtureParameters(
        weights,
        centres,
        Covariances.of(CovarianceType.DIAGONAL, components, d, variances),
        PrecisionFactors.distances(components, d, factors),
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
}
