package dev.gmm4j.factor;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;
import static java.util.Objects.checkIndex;

import dev.gmm4j.ClassificationLoss;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Score;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of factor analysers: of each component, a sample is {@code x = μ + Λz + e} with {@code q} independent standard
 * normal factors {@code z} and independent noise {@code e} of variances {@code Ψ}, so that its covariance is {@code ΛΛᵀ + Ψ}
 * (Ghahramani and Hinton 1996; McLachlan and Peel 2000, chapter 8). Immutable and safe to use from several threads.
 *
 * <p>Densities are natural logarithms. No matrix of {@code d*d} numbers is made: densities and drawing take time of the order of
 * {@code dq} for a sample and component. Samples may be any finite numbers; beyond some 1e150 standard deviations all components
 * are equally far. Methods that take samples refuse infinities, and NaN unless they are {@linkplain
 * Samples#withMissingValues missing values}; in a single sample NaN is always a missing value. What is observed counts then.
 *
 * <p>Loadings are determined but for a rotation of the factors. Here they are the ones that make {@code ΛᵀΨ⁻¹Λ} diagonal, the
 * largest number first, and the coefficient of largest magnitude of each factor positive. Common loadings are made so with the
 * mean of the components' noise variances, by weight.
 */
public final class FactorMixture implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient LowRankModel model;
  private final transient int[] factors;
  private final transient MixingProportions proportions;
  private final transient double[] weights;
  private final transient double[] means;
  private final transient LowRank lowRank;
  private final transient LinearAlgebraBackend backend;
  private final transient int threads;

  /** What densities of complete samples need, made when it is asked for. */
  private transient volatile FactorCore @Nullable [] cores;

  private FactorMixture(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      double[] weights,
      double[] means,
      LowRank lowRank,
      LinearAlgebraBackend backend,
      int threads) {
    this.model = model;
    this.factors = factors;
    this.proportions = proportions;
    this.weights = weights;
    this.means = means;
    this.lowRank = lowRank;
    this.backend = backend;
    this.threads = threads;
  }

  FactorMixture(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      FactorParameters parameters,
      LinearAlgebraBackend backend) {
    this(
        model,
        factors.clone(),
        proportions,
        parameters.weights(),
        parameters.means(),
        CanonicalRotation.of(
            parameters.lowRank(), model.hasCommonLoadings(), parameters.weights(), backend),
        backend,
        ParallelTasks.defaultThreads());
  }

  /**
   * Returns the mixture of known parameters, on the default backend. Loadings are turned to the rotation of all mixtures, unless
   * they have it.
   *
   * @param model what the covariances have in common
   * @param factors number of factors of each component, {@code K} numbers
   * @param proportions whether weights count as free parameters
   * @param weights {@code K} mixing weights {@code >= 0} that sum to 1 within 1e-6
   * @param means shape {@code K*d}
   * @param loadings shape {@code K*d*q} with the largest number of factors {@code q}; columns beyond a component's number are 0
   * @param noiseVariances shape {@code K*d}, positive
   * @throws IllegalArgumentException if shapes differ or numbers are out of range, or loadings or noise differ that are the same
   *     under the model; the message names them
   */
  public static FactorMixture of(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      double[] weights,
      double[][] means,
      double[][][] loadings,
      double[][] noiseVariances) {
    return of(
        model,
        factors,
        proportions,
        weights,
        means,
        loadings,
        noiseVariances,
        Backends.standard().automatic());
  }

  /**
   * Returns the mixture of known parameters, on a given backend; see above.
   *
   * @throws IllegalArgumentException as above
   */
  public static FactorMixture of(
      LowRankModel model,
      int[] factors,
      MixingProportions proportions,
      double[] weights,
      double[][] means,
      double[][][] loadings,
      double[][] noiseVariances,
      LinearAlgebraBackend backend) {
    notNull("model", model);
    notNull("proportions", proportions);
    notNull("backend", backend);
    return of(
        model,
        proportions,
        GivenFactors.of(model, factors, weights, means, loadings, noiseVariances),
        backend);
  }

  private static FactorMixture of(
      LowRankModel model,
      MixingProportions proportions,
      GivenFactors given,
      LinearAlgebraBackend backend) {
    return new FactorMixture(
        model,
        given.factors(),
        proportions,
        given.weights(),
        given.means(),
        CanonicalRotation.unlessCanonical(
            given.lowRank(), model.hasCommonLoadings(), given.weights(), backend),
        backend,
        ParallelTasks.defaultThreads());
  }

  /**
   * Returns this mixture with so many threads for methods that take samples.
   *
   * @throws IllegalArgumentException if {@code newThreads < 1}
   */
  public FactorMixture withThreads(int newThreads) {
    return new FactorMixture(
        model,
        factors,
        proportions,
        weights,
        means,
        lowRank,
        backend,
        atLeast("threads", newThreads, 1));
  }

  /** Returns what the covariances have in common. */
  public LowRankModel model() {
    return model;
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return weights.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return lowRank.dimension();
  }

  /** Returns the number of factors {@code q}: the largest of all components, where these differ. */
  public int factors() {
    return lowRank.factors();
  }

  /**
   * Returns the number of factors of a component; in its loadings, columns beyond are 0.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public int factors(int component) {
    return factors[checkIndex(component, components())];
  }

  /** Returns a copy of the mixing weights, {@code K} numbers that sum to 1. */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * Returns a copy of a component's mean, {@code d} numbers.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] mean(int component) {
    checkIndex(component, components());
    return Arrays.copyOfRange(means, component * dimension(), (component + 1) * dimension());
  }

  /**
   * Returns a copy of a component's loadings, shape {@code d*q}.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[][] loadings(int component) {
    checkIndex(component, components());
    double[][] rows = new double[dimension()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] =
          Arrays.copyOfRange(lowRank.loadings()[component], i * factors(), (i + 1) * factors());
    }
    return rows;
  }

  /**
   * Returns a copy of a component's noise variances, {@code d} numbers.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] noiseVariances(int component) {
    checkIndex(component, components());
    return lowRank.noise()[component].clone();
  }

  /** Tells whether the mixing weights were found or held equal. */
  public MixingProportions proportions() {
    return proportions;
  }

  /** Returns the backend. */
  public LinearAlgebraBackend backend() {
    return backend;
  }

  /** Returns the most probable component of each sample, from 0; ties go to the smaller index. */
  public int[] predict(Samples samples) {
    return evaluation(samples).labels();
  }

  /** Returns the most probable component of one sample. */
  public int predict(double[] sample) {
    return densities(sample).label();
  }

  /** Returns the components' posterior probabilities given each sample, shape {@code n*K}; each row sums to 1. */
  public double[][] responsibilities(Samples samples) {
    return evaluation(samples).rows(FactorDensities::responsibilities);
  }

  /** Returns the components' posterior probabilities given one sample, {@code K} numbers. */
  public double[] responsibilities(double[] sample) {
    return densities(sample).responsibilities();
  }

  /** Returns the log-density of each sample; of one with missing values, that of what is observed. */
  public double[] logDensities(Samples samples) {
    return evaluation(samples).logDensities();
  }

  /** Returns the log-density of one sample. */
  public double logDensity(double[] sample) {
    return densities(sample).logDensity();
  }

  /** Returns the log-likelihood of samples: total and mean, and how much they weigh. */
  public Score score(Samples samples) {
    return evaluation(samples).score(freeParameters());
  }

  /** Returns by how much the log-likelihood falls when the samples' components count as known. */
  public ClassificationLoss classificationLoss(Samples samples) {
    return evaluation(samples).classificationLoss();
  }

  /**
   * Returns the factors of each sample that are expected of it as one of its most probable component, shape {@code n*q}.
   * Components have factors of their own: {@link #predict(Samples)} tells whose they are. Where loadings are common, components
   * still differ in the sample's deviation from their mean.
   */
  public double[][] factorScores(Samples samples) {
    return evaluation(samples).rows(densities -> densities.scores(densities.likeliest()));
  }

  /**
   * Returns the factors of each sample that are expected of it as one of a component, {@code M⁻¹ΛᵀΨ⁻¹(x - μ)} with {@code M = I +
   * ΛᵀΨ⁻¹Λ} of what is observed: shape {@code n*q}.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[][] factorScores(Samples samples, int component) {
    checkIndex(component, components());
    return evaluation(samples).rows(densities -> densities.scores(component));
  }

  /**
   * Returns the expectation of the factors of a sample that belongs to a component, {@code M⁻¹ΛᵀΨ⁻¹(x - μ)}: {@code q} numbers.
   *
   * @param sample {@code d} finite numbers, or NaN where a value is missing
   * @throws IllegalArgumentException if there are not {@code d} numbers, or one is infinite
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[] factorScores(double[] sample, int component) {
    checkIndex(component, components());
    return densities(sample).scores(component);
  }

  /**
   * Returns the covariance of the factors of a sample that belongs to a component, given the sample without missing values: {@code
   * M⁻¹}, shape {@code q*q}, the same for all samples.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double[][] factorCovariance(int component) {
    checkIndex(component, components());
    int q = factors();
    double[] inverse = cores()[component].inverse();
    double[][] rows = new double[q][];
    Arrays.setAll(rows, f -> Arrays.copyOfRange(inverse, f * q, (f + 1) * q));
    return rows;
  }

  /**
   * Returns each sample without its noise as the mixture expects it, {@code Σ_k r_k(μ_k + Λ_k z_k)}, shape {@code n*d}: the
   * nearest to the sample that few factors tell. What is missing is filled in.
   */
  public double[][] reconstructions(Samples samples) {
    return evaluation(samples).rows(FactorDensities::reconstruction);
  }

  /** Returns one sample without its noise, as {@link #reconstructions}: {@code d} numbers. */
  public double[] reconstruction(double[] sample) {
    return densities(sample).reconstruction();
  }

  /** Returns each sample with the mean of what is missing given what is observed in place of it, shape {@code n*d}. */
  public double[][] completions(Samples samples) {
    return evaluation(samples).completions();
  }

  /**
   * Draws samples. The same seed gives the same samples.
   *
   * @param count how many, at least 0
   * @throws IllegalArgumentException if {@code count < 0}
   */
  public LabelledSamples sample(int count, long seed) {
    return sampler(seed).draw(count);
  }

  /** Returns a source of samples, for more than should be in memory at once. */
  public FactorSampler sampler(long seed) {
    return new FactorSampler(weights, means, lowRank, new Randomness(seed));
  }

  private FactorCore[] cores() {
    FactorCore[] known = cores;
    if (known == null) {
      known = FactorDensities.cores(lowRank);
      cores = known;
    }
    return known;
  }

  private FactorDensities densities() {
    double[] logWeights = new double[components()];
    Arrays.setAll(logWeights, k -> StrictMath.log(weights[k]));
    return new FactorDensities(logWeights, means, lowRank, cores());
  }

  private FactorDensities densities(double[] sample) {
    notNull("sample", sample);
    int d = dimension();
    check(sample.length == d, "sample must have %d numbers, but had %d", d, sample.length);
    for (int i = 0; i < d; i++) {
      check(
          !Double.isInfinite(sample[i]),
          "sample[%d] must be finite, or NaN where it is missing, but was %s",
          i,
          sample[i]);
    }
    FactorDensities densities = densities();
    densities.evaluate(sample, 0);
    return densities;
  }

  private FactorEvaluation evaluation(Samples samples) {
    return new FactorEvaluation(
        this::densities, components(), dimension(), threads, notNull("samples", samples));
  }

  /**
   * Returns the share of a component's variance that its factors explain, {@code tr ΛΛᵀ / tr(ΛΛᵀ + Ψ)}: in [0, 1]. It depends
   * on the units of the features.
   *
   * @throws IndexOutOfBoundsException if there is no such component
   */
  public double explainedVariance(int component) {
    checkIndex(component, components());
    double explained = 0;
    for (double loading : lowRank.loadings()[component]) {
      explained += loading * loading;
    }
    return explained / (explained + Arrays.stream(lowRank.noise()[component]).sum());
  }

  /** Returns the number of free parameters of weights, means and covariances. */
  public long freeParameters() {
    return proportions.freeParameters(components())
        + (long) components() * dimension()
        + model.covarianceParameters(dimension(), factors);
  }

  /**
   * Returns the same distribution as a mixture of full covariances, for all that one can do. Its free parameters are counted as
   * those of full covariances: criteria take {@link #freeParameters()}.
   */
  public GaussianMixture toMixture() {
    double[][] rows = new double[components()][];
    Arrays.setAll(rows, this::mean);
    return GaussianMixture.of(
            weights,
            rows,
            Covariances.of(CovarianceType.FULL, components(), dimension(), lowRank.matrices()))
        .using(backend, 1)
        .chosenAmong(CovarianceModel.VVV, proportions);
  }

  /** Tells whether the parameters, and the models these were chosen among, are the same; backends do not count. */
  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof FactorMixture other
        && model == other.model
        && proportions == other.proportions
        && Arrays.equals(factors, other.factors)
        && Arrays.equals(weights, other.weights)
        && Arrays.equals(means, other.means)
        && Arrays.deepEquals(lowRank.loadings(), other.lowRank.loadings())
        && Arrays.deepEquals(lowRank.noise(), other.lowRank.noise());
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(weights),
        Arrays.hashCode(means),
        Arrays.deepHashCode(lowRank.loadings()),
        Arrays.deepHashCode(lowRank.noise()));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "FactorMixture[model=%s, components=%d, dimension=%d, factors=%s]",
        model.label(),
        components(),
        dimension(),
        Arrays.toString(factors));
  }

  private Object writeReplace() {
    return FactorMixtureProxy.of(this);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }
}
