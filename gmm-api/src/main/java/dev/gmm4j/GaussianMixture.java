package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;
import static java.util.Objects.checkIndex;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.incomplete.IncompleteKernel;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.internal.util.ShortText;
import dev.gmm4j.noise.UniformNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of Gaussian distributions: {@code p(x) = Σ_k π_k N(x; μ_k, Σ_k)}, with {@code K} components of {@code d}
 * features, and sometimes {@linkplain UniformNoise noise} beside them. Immutable and safe to use from several threads.
 *
 * <p>A model is made by fitting, or from parameters that are known. Densities are natural logarithms; they can be
 * positive, because a density can exceed 1. Methods that take samples refuse NaN and infinities with an
 * {@link dev.gmm4j.exception.InvalidSamplesException} that names row and column, unless NaN is
 * {@linkplain Samples#withMissingValues a missing value}: what is observed of a row then counts.
 *
 * <p>Samples may be any finite numbers, however far from all components. A log-density is negative infinity only where it
 * is below {@code -Double.MAX_VALUE}: for a standard deviation of 1, from a distance of 1.9e154 on. The label is that of
 * the component of the highest density and responsibilities sum to 1 even there, though the densities are 0: far away,
 * the component that is nearest in Mahalanobis distance has all the probability. Log-likelihoods of such samples are
 * negative infinity, too, and information criteria positive infinity; samples of weight 0 do not count.
 *
 * <p>Models are equal if their parameters are, to the bit, and the models they were chosen among; backends and threads do
 * not count. A serialized model holds the parameters and the backend's id: it is checked when it is read, and works on
 * the backend of that id, or where that is missing on the default backend.
 */
public final class GaussianMixture implements Serializable {
  /** The label of a sample of which nothing is observed, where values may be missing. */
  public static final int NO_LABEL = IncompleteKernel.NO_LABEL;

  private static final long serialVersionUID = 1;

  private final transient MixtureParameters parameters;
  private final transient ModelFamily family;
  private final transient LinearAlgebraBackend backend;
  private final transient int threads;

  private GaussianMixture(
      MixtureParameters parameters, ModelFamily family, LinearAlgebraBackend backend, int threads) {
    this.parameters = parameters;
    this.family = family;
    this.backend = backend;
    this.threads = threads;
  }

  /**
   * Fits a mixture with full covariances and all defaults.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if the samples are not finite or fewer than components
   * @see GaussianMixtureEstimator
   */
  public static GaussianMixture fit(Samples samples, int components) {
    return GaussianMixtureEstimator.builder()
        .components(components)
        .build()
        .fit(samples)
        .model();
  }

  /**
   * Returns the mixture of known parameters, on the default backend.
   *
   * @param weights {@code K} mixing weights {@code >= 0} that sum to 1 within 1e-6; where by more than 1e-8, as in single
   *     precision, they are divided by their sum
   * @param means shape {@code K*d}
   * @param covariances of as many components and features
   * @throws IllegalArgumentException if shapes differ or numbers are out of range; the message names them
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if a covariance is not positive definite
   */
  public static GaussianMixture of(double[] weights, double[][] means, Covariances covariances) {
    return of(weights, means, covariances, Backends.standard().automatic());
  }

  /**
   * Returns the mixture of known parameters, on a given backend.
   *
   * @param weights {@code K} mixing weights {@code >= 0} that sum to 1 within 1e-6; where by more than 1e-8, as in single
   *     precision, they are divided by their sum
   * @param means shape {@code K*d}
   * @param covariances of as many components and features
   * @throws IllegalArgumentException if shapes differ or numbers are out of range; the message names them
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if a covariance is not positive definite
   */
  public static GaussianMixture of(
      double[] weights, double[][] means, Covariances covariances, LinearAlgebraBackend backend) {
    return of(weights, means, covariances, null, backend);
  }

  /**
   * Returns the mixture of known parameters with noise beside the components, on a given backend.
   *
   * @param weights {@code K} mixing weights {@code >= 0} that with that of the noise sum to 1 within 1e-6; see above
   * @param means shape {@code K*d}
   * @param covariances of as many components and features
   * @param noise of as many features, or null for none
   * @throws IllegalArgumentException if shapes differ or numbers are out of range; the message names them
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if a covariance is not positive definite
   */
  public static GaussianMixture of(
      double[] weights,
      double[][] means,
      Covariances covariances,
      @Nullable UniformNoise noise,
      LinearAlgebraBackend backend) {
    notNull("backend", backend);
    GivenParameters given = GivenParameters.of(weights, means, covariances, noise);
    return new GaussianMixture(
        MixtureParameters.of(given.weights(), given.means(), covariances, backend)
            .with(noise),
        ModelFamily.of(covariances.type()),
        backend,
        ParallelTasks.defaultThreads());
  }

  /**
   * Returns the mixture of parameters that are checked and factorized, as EM has them.
   *
   * @param family what they were chosen among
   * @param backend by which they were factorized
   * @param threads how many threads methods that take samples may use, at least 1
   * @throws IllegalArgumentException if {@code threads < 1}
   */
  public static GaussianMixture of(
      MixtureParameters parameters, ModelFamily family, LinearAlgebraBackend backend, int threads) {
    return new GaussianMixture(
        notNull("parameters", parameters),
        notNull("family", family),
        notNull("backend", backend),
        atLeast("threads", threads, 1));
  }

  /**
   * Returns this model on another backend, with the covariances factorized anew.
   *
   * @param newThreads how many threads methods that take samples may use, at least 1
   * @throws IllegalArgumentException if {@code newThreads < 1}
   */
  public GaussianMixture using(LinearAlgebraBackend newBackend, int newThreads) {
    notNull("backend", newBackend);
    atLeast("threads", newThreads, 1);
    return new GaussianMixture(
        MixtureParameters.of(parameters.weights(), parameters.means(), covariances(), newBackend)
            .with(noise()),
        family,
        newBackend,
        newThreads);
  }

  /**
   * Returns a mixture of other parameters, checked as by {@link #of}, on this one's backend and threads.
   *
   * @throws IllegalArgumentException as {@link #of} does, or if there is noise
   */
  public GaussianMixture withParameters(
      double[] weights, double[][] means, Covariances covariances) {
    requireNoNoise();
    GaussianMixture other = of(weights, means, covariances, backend);
    return new GaussianMixture(other.parameters, other.family, backend, threads);
  }

  /** Returns how many threads methods that take samples may use. */
  public int threads() {
    return threads;
  }

  /** Returns the backend that this model computes with. */
  public LinearAlgebraBackend backend() {
    return backend;
  }

  /**
   * Returns this mixture as one that was chosen among those of a covariance model and proportions. Only
   * {@link #freeParameters} and the criteria that count them depend on it.
   *
   * @throws IllegalArgumentException if the covariances do not have the {@linkplain CovarianceModel#type type}
   *     of the model
   */
  public GaussianMixture chosenAmong(CovarianceModel covariance, MixingProportions proportions) {
    notNull("covariance", covariance);
    notNull("proportions", proportions);
    check(
        covariance.type() == covarianceType(),
        "covariance %s must have %s covariances, but had %s",
        covariance,
        covariance.type().label(),
        covarianceType().label());
    return new GaussianMixture(
        parameters, new ModelFamily(covariance, proportions), backend, threads);
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return parameters.components();
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return parameters.dimension();
  }

  /** Returns the type of the covariances. */
  public CovarianceType covarianceType() {
    return covariances().type();
  }

  /** Returns what the components' covariances were made to have in common. */
  public CovarianceModel covarianceModel() {
    return family.covariance();
  }

  /** Tells whether the mixing weights were found or held equal. */
  public MixingProportions proportions() {
    return family.proportions();
  }

  /** Returns the noise beside the components, or null where there is none. */
  public @Nullable UniformNoise noise() {
    return parameters.noise();
  }

  /**
   * Returns this mixture, where a method or a class is for mixtures of components alone.
   *
   * @throws IllegalArgumentException if there is noise beside the components
   */
  public GaussianMixture requireNoNoise() {
    check(noise() == null, "model must have no noise, but had noise of weight %s", noiseWeight());
    return this;
  }

  /** Returns the mixing weight of the noise; 0 where there is none. */
  double noiseWeight() {
    return parameters.noise() == null ? 0 : parameters.noise().weight();
  }

  /** Returns a copy of the {@code K} mixing weights; with that of the noise they sum to 1. */
  public double[] weights() {
    return parameters.weights().clone();
  }

  /** Returns the mixing weight of a component. */
  public double weight(int component) {
    return parameters.weights()[component];
  }

  /** Returns a copy of the means, shape {@code K*d}. */
  public double[][] means() {
    double[][] means = new double[components()][];
    for (int k = 0; k < means.length; k++) {
      means[k] = mean(k);
    }
    return means;
  }

  /** Returns a copy of the mean of a component, {@code d} numbers. */
  public double[] mean(int component) {
    checkIndex(component, components());
    int d = dimension();
    return Arrays.copyOfRange(parameters.means(), component * d, (component + 1) * d);
  }

  /** Returns the covariances in the type's own shape. */
  public Covariances covariances() {
    return parameters.covariances();
  }

  /** Returns the inverse of a component's covariance as a {@code d*d} matrix, exactly symmetric, zeros included. */
  public double[][] precision(int component) {
    checkIndex(component, components());
    return parameters.kernelParameters().factors().precision(component);
  }

  /**
   * Returns the number of free parameters {@code ν}: weights, means and covariances, and of noise two, as in mclust, its
   * weight and its volume.
   */
  public long freeParameters() {
    return family.freeParameters(components(), dimension()) + (noise() == null ? 0 : 2);
  }

  /** Returns the parameters with their factors, as EM and kernels use them. */
  public MixtureParameters parameters() {
    return parameters;
  }

  /**
   * Returns the most probable component of each sample, from 0; ties go to the smaller index, and to components before
   * noise, which is {@link UniformNoise#LABEL}.
   */
  public int[] predict(Samples samples) {
    return evaluation(samples).labels();
  }

  /** Returns the most probable component of one sample, as {@link #predict(Samples)} does. */
  public int predict(double[] sample) {
    int label = PointDensities.of(parameters, sample).likeliest();
    return label < components() ? label : UniformNoise.LABEL;
  }

  /**
   * Returns the components' posterior probabilities given each sample, shape {@code n*K}; each row sums to 1, less the
   * probability of noise.
   */
  public double[][] responsibilities(Samples samples) {
    return evaluation(samples).responsibilities();
  }

  /** Returns the components' posterior probabilities given one sample, {@code K} numbers. */
  public double[] responsibilities(double[] sample) {
    return Arrays.copyOf(PointDensities.of(parameters, sample).responsibilities(), components());
  }

  /** Returns the probability that each sample is noise; 0 for all of a mixture without noise. */
  public double[] noiseProbabilities(Samples samples) {
    return evaluation(samples).noiseProbabilities();
  }

  /** Returns the probability that one sample is noise; 0 for a mixture without noise. */
  public double noiseProbability(double[] sample) {
    double[] all = PointDensities.of(parameters, sample).responsibilities();
    return all.length > components() ? all[components()] : 0;
  }

  /** Returns the log-density of each sample. */
  public double[] logDensities(Samples samples) {
    return evaluation(samples).logDensities();
  }

  /** Returns the log-density of one sample. */
  public double logDensity(double[] sample) {
    return PointDensities.of(parameters, sample).logDensity();
  }

  /** Returns the log-likelihood of samples: total and mean, and how much they weigh. */
  public Score score(Samples samples) {
    return evaluation(samples).score(freeParameters());
  }

  /** Returns the total log-likelihood {@code Σ w log p(x)} of samples. */
  public double logLikelihood(Samples samples) {
    return score(samples).logLikelihood();
  }

  /** Returns the log-likelihood of samples divided by their total weight. */
  public double meanLogLikelihood(Samples samples) {
    return score(samples).meanLogLikelihood();
  }

  /** Returns the Bayesian information criterion on samples, {@code -2ℓ + ν ln n}; lower is better; NaN as {@link Score#bic}. */
  public double bic(Samples samples) {
    return score(samples).bic();
  }

  /** Returns Akaike's information criterion on samples, {@code -2ℓ + 2ν}; lower is better. */
  public double aic(Samples samples) {
    return score(samples).aic();
  }

  /**
   * Returns the squared Mahalanobis distance of one sample to each component, {@code K} numbers; infinity where it is
   * beyond {@code Double.MAX_VALUE}.
   */
  public double[] squaredMahalanobis(double[] sample) {
    return PointDensities.of(parameters, sample).squaredDistances();
  }

  /**
   * Returns the squared Mahalanobis distance of each sample to each component, shape {@code n*K}; infinity where it is
   * beyond {@code Double.MAX_VALUE}.
   */
  public double[][] squaredMahalanobis(Samples samples) {
    return evaluation(samples).squaredDistances();
  }

  /** Returns the log-density of one sample under each component, {@code K} numbers {@code log N(x; μ_k, Σ_k)} without weights. */
  public double[] componentLogDensities(double[] sample) {
    return PointDensities.of(parameters, sample).componentLogDensities();
  }

  /** Returns the log-density of each sample under each component, without weights, shape {@code n*K}. */
  public double[][] componentLogDensities(Samples samples) {
    return evaluation(samples).componentLogDensities();
  }

  /** Returns the gradient of the log-density at one sample, {@code d} numbers; infinite where they are beyond doubles. */
  public double[] logDensityGradient(double[] sample) {
    return new LogDensityGradient(parameters).at(sample);
  }

  /** Returns the gradient of the log-density at each sample, shape {@code n*d}. */
  public double[][] logDensityGradients(Samples samples) {
    return evaluation(samples).logDensityGradients();
  }

  /**
   * Draws samples, each from a component drawn by the mixing weights, or the noise. The same seed gives the same samples.
   *
   * @param count how many, at least 0
   * @throws IllegalArgumentException if {@code count < 0}
   */
  public LabelledSamples sample(int count, long seed) {
    return sampler(seed).draw(count);
  }

  /** Returns a source of samples, for more than should be in memory at once. */
  public MixtureSampler sampler(long seed) {
    return new MixtureSampler(parameters, backend, new Randomness(seed));
  }

  private SampleEvaluation evaluation(Samples samples) {
    return new SampleEvaluation(parameters, backend, threads, notNull("samples", samples));
  }

  /** Tells whether the parameters, and the models these were chosen among, are the same; backends do not count. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof GaussianMixture other
        && Arrays.equals(parameters.weights(), other.parameters.weights())
        && Arrays.equals(parameters.means(), other.parameters.means())
        && covariances().equals(other.covariances())
        && Objects.equals(noise(), other.noise())
        && family.equals(other.family);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(parameters.weights()), Arrays.hashCode(parameters.means()), covariances());
  }

  /** Returns the shape, the covariance model, the first weights to four digits, and the backend. */
  @Override
  public String toString() {
    return "GaussianMixture[components=" + components() + ", dimension=" + dimension()
        + ", covariance=" + covarianceModel()
        + (proportions() == MixingProportions.FREE
            ? ""
            : ", proportions=" + proportions().label())
        + ", weights=" + ShortText.of(parameters.weights())
        + (noise() == null ? "" : ", noise=" + ShortText.of(noiseWeight()))
        + ", backend=" + backend.id() + "]";
  }

  private Object writeReplace() {
    return new Proxy(weights(), means(), covariances(), noise(), family, backend.id());
  }

  private static LinearAlgebraBackend backendOf(String id) {
    return Backends.standard().find(id).orElseGet(Backends.standard()::automatic);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  private record Proxy(
      double[] weights,
      double[][] means,
      Covariances covariances,
      @Nullable UniformNoise noise,
      ModelFamily family,
      String backendId)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(
          () -> of(weights, means, covariances, noise, backendOf(backendId))
              .chosenAmong(family.covariance(), family.proportions()));
    }
  }
}
