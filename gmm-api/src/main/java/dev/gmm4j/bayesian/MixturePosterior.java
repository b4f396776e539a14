package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The posterior distribution of a mixture's parameters, as variational inference approximates it (Bishop 2006, section
 * 10.2): weights independent of the components, and of each component {@code μ | Λ ~ N(m, (βΛ)⁻¹)} with a precision {@code Λ}
 * of the prior's family. Immutable and safe to use from several threads.
 */
public final class MixturePosterior implements Serializable {
  private static final long serialVersionUID = 1;

  private final NormalWishartPrior prior;
  private final WeightPosterior weights;
  private final double[] meanPrecisions;
  private final double[][] means;
  private final double[] degreesOfFreedom;
  private final Covariances covariances;

  /**
   * Creates a posterior from its numbers.
   *
   * @param meanPrecisions {@code β_k}, {@code K} numbers, at least {@code β₀}, copied
   * @param means {@code m_k}, shape {@code K*d}, copied
   * @param degreesOfFreedom {@code ν_k}, at least {@code ν₀}, {@code K} numbers or of tied covariances one, copied
   * @param covariances {@code A_k / ν_k}, the inverses of the expected precisions
   * @throws IllegalArgumentException if sizes differ or numbers are out of range
   */
  public MixturePosterior(
      NormalWishartPrior prior,
      WeightPosterior weights,
      double[] meanPrecisions,
      double[][] means,
      double[] degreesOfFreedom,
      Covariances covariances) {
    this.prior = notNull("prior", prior);
    this.weights = notNull("weights", weights);
    this.covariances = notNull("covariances", covariances);
    this.meanPrecisions =
        PosteriorChecks.positive("meanPrecisions", notNull("meanPrecisions", meanPrecisions));
    this.degreesOfFreedom =
        PosteriorChecks.positive("degreesOfFreedom", notNull("degreesOfFreedom", degreesOfFreedom));
    int components = weights.components();
    int d = prior.dimension();
    check(
        covariances.type() == prior.type()
            && covariances.dimension() == d
            && covariances.components() == components,
        "covariances must be %s, of %d components and %d features, but were %s",
        prior.type().label(),
        components,
        d,
        covariances);
    requireAtLeast("meanPrecisions", meanPrecisions, components, prior.meanPrecision());
    int freedoms = prior.type() == CovarianceType.TIED ? 1 : components;
    requireAtLeast("degreesOfFreedom", degreesOfFreedom, freedoms, prior.degreesOfFreedom());
    check(
        notNull("means", means).length == components,
        "means must be %d, but were %d",
        components,
        means.length);
    this.means = new double[components][];
    for (int k = 0; k < components; k++) {
      check(
          means[k].length == d, "means[%d] must be %d numbers, but was %d", k, d, means[k].length);
      for (int j = 0; j < d; j++) {
        check(
            Double.isFinite(means[k][j]),
            "means[%d][%d] must be finite, but was %s",
            k,
            j,
            means[k][j]);
      }
      this.means[k] = means[k].clone();
    }
  }

  private static void requireAtLeast(String name, double[] values, int count, double least) {
    check(values.length == count, "%s must be %d numbers, but were %d", name, count, values.length);
    for (int i = 0; i < count; i++) {
      check(
          values[i] >= least, "%s[%d] must be at least %s, but was %s", name, i, least, values[i]);
    }
  }

  /** Returns the number of components {@code K}, those without samples included. */
  public int components() {
    return means.length;
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return prior.dimension();
  }

  /** Returns the type of the covariances. */
  public CovarianceType covarianceType() {
    return prior.type();
  }

  /** Returns the prior of means and precisions. */
  public NormalWishartPrior prior() {
    return prior;
  }

  /** Returns the distribution of the weights. */
  public WeightPosterior weights() {
    return weights;
  }

  /** Returns {@code β_k}, {@code K} numbers. */
  public double[] meanPrecisions() {
    return meanPrecisions.clone();
  }

  /** Returns {@code m_k}, the expected means, shape {@code K*d}. */
  public double[][] means() {
    double[][] copy = new double[means.length][];
    Arrays.setAll(copy, k -> means[k].clone());
    return copy;
  }

  /** Returns {@code β} of a component. */
  double meanPrecision(int component) {
    return meanPrecisions[component];
  }

  /** Returns a copy of {@code m} of a component. */
  double[] mean(int component) {
    return means[component].clone();
  }

  /** Returns {@code ν_k}: {@code K} numbers, or of tied covariances one. */
  public double[] degreesOfFreedom() {
    return degreesOfFreedom.clone();
  }

  /** Returns {@code ν} of a component. */
  double degreesOfFreedom(int component) {
    return degreesOfFreedom[Math.min(component, degreesOfFreedom.length - 1)];
  }

  /** Returns {@code A_k / ν_k}: inverse scales divided by degrees of freedom, the inverses of the expected precisions. */
  public Covariances covariances() {
    return covariances;
  }

  /** Returns the expected numbers of samples of the components, {@code N_k = β_k - β₀}. */
  public double[] effectiveCounts() {
    return Arrays.stream(meanPrecisions)
        .map(each -> each - prior.meanPrecision())
        .toArray();
  }

  /** Returns how many components have samples, and how sure that is. */
  public Occupancy occupancy() {
    return Occupancy.of(effectiveCounts());
  }

  /** Returns the mixture of expected weights, expected means and inverse expected precisions, on the default backend. */
  public GaussianMixture toMixture() {
    return toMixture(Backends.standard().automatic());
  }

  /** Returns the mixture of expected weights, expected means and inverse expected precisions. */
  public GaussianMixture toMixture(LinearAlgebraBackend backend) {
    return GaussianMixture.of(weights.expectedWeights(), means, covariances, backend);
  }

  /**
   * Returns the components that are {@linkplain Occupancy#isOccupied occupied}, as a mixture whose weights are divided by
   * their sum.
   *
   * @throws IllegalArgumentException if there is none
   */
  public GaussianMixture toPrunedMixture(LinearAlgebraBackend backend) {
    Occupancy occupancy = occupancy();
    int[] kept = IntStream.range(0, components()).filter(occupancy::isOccupied).toArray();
    check(kept.length > 0, "no component has samples");
    double[] expected = weights.expectedWeights();
    double total = Arrays.stream(kept).mapToDouble(k -> expected[k]).sum();
    return GaussianMixture.of(
        Arrays.stream(kept).mapToDouble(k -> expected[k] / total).toArray(),
        Arrays.stream(kept).mapToObj(k -> means[k]).toArray(double[][]::new),
        covariances.select(kept),
        backend);
  }

  /**
   * Returns the components' probabilities of each sample under this posterior, shape {@code n*K}: those of the last
   * E-step, where the samples are those of the fit.
   */
  public double[][] responsibilities(Samples samples, LinearAlgebraBackend backend) {
    return expectation(backend).responsibilities(samples);
  }

  /** Returns the most probable component of each sample under this posterior. */
  public int[] predict(Samples samples, LinearAlgebraBackend backend) {
    return expectation(backend).predict(samples);
  }

  /**
   * Returns the bound of the log evidence of samples for this posterior, with the responsibilities that fit it best: of the
   * samples of a fit {@link BayesianMixtureFit#elbo}.
   */
  public double elbo(Samples samples, LinearAlgebraBackend backend) {
    ExpectedParameters expected = ExpectedParameters.of(this, backend);
    return expectation(expected, backend).score(samples).logLikelihood() - expected.divergence();
  }

  /**
   * Returns what kernels evaluate in an E-step under this posterior: {@code E ln π_k + E ln N(x | μ_k, Λ_k⁻¹)} of each
   * component, in the form of a mixture's parameters.
   */
  public MixtureParameters expectedParameters(LinearAlgebraBackend backend) {
    return ExpectedParameters.of(this, backend);
  }

  private GaussianMixture expectation(LinearAlgebraBackend backend) {
    return expectation(ExpectedParameters.of(this, backend), backend);
  }

  private GaussianMixture expectation(ExpectedParameters expected, LinearAlgebraBackend backend) {
    return GaussianMixture.of(
        expected, ModelFamily.of(prior.type()), backend, ParallelTasks.defaultThreads());
  }

  /** Returns the predictive density: that of a further sample, over all that is not known of the parameters. */
  public PredictiveMixture predictive() {
    return PredictiveMixture.of(this);
  }

  /** Returns credible intervals of the parameters. */
  public PosteriorIntervals intervals(double probability) {
    return new PosteriorIntervals(this, probability);
  }

  /**
   * Returns mixtures drawn from this posterior, on the default backend; the same seed gives the same ones.
   *
   * @param count how many, at least 0
   */
  public GaussianMixture[] draw(int count, long seed) {
    return PosteriorDraws.of(this, count, seed);
  }

  /** Returns the same posterior with the components of larger expected weight first; of equal ones that of smaller means. */
  public MixturePosterior canonical() {
    double[] expected = weights.expectedWeights();
    Comparator<Integer> order = Comparator.<Integer>comparingDouble(k -> -expected[k])
        .thenComparing((k, l) -> Arrays.compare(means[k], means[l]));
    return reordered(IntStream.range(0, components())
        .boxed()
        .sorted(order)
        .mapToInt(Integer::intValue)
        .toArray());
  }

  private MixturePosterior reordered(int[] order) {
    return new MixturePosterior(
        prior,
        weights.reordered(order),
        Arrays.stream(order).mapToDouble(k -> meanPrecisions[k]).toArray(),
        Arrays.stream(order).mapToObj(k -> means[k]).toArray(double[][]::new),
        degreesOfFreedom.length == 1
            ? degreesOfFreedom
            : Arrays.stream(order).mapToDouble(k -> degreesOfFreedom[k]).toArray(),
        covarianceType() == CovarianceType.TIED ? covariances : covariances.select(order));
  }

  private Object writeReplace() {
    return new Proxy(prior, weights, meanPrecisions, means, degreesOfFreedom, covariances);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  /** What the stream holds. */
  private record Proxy(
      NormalWishartPrior prior,
      WeightPosterior weights,
      double[] meanPrecisions,
      double[][] means,
      double[] degreesOfFreedom,
      Covariances covariances)
      implements Serializable {
    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> new MixturePosterior(
          prior, weights, meanPrecisions, means, degreesOfFreedom, covariances));
    }
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof MixturePosterior other
        && prior.equals(other.prior)
        && weights.equals(other.weights)
        && Arrays.equals(meanPrecisions, other.meanPrecisions)
        && Arrays.deepEquals(means, other.means)
        && Arrays.equals(degreesOfFreedom, other.degreesOfFreedom)
        && covariances.equals(other.covariances);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        prior,
        weights,
        Arrays.hashCode(meanPrecisions),
        Arrays.deepHashCode(means),
        Arrays.hashCode(degreesOfFreedom),
        covariances);
  }

  @Override
  public String toString() {
    return "MixturePosterior[components=" + components() + ", dimension=" + dimension()
        + ", covariances=" + covarianceType().label() + ", weights="
        + weights.kind().label()
        + ", occupied=" + occupancy().count() + "]";
  }
}
