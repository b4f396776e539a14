package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.distribution.MixtureMoments;
import dev.gmm4j.em.SampleScale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The prior of the components' means and precisions, as a user gives it: what is not given is taken from the samples, as
 * scikit-learn does. Immutable.
 *
 * <p>By default {@code β₀ = 1}, {@code m₀} the samples' mean, {@code ν₀ = d}, and {@code A₀} their covariance with divisor
 * {@code n - 1}; of that diagonal covariances take the diagonal, spherical ones its mean.
 */
public final class ComponentPrior {
  private static final ComponentPrior FROM_SAMPLES = new ComponentPrior(1, null, null, null);

  private final double meanPrecision;
  private final double @Nullable [] mean;
  private final @Nullable Double degreesOfFreedom;
  private final double @Nullable [][] scale;

  private ComponentPrior(
      double meanPrecision,
      double @Nullable [] mean,
      @Nullable Double degreesOfFreedom,
      double @Nullable [][] scale) {
    this.meanPrecision = meanPrecision;
    this.mean = mean;
    this.degreesOfFreedom = degreesOfFreedom;
    this.scale = scale;
  }

  /** Returns the prior with everything taken from the samples. */
  public static ComponentPrior fromSamples() {
    return FROM_SAMPLES;
  }

  /**
   * Returns the prior with mean and scale of another mixture in place of the samples': its mean and its covariance, between
   * components included. So what earlier samples were like tells what to expect of later ones.
   *
   * @throws IllegalArgumentException if the mixture has noise
   */
  public static ComponentPrior from(GaussianMixture model) {
    MixtureMoments moments = MixtureMoments.of(notNull("model", model));
    return FROM_SAMPLES.withMean(moments.mean()).withScale(moments.covariance());
  }

  /** Returns a prior with all numbers of another, such as that of an earlier fit. */
  public static ComponentPrior of(NormalWishartPrior prior) {
    notNull("prior", prior);
    return FROM_SAMPLES
        .withMeanPrecision(prior.meanPrecision())
        .withMean(prior.mean())
        .withDegreesOfFreedom(prior.degreesOfFreedom())
        .withScale(prior.scale().matrix(0));
  }

  /**
   * Returns this prior with another {@code β₀}: how many samples its mean counts for in each component.
   *
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public ComponentPrior withMeanPrecision(double newMeanPrecision) {
    return new ComponentPrior(
        PosteriorChecks.positive("meanPrecision", newMeanPrecision), mean, degreesOfFreedom, scale);
  }

  /**
   * Returns this prior with another mean.
   *
   * @param newMean {@code d} finite numbers, copied
   */
  public ComponentPrior withMean(double... newMean) {
    return new ComponentPrior(
        meanPrecision, notNull("mean", newMean).clone(), degreesOfFreedom, scale);
  }

  /**
   * Returns this prior with other degrees of freedom {@code ν₀}; of full and tied covariances more than {@code d - 1}.
   *
   * @throws IllegalArgumentException if they are not positive and finite
   */
  public ComponentPrior withDegreesOfFreedom(double newDegreesOfFreedom) {
    return new ComponentPrior(
        meanPrecision,
        mean,
        PosteriorChecks.positive("degreesOfFreedom", newDegreesOfFreedom),
        scale);
  }

  /**
   * Returns this prior with another scale {@code A₀}.
   *
   * @param newScale shape {@code d*d}, symmetric and positive definite, copied; diagonal covariances take its diagonal,
   *     spherical ones the mean of that
   */
  public ComponentPrior withScale(double[][] newScale) {
    notNull("scale", newScale);
    return new ComponentPrior(
        meanPrecision, mean, degreesOfFreedom, Covariances.tied(newScale, 1).matrix(0));
  }

  /**
   * Returns the prior with everything known.
   *
   * @param covariance gives that of the samples, {@code d*d} numbers, divisor the total weight
   * @throws IllegalArgumentException if what was given does not fit the samples, or the samples' covariance is no scale
   */
  NormalWishartPrior completed(
      CovarianceType type, SampleScale samples, Supplier<double[]> covariance) {
    int d = samples.means().length;
    return new NormalWishartPrior(
        meanPrecision,
        mean == null ? samples.means() : mean,
        degreesOfFreedom == null ? d : degreesOfFreedom,
        scale(type, samples, covariance));
  }

  private Covariances scale(
      CovarianceType type, SampleScale samples, Supplier<double[]> covariance) {
    int d = samples.means().length;
    if (scale != null) {
      check(scale.length == d, "scale must have %d rows, but had %d", d, scale.length);
      double[] variances = new double[d];
      for (int j = 0; j < d; j++) {
        variances[j] = scale[j][j];
      }
      if (type.isAxisAligned()) {
        return alongAxes(type, variances);
      }
      return type == CovarianceType.TIED
          ? Covariances.tied(scale, 1)
          : Covariances.full(new double[][][] {scale});
    }
    double total = samples.totalWeight();
    check(
        total > 1,
        "a prior from the samples needs a total weight > 1, but it was %s; give its scale",
        total);
    double unbiased = total / (total - 1);
    double[] variances = samples.variances().clone();
    for (int j = 0; j < d; j++) {
      check(
          variances[j] > samples.roundingVariance(j),
          "a prior from the samples needs features that vary, but feature %d (from 0) is constant;"
              + " give its scale",
          j);
      variances[j] *= unbiased;
    }
    if (type.isAxisAligned()) {
      return alongAxes(type, variances);
    }
    double[] matrix = covariance.get();
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] *= unbiased;
    }
    return Covariances.of(type, 1, d, matrix);
  }

  private static Covariances alongAxes(CovarianceType type, double[] variances) {
    if (type == CovarianceType.DIAGONAL) {
      return Covariances.diagonal(new double[][] {variances});
    }
    double sum = 0;
    for (double variance : variances) {
      sum += variance;
    }
    return Covariances.spherical(new double[] {sum / variances.length}, variances.length);
  }
}
