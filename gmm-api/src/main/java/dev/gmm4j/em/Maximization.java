package dev.gmm4j.em;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.estimator.ConstrainedEstimator;
import dev.gmm4j.internal.estimator.CovarianceEstimator;
import dev.gmm4j.internal.estimator.CovarianceEstimators;
import dev.gmm4j.internal.estimator.ModelMoments;
import dev.gmm4j.internal.estimator.PreviousCovariances;
import dev.gmm4j.internal.util.Arguments;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The maximization of EM: statistics in, parameters out, nothing else.
 *
 * <p>Mixing weights are {@code n_k / Σn}, or equal for all components that have samples, means {@code Σ w r x / n_k},
 * covariances the maximum-likelihood ones of the model plus the regularization on the diagonal. A component without
 * weight keeps its centre as mean and, unless it shares them, has no variance but the regularization.
 *
 * <p>Some models have no closed form: the search for their covariances begins at those of the previous parameters and
 * never ends at a lower expected log-likelihood, so that EM's own likelihood does not fall. Under a prior the same holds
 * of the posterior density.
 */
public final class Maximization {
  /** A component of less than this part of all weight has no samples. */
  private static final double NO_WEIGHT = 1e-14;

  private final CovarianceModel model;
  private final CovarianceEstimator estimator;
  private final MixingProportions proportions;
  private final double regularization;
  private final double @Nullable [] ridge;
  private final @Nullable ParameterPrior prior;
  private final @Nullable UniformNoise noise;

  /**
   * Creates a maximization.
   *
   * @param regularization added to every entry of the diagonal (spherical: after averaging)
   * @param backend for the eigenvalues and factors that some models need
   * @throws IllegalArgumentException if {@code regularization} is negative or not finite
   */
  public Maximization(
      CovarianceModel model,
      MixingProportions proportions,
      double regularization,
      LinearAlgebraBackend backend) {
    this(
        model,
        CovarianceEstimators.of(model, backend),
        proportions,
        regularization,
        null,
        null,
        null);
  }

  /**
   * Creates a maximization over all covariances of a type and all mixing weights.
   *
   * @param regularization added to every entry of the diagonal (spherical: after averaging)
   * @throws IllegalArgumentException if {@code regularization} is negative or not finite
   */
  public Maximization(CovarianceType type, double regularization) {
    this(
        type.model(),
        CovarianceEstimators.of(type),
        MixingProportions.FREE,
        regularization,
        null,
        null,
        null);
  }

  private Maximization(
      CovarianceModel model,
      CovarianceEstimator estimator,
      MixingProportions proportions,
      double regularization,
      double @Nullable [] ridge,
      @Nullable ParameterPrior prior,
      @Nullable UniformNoise noise) {
    this.model = model;
    this.estimator = estimator;
    this.proportions = proportions;
    this.regularization = Arguments.notNegative("regularization", regularization);
    this.ridge = ridge;
    this.prior = prior;
    this.noise = noise;
  }

  /**
   * Returns this maximization with another regularization.
   *
   * @param scale of the samples, for a relative one
   */
  public Maximization with(Regularization newRegularization, SampleScale scale) {
    return new Maximization(
        model,
        estimator,
        proportions,
        newRegularization.isRelative() ? 0 : newRegularization.amount(),
        newRegularization.isRelative() ? newRegularization.ridge(scale, model.type()) : null,
        prior,
        noise);
  }

  /**
   * Returns this maximization of the posterior density in place of the likelihood.
   *
   * @param newPrior of means and covariances of this maximization's model, or null for none
   */
  public Maximization withPrior(@Nullable ParameterPrior newPrior) {
    return new Maximization(model, estimator, proportions, regularization, ridge, newPrior, noise);
  }

  /**
   * Returns this maximization over covariances of which no eigenvalue exceeds any other, of any component, by more than
   * a factor: exactly, by optimal truncation (Fritz, García-Escudero and Mayo-Iscar 2013).
   *
   * @param ratio the factor, at least 1
   * @param backend for eigenvalues
   * @throws IllegalArgumentException if the ratio is less than 1 or not finite, or the model is not one of
   *     {@link CovarianceModel#EII}, VII, EEI, VVI, EEE, EEV and VVV
   */
  public Maximization withMaxEigenvalueRatio(double ratio, LinearAlgebraBackend backend) {
    return new Maximization(
        model,
        ConstrainedEstimator.of(model, estimator, ratio, backend),
        proportions,
        regularization,
        ridge,
        prior,
        noise);
  }

  /**
   * Returns this maximization with noise beside the components, whose weight it finds.
   *
   * @param initial has the weight at an initialization whose statistics know of no noise, or null for no noise
   */
  public Maximization withNoise(@Nullable UniformNoise initial) {
    return new Maximization(model, estimator, proportions, regularization, ridge, prior, initial);
  }

  /**
   * Returns the maximization for a part of a mixture: as this one, but without noise and prior, and without what the
   * part's covariances share with each other, unless they are all the same.
   *
   * @param backend for factors
   */
  public Maximization ofPart(LinearAlgebraBackend backend) {
    CovarianceModel free = model.isShared() ? model : model.type().model();
    CovarianceEstimator own = free == model ? estimator : CovarianceEstimators.of(free, backend);
    return new Maximization(free, own, proportions, regularization, ridge, null, null);
  }

  /** Tells whether the posterior density is maximized in place of the likelihood. */
  public boolean hasPrior() {
    return prior != null;
  }

  /** Returns the noise of an initialization, or null. */
  public @Nullable UniformNoise initialNoise() {
    return noise;
  }

  /** Returns what the covariances have in common. */
  public CovarianceModel model() {
    return model;
  }

  /** Tells whether mixing weights are found or held equal. */
  public MixingProportions proportions() {
    return proportions;
  }

  /** Tells which second moments the statistics must hold. */
  public Moments moments() {
    return estimator.moments();
  }

  /** Returns the logarithm of the prior density, but for a constant; 0 without a prior. */
  public double logPrior(MixtureParameters parameters) {
    return prior == null ? 0 : prior.logDensity(parameters);
  }

  /** Returns covariances with the regularization added. */
  public Covariances regularized(Covariances covariances) {
    return ridge == null ? covariances.plusRidge(regularization) : covariances.plusRidge(ridge);
  }

  /**
   * Returns the parameters that maximize the expected log-likelihood.
   *
   * @throws IllegalArgumentException if the statistics hold other moments or no weight at all
   */
  public ParameterEstimate maximize(SufficientStatistics statistics) {
    return maximize(statistics, null);
  }

  /**
   * Returns the parameters that maximize the expected log-likelihood.
   *
   * @param previous the parameters that the statistics were taken under, where searches begin; null at an
   *     initialization
   * @throws IllegalArgumentException if the statistics hold other moments or no weight at all
   */
  public ParameterEstimate maximize(
      SufficientStatistics statistics, @Nullable MixtureParameters previous) {
    ParameterEstimate estimate = maximizeUnregularized(statistics, previous);
    return estimate.with(regularized(estimate.covariances()));
  }

  /**
   * Returns an estimate with the covariances of this maximization's model that are nearest to its own, in the sense of the
   * likelihood of samples that have those.
   *
   * @param previous where searches begin
   */
  ParameterEstimate ofModel(ParameterEstimate estimate, MixtureParameters previous) {
    if (isLinear()) {
      return estimate;
    }
    SufficientStatistics statistics = ModelMoments.of(
        estimate.weights(),
        estimate.means(),
        estimate.covariances(),
        new double[previous.dimension()],
        moments());
    PreviousCovariances before =
        new PreviousCovariances(previous.covariances(), previous.factors());
    return estimate.with(estimator.estimate(statistics, statistics.shifts(), before));
  }

  /** Tells whether linear combinations of covariances of the model are of the model, if they are positive definite. */
  private boolean isLinear() {
    return (model.isShared() || model == model.type().model())
        && !(estimator instanceof ConstrainedEstimator);
  }

  /** Returns the parameters of an initialization without anything added to the diagonal. */
  public ParameterEstimate maximizeUnregularized(SufficientStatistics statistics) {
    return maximizeUnregularized(statistics, null);
  }

  private ParameterEstimate maximizeUnregularized(
      SufficientStatistics statistics, @Nullable MixtureParameters previous) {
    Arguments.check(
        statistics.moments() == moments(),
        "statistics must hold %s moments, but held %s",
        moments(),
        statistics.moments());
    double total = statistics.totalWeight();
    if (noise != null && !(total > NO_WEIGHT * statistics.noiseWeight())) {
      throw new GmmException(
          "all samples became noise; give it a larger volume or a smaller share");
    }
    Arguments.check(total > 0, "statistics must have a total weight > 0, but had %s", total);
    UniformNoise found = noise(statistics, total, previous);
    double[] weights = weights(statistics, total);
    for (int k = 0; found != null && k < weights.length; k++) {
      weights[k] *= 1 - found.weight();
    }
    PreviousCovariances before = previous == null
        ? null
        : new PreviousCovariances(previous.covariances(), previous.factors());
    if (prior == null) {
      Covariances covariances = estimator.estimate(statistics, statistics.shifts(), before);
      return new ParameterEstimate(weights, statistics.means(), covariances, found);
    }
    SufficientStatistics posterior = prior.posterior(statistics);
    Covariances covariances = estimator.estimate(posterior, posterior.shifts(), before);
    return new ParameterEstimate(weights, posterior.means(), covariances, found);
  }

  private @Nullable UniformNoise noise(
      SufficientStatistics statistics, double total, @Nullable MixtureParameters previous) {
    double weight = statistics.noiseWeight();
    return noise == null || (previous == null && weight == 0)
        ? noise
        : new UniformNoise(weight / (total + weight), noise.region());
  }

  private double[] weights(SufficientStatistics statistics, double total) {
    double[] weights = statistics.weights().clone();
    if (proportions == MixingProportions.EQUAL) {
      int filled = 0;
      for (int k = 0; k < weights.length; k++) {
        weights[k] = weights[k] > NO_WEIGHT * total ? 1 : 0;
        filled += (int) weights[k];
      }
      total = filled;
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= total;
    }
    return weights;
  }
}
