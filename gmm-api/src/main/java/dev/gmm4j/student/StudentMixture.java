package dev.gmm4j.student;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.ClassificationLoss;
import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Score;
import dev.gmm4j.backend.Backends;
import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.Covariances;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.LabelledSamples;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.distribution.Marginal;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.util.ParallelTasks;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.internal.util.ShortText;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mixture of multivariate t distributions: {@code p(x) = Σ_k π_k t(x; μ_k, Σ_k, ν_k)}, with {@code K} components of {@code d}
 * features (Peel and McLachlan 2000). {@code μ_k} is a location and {@code Σ_k} a scale matrix: the component's mean exists for
 * {@code ν_k > 1} and is the location, its covariance for {@code ν_k > 2} and is {@code ν_k / (ν_k - 2) Σ_k}. Immutable and
 * safe to use from several threads.
 *
 * <p>Densities are natural logarithms. Samples may be any finite numbers; log-densities are finite however far they lie, and
 * responsibilities sum to 1. Methods that take samples refuse NaN and infinities with an
 * {@link dev.gmm4j.exception.InvalidSamplesException} that names row and column, unless NaN is
 * {@linkplain Samples#withMissingValues a missing value}: what is observed of a row then counts. A row of which nothing is observed
 * has the label {@link GaussianMixture#NO_LABEL}, the weights as responsibilities, the log-density 0 and the scale weight 1.
 *
 * <p>Models are serializable; a read one evaluates by the backend of its id, or where that is missing by the default backend. They
 * are equal if their parameters are, to the bit, and the models they were chosen among.
 */
public final class StudentMixture implements Serializable {
  private static final long serialVersionUID = 1;

  private final transient StudentParameters parameters;
  private final transient ModelFamily family;
  private final transient DegreesOfFreedom.Kind kind;
  private final transient LinearAlgebraBackend backend;
  private final transient int threads;

  private StudentMixture(
      StudentParameters parameters,
      ModelFamily family,
      DegreesOfFreedom.Kind kind,
      LinearAlgebraBackend backend,
      int threads) {
    this.parameters = parameters;
    this.family = family;
    this.kind = kind;
    this.backend = backend;
    this.threads = threads;
  }

  static StudentMixture of(
      StudentParameters parameters,
      ModelFamily family,
      DegreesOfFreedom.Kind kind,
      LinearAlgebraBackend backend,
      int threads) {
    return new StudentMixture(parameters, family, kind, backend, threads);
  }

  /**
   * Returns the mixture of known parameters, on the default backend, as one of {@linkplain DegreesOfFreedom.Kind#FREE free}
   * degrees of freedom.
   *
   * @param weights {@code K} mixing weights {@code >= 0} that sum to 1
   * @param locations shape {@code K*d}
   * @param scales of as many components and features
   * @param degreesOfFreedom {@code K} numbers in [0.1, 1000]
   * @throws IllegalArgumentException if shapes differ or numbers are out of range; the message names them
   * @throws dev.gmm4j.exception.NotPositiveDefiniteException if a scale matrix is not positive definite
   */
  public static StudentMixture of(
      double[] weights, double[][] locations, Covariances scales, double[] degreesOfFreedom) {
    return of(
        GaussianMixture.of(weights, locations, scales, Backends.standard().automatic()),
        degreesOfFreedom);
  }

  /**
   * Returns the mixture of t distributions with the weights, means and covariances of a Gaussian mixture as weights, locations
   * and scale matrices, on its backend and chosen among its covariance models.
   *
   * @param degreesOfFreedom {@code K} numbers in [0.1, 1000]
   * @throws IllegalArgumentException if there is noise, or numbers are out of range
   */
  public static StudentMixture of(GaussianMixture gaussian, double[] degreesOfFreedom) {
    check(
        notNull("gaussian", gaussian).noise() == null,
        "a mixture of t distributions must have no noise component");
    check(
        notNull("degreesOfFreedom", degreesOfFreedom).length == gaussian.components(),
        "degreesOfFreedom must be %d numbers, but were %d",
        gaussian.components(),
        degreesOfFreedom.length);
    for (double nu : degreesOfFreedom) {
      DegreesOfFreedom.fixed(nu);
    }
    return new StudentMixture(
        StudentParameters.of(gaussian.parameters(), degreesOfFreedom.clone()),
        new ModelFamily(gaussian.covarianceModel(), gaussian.proportions()),
        DegreesOfFreedom.Kind.FREE,
        gaussian.backend(),
        ParallelTasks.defaultThreads());
  }

  /** Returns this mixture as one whose degrees of freedom were found or given so, for the count of free parameters. */
  public StudentMixture chosenAmong(DegreesOfFreedom.Kind newKind) {
    return new StudentMixture(parameters, family, notNull("kind", newKind), backend, threads);
  }

  /** Returns this mixture with so many threads for evaluations. */
  public StudentMixture withThreads(int newThreads) {
    check(newThreads >= 1, "threads must be >= 1, but was %d", newThreads);
    return new StudentMixture(parameters, family, kind, backend, newThreads);
  }

  /** Returns the number of components {@code K}. */
  public int components() {
    return parameters.components();
  }

  /** Returns the number of features {@code d}. */
  public int dimension() {
    return parameters.dimension();
  }

  /** Returns a copy of the {@code K} mixing weights. */
  public double[] weights() {
    return parameters.weights().clone();
  }

  /** Returns a copy of the locations, shape {@code K*d}. */
  public double[][] locations() {
    int d = dimension();
    double[][] locations = new double[components()][];
    for (int k = 0; k < locations.length; k++) {
      locations[k] = Arrays.copyOfRange(parameters.means(), k * d, (k + 1) * d);
    }
    return locations;
  }

  /** Returns the scale matrices in their type's own shape. */
  public Covariances scales() {
    return parameters.covariances();
  }

  /** Returns a copy of the {@code K} degrees of freedom. */
  public double[] degreesOfFreedom() {
    return parameters.degreesOfFreedom().clone();
  }

  /** Returns whether degrees of freedom were given, common or free. */
  public DegreesOfFreedom.Kind degreesOfFreedomKind() {
    return kind;
  }

  /** Returns what the scale matrices have in common. */
  public CovarianceModel covarianceModel() {
    return family.covariance();
  }

  /** Returns which mixtures the model was chosen among. */
  public ModelFamily family() {
    return family;
  }

  /** Returns the backend. */
  public LinearAlgebraBackend backend() {
    return backend;
  }

  /** Returns the parameters with their factors. */
  public StudentParameters parameters() {
    return parameters;
  }

  /** Returns the Gaussian mixture with these weights, and these locations and scale matrices as means and covariances. */
  public GaussianMixture withGaussianComponents() {
    return GaussianMixture.of(weights(), locations(), scales(), backend)
        .chosenAmong(family.covariance(), family.proportions());
  }

  /** Returns the number of free parameters: weights, locations, scale matrices and degrees of freedom. */
  public long freeParameters() {
    int ofTails = kind == DegreesOfFreedom.Kind.FREE
        ? components()
        : kind == DegreesOfFreedom.Kind.COMMON ? 1 : 0;
    return family.freeParameters(components(), dimension()) + ofTails;
  }

  /**
   * Returns the mean of the mixture, {@code d} numbers.
   *
   * @throws IllegalStateException if a component of positive weight has degrees of freedom of at most 1, and so no mean
   */
  public double[] mean() {
    requireMoment(1, "mean");
    int d = dimension();
    double[] mean = new double[d];
    for (int i = 0; i < parameters.means().length; i++) {
      mean[i % d] += parameters.weights()[i / d] * parameters.means()[i];
    }
    return mean;
  }

  /**
   * Returns the covariance of the mixture, shape {@code d*d}.
   *
   * @throws IllegalStateException if a component of positive weight has degrees of freedom of at most 2, and so no covariance
   */
  public double[][] covariance() {
    requireMoment(2, "covariance");
    int d = dimension();
    double[] mean = mean();
    double[][] covariance = new double[d][d];
    for (int k = 0; k < components(); k++) {
      double weight = parameters.weights()[k];
      double nu = parameters.degreesOfFreedom()[k];
      for (int i = 0; i < d && weight > 0; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += weight
              * (nu / (nu - 2) * scales().get(k, i, j)
                  + (parameters.means()[k * d + i] - mean[i])
                      * (parameters.means()[k * d + j] - mean[j]));
        }
      }
    }
    return covariance;
  }

  private void requireMoment(int order, String name) {
    for (int k = 0; k < components(); k++) {
      double nu = parameters.degreesOfFreedom()[k];
      if (parameters.weights()[k] > 0 && !(nu > order)) {
        throw new IllegalStateException("degrees of freedom must be > " + order + " for a " + name
            + ", but those of component " + k + " are " + nu);
      }
    }
  }

  /** Returns the most probable component of each sample, from 0; ties go to the smaller index. */
  public int[] predict(Samples samples) {
    int[] labels = new int[size(samples)];
    evaluation(samples).forEach((row, densities) -> labels[row] = densities.likeliest());
    return labels;
  }

  /** Returns the most probable component of one sample. */
  public int predict(double[] sample) {
    return densities(sample).likeliest();
  }

  /** Returns the components' posterior probabilities given each sample, shape {@code n*K}; each row sums to 1. */
  public double[][] responsibilities(Samples samples) {
    double[][] responsibilities = new double[size(samples)][];
    evaluation(samples)
        .forEach((row, densities) -> responsibilities[row] = responsibilities(densities));
    return responsibilities;
  }

  /** Returns the components' posterior probabilities given one sample, {@code K} numbers. */
  public double[] responsibilities(double[] sample) {
    return responsibilities(densities(sample));
  }

  private double[] responsibilities(StudentDensities densities) {
    double[] responsibilities = new double[components()];
    Arrays.setAll(responsibilities, densities::responsibility);
    return responsibilities;
  }

  /** Returns the log-density of each sample. */
  public double[] logDensities(Samples samples) {
    double[] logDensities = new double[size(samples)];
    evaluation(samples).forEach((row, densities) -> logDensities[row] = densities.logDensity());
    return logDensities;
  }

  /** Returns the log-density of one sample. */
  public double logDensity(double[] sample) {
    return densities(sample).logDensity();
  }

  /** Returns the squared Mahalanobis distance of one sample to each component; infinity where it exceeds all doubles. */
  public double[] squaredMahalanobis(double[] sample) {
    StudentDensities densities = densities(sample);
    double[] squares = new double[components()];
    Arrays.setAll(squares, densities::squaredDistance);
    return squares;
  }

  /**
   * Returns how much each sample counts in the fit of the components that it belongs to, {@code Σ_k r_k u_k} with {@code u_k =
   * (ν_k + d) / (ν_k + δ_k)}: about 1 for most samples, near 0 for outliers, at most {@code 1 + d/ν}.
   */
  public double[] scaleWeights(Samples samples) {
    double[] weights = new double[size(samples)];
    evaluation(samples).forEach((row, densities) -> weights[row] = densities.expectedScaleWeight());
    return weights;
  }

  /** Returns how much one sample counts, as {@link #scaleWeights(Samples)}. */
  public double scaleWeight(double[] sample) {
    return densities(sample).expectedScaleWeight();
  }

  /** Returns the scale weight {@code u_k} of one sample for each component, {@code K} numbers. */
  public double[] componentScaleWeights(double[] sample) {
    StudentDensities densities = densities(sample);
    double[] weights = new double[components()];
    Arrays.setAll(weights, densities::scaleWeight);
    return weights;
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
   * Draws samples. The same seed gives the same samples.
   *
   * @param count how many, at least 0
   * @throws IllegalArgumentException if {@code count < 0}
   */
  public LabelledSamples sample(int count, long seed) {
    return sampler(seed).draw(count);
  }

  /** Returns a source of samples, for more than should be in memory at once. */
  public StudentSampler sampler(long seed) {
    return new StudentSampler(parameters, backend, new Randomness(seed));
  }

  /**
   * Returns the distribution of some features, whatever the others are: a mixture of t distributions of the same degrees of
   * freedom.
   *
   * @param features indices from 0, in the order that is wanted
   * @throws IllegalArgumentException unless there is at least one, and each is in [0, d) and named once
   */
  public StudentMixture marginal(int... features) {
    return of(Marginal.of(withGaussianComponents(), features), degreesOfFreedom())
        .chosenAmong(kind)
        .withThreads(threads);
  }

  /**
   * Returns the distribution of the other features given some: a mixture of t distributions whose degrees of freedom have grown
   * by the number of inputs, and whose scale matrices depend on the inputs (Ding 2016).
   *
   * @param inputs indices of the features that are known
   * @param x their values, in the same order
   * @throws IllegalArgumentException unless each index is in [0, d) and named once, and at least one feature is left
   */
  public StudentMixture conditional(int[] inputs, double[] x) {
    return StudentConditional.of(this, inputs, x).withThreads(threads);
  }

  /**
   * Returns the distribution of a mixture of one feature.
   *
   * @throws IllegalArgumentException if it has more; {@link #marginal} gives that of one of them
   */
  public UnivariateStudentMixture univariate() {
    return UnivariateStudentMixture.of(this);
  }

  private StudentDensities densities(double[] sample) {
    check(
        notNull("sample", sample).length == dimension(),
        "sample must have %d numbers, as the model has features, but had %d",
        dimension(),
        sample.length);
    SampleChecks.requireFinite(new RowBlock(sample, 0, 1, sample.length, null), 0);
    StudentDensities densities = new StudentDensities(parameters);
    densities.evaluate(sample, 0);
    return densities;
  }

  private StudentEvaluation evaluation(Samples samples) {
    return new StudentEvaluation(parameters, backend, threads, notNull("samples", samples));
  }

  private static int size(Samples samples) {
    return Math.toIntExact(notNull("samples", samples).count());
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof StudentMixture other
        && Arrays.equals(parameters.weights(), other.parameters.weights())
        && Arrays.equals(parameters.means(), other.parameters.means())
        && Arrays.equals(parameters.degreesOfFreedom(), other.parameters.degreesOfFreedom())
        && scales().equals(other.scales())
        && kind == other.kind
        && family.equals(other.family);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(parameters.weights()),
        Arrays.hashCode(parameters.means()),
        Arrays.hashCode(parameters.degreesOfFreedom()),
        scales());
  }

  /** Returns the shape, the covariance model, the first weights and degrees of freedom to four digits, and the backend. */
  @Override
  public String toString() {
    return "StudentMixture[components=" + components() + ", dimension=" + dimension()
        + ", covariance=" + covarianceModel() + ", weights="
        + ShortText.of(parameters.weights()) + ", degreesOfFreedom="
        + ShortText.of(parameters.degreesOfFreedom()) + ", backend=" + backend.id() + "]";
  }

  private Object writeReplace() {
    return new Proxy(withGaussianComponents(), degreesOfFreedom(), kind);
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  private record Proxy(
      GaussianMixture gaussian, double[] degreesOfFreedom, DegreesOfFreedom.Kind kind)
      implements Serializable {

    private Object readResolve() throws InvalidObjectException {
      return SerialProxies.rebuild(() -> of(gaussian, degreesOfFreedom).chosenAmong(kind));
    }
  }
}
