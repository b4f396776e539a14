package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.atLeast;
import static dev.gmm4j.internal.Arguments.check;
import static dev.gmm4j.internal.Arguments.notNegative;

import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.internal.covariance.ConstrainedEstimator;
import dev.gmm4j.internal.start.Subsample;
import dev.gmm4j.spi.LinearAlgebraBackend;
import org.jspecify.annotations.Nullable;

/**
 * Fits Gaussian mixtures by EM with fixed settings. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
 *     .components(3)
 *     .covariance(CovarianceModel.VEV)
 *     .restarts(10)
 *     .build()
 *     .fit(Samples.of(rows));
 * }</pre>
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class GaussianMixtureEstimator {
  final int components;
  final ModelFamily family;
  final Start start;
  final int restarts;
  final int maxIterations;
  final ConvergenceTest convergence;
  final double regularization;
  final @Nullable ConjugatePrior prior;
  final @Nullable Double maxEigenvalueRatio;
  final @Nullable InitialNoise noise;
  final DegeneracyPolicy degeneracy;
  final long seed;
  final int threads;
  final FitListener listener;
  private final BackendChoice backend;

  private GaussianMixtureEstimator(Builder builder) {
    components = builder.components;
    family = new ModelFamily(builder.covariance, builder.proportions);
    start = builder.start;
    restarts = builder.restarts;
    maxIterations = builder.maxIterations;
    convergence = builder.convergence;
    regularization = builder.regularization;
    prior = builder.prior;
    maxEigenvalueRatio = builder.maxEigenvalueRatio;
    noise = builder.noise;
    degeneracy = builder.degeneracy;
    seed = builder.seed;
    threads = builder.threads;
    listener = builder.listener;
    backend = builder.backend;
  }

  /** Returns the backend for some samples. */
  ChosenBackend choose(Samples samples) {
    return backend.resolve(samples, () -> ProbeTask.of(this, samples.dimension()));
  }

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Fits a mixture to samples: from each start EM runs until it converges or has done all iterations, and the start of
   * the highest log-likelihood, or under a prior the highest posterior density, is kept.
   *
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer samples than
   *     components have a positive weight
   * @throws IllegalArgumentException if given initial parameters, a prior or a region of noise do not fit the samples or
   *     the settings
   * @throws GmmException if noise is asked for, no region is given, and the samples have no volume
   * @throws DegenerateComponentException if all starts failed by the degeneracy policy
   * @throws BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public GaussianMixtureFit fit(Samples samples) {
    ChosenBackend chosen = choose(samples);
    return new FitRun(this, samples, chosen).run();
  }

  /**
   * Fits a mixture to samples on other machines: EM runs here, its passes over the samples there.
   *
   * <p>Starts are found on some of the samples, as many as {@link Start} says, that are brought here: each start's first
   * maximization, too, is over those. They are drawn evenly, by the seed, and are all samples where there are no more.
   * The backend of this estimator does the work that is done here. There are no checkpoints.
   *
   * @throws InvalidSamplesException as {@link #fit(Samples)} does
   * @throws IllegalArgumentException if given initial parameters do not fit the samples or the settings, or the start
   *     is of labels or responsibilities, which belong to rows, or there is a prior or noise
   * @throws DegenerateComponentException if all starts failed by the degeneracy policy
   * @throws BackendUnavailableException if there is no backend, or not the one that was chosen
   */
  public GaussianMixtureFit fit(RemoteSamples samples) {
    requirePlain("a fit to samples on other machines");
    start.requireNoRows();
    try (RemoteSamples.Engine engine = samples.open(components)) {
      int dimension = engine.scale().means().length;
      // Refuses what no array holds, before anything is allocated.
      family.covariance().structure().size(components, dimension);
      Samples here = engine.subsample(Subsample.limit(components, dimension), seed);
      ChosenBackend chosen = backend.resolve(here, () -> ProbeTask.of(this, dimension));
      return new FitRun(this, here, chosen).run(engine);
    }
  }

  /**
   * Goes on with a fit from a checkpoint that a listener took ({@link FitProgress#checkpoint}), to the same bits as if it
   * had never been interrupted. Settings, samples and backend must be those of the fit; threads and listener need not.
   *
   * <p>A backend that would be chosen by measurement ({@link Backends#FASTEST}) is the checkpoint's. A convergence test of
   * the caller's own must be the same as well, which is checked only where it is a record. A fit with a prior or noise has
   * no checkpoints.
   *
   * @throws IllegalArgumentException if there is a prior or noise
   * @throws InvalidCheckpointException if the checkpoint is of another fit, naming a difference, or not what such a fit
   *     comes to here
   * @throws InvalidSamplesException as {@link #fit} does
   * @throws DegenerateComponentException if all starts failed by the degeneracy policy
   * @throws BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public GaussianMixtureFit resume(Samples samples, Checkpoint checkpoint) {
    return new FitRun(this, samples, backend.resolve(checkpoint)).resume(checkpoint);
  }

  /**
   * Refuses a prior and noise.
   *
   * @throws IllegalArgumentException if there is one
   */
  void requirePlain(String what) {
    check(prior == null && noise == null, "%s must have neither a prior nor noise", what);
  }

  /** Returns how many components kernels evaluate, noise counted as one. */
  int evaluatedComponents() {
    return noise == null ? components : Math.addExact(components, 1);
  }

  /** Returns the maximization of these settings, with what the samples make of prior and noise. */
  Maximization maximization(
      LinearAlgebraBackend algebra,
      @Nullable ConjugatePrior complete,
      @Nullable UniformNoise initialNoise) {
    Maximization maximization = new Maximization(
            family.covariance(), family.proportions(), regularization, algebra)
        .beside(initialNoise);
    if (maxEigenvalueRatio != null) {
      maximization = maximization.withMaxEigenvalueRatio(maxEigenvalueRatio, algebra);
    }
    return complete == null
        ? maximization
        : maximization.under(complete.terms(family.covariance()));
  }

  /** Settings of an estimator; all have defaults. */
  public static final class Builder {
    private int components = 1;
    private CovarianceModel covariance = CovarianceModel.VVV;
    private MixingProportions proportions = MixingProportions.FREE;
    private Start start = Start.kMeans();
    private int restarts = 1;
    private int maxIterations = 1000;
    private ConvergenceTest convergence = ConvergenceTest.relative(1e-6);
    private double regularization = 1e-6;
    private @Nullable ConjugatePrior prior;
    private @Nullable Double maxEigenvalueRatio;
    private @Nullable InitialNoise noise;
    private DegeneracyPolicy degeneracy = DegeneracyPolicy.REGULARIZE;
    private long seed;
    private int threads = GaussianMixture.defaultThreads();
    private FitListener listener = progress -> {};
    private BackendChoice backend = BackendChoice.AUTOMATIC;

    private Builder() {}

    /** Sets the number of components {@code K}, at least 1; default 1. */
    public Builder components(int newComponents) {
      components = atLeast("components", newComponents, 1);
      return this;
    }

    /** Sets what the components' covariances have in common; default {@link CovarianceModel#VVV}, nothing. */
    public Builder covariance(CovarianceModel newModel) {
      covariance = newModel;
      return this;
    }

    /** Sets the structure of the covariances; default {@link CovarianceType#FULL}. */
    public Builder covarianceType(CovarianceType newType) {
      return covariance(newType.model());
    }

    /** Sets whether mixing weights are found or held equal; default {@link MixingProportions#FREE}. */
    public Builder proportions(MixingProportions newProportions) {
      proportions = newProportions;
      return this;
    }

    /** Sets where EM starts from; default {@link Start#kMeans}. */
    public Builder start(Start newStart) {
      start = newStart;
      return this;
    }

    /** Sets how many starts are tried, at least 1; default 1. A start that is not random is tried once. */
    public Builder restarts(int newRestarts) {
      restarts = atLeast("restarts", newRestarts, 1);
      return this;
    }

    /** Sets the largest number of iterations of a start, at least 0; default 1000. With 0 the start is the result. */
    public Builder maxIterations(int newMaxIterations) {
      maxIterations = atLeast("maxIterations", newMaxIterations, 0);
      return this;
    }

    /** Sets the tolerance of the default test {@link ConvergenceTest#relative}, at least 0; default 1e-6. */
    public Builder tolerance(double tolerance) {
      return convergence(ConvergenceTest.relative(tolerance));
    }

    /** Sets the convergence test. */
    public Builder convergence(ConvergenceTest newConvergence) {
      convergence = newConvergence;
      return this;
    }

    /**
     * Sets what each maximization adds to the diagonal of the covariances, at least 0; default 1e-6. It is in the units
     * of the samples squared.
     */
    public Builder regularization(double newRegularization) {
      regularization = notNegative("regularization", newRegularization);
      return this;
    }

    /**
     * Sets a prior of means and covariances, or null for none, the default. The fit then finds the parameters of highest
     * posterior density; log-likelihood and criteria are those of the likelihood there.
     *
     * <p>With a regularization of 0 the posterior density never falls from one iteration to the next.
     */
    public Builder prior(@Nullable ConjugatePrior newPrior) {
      prior = newPrior;
      return this;
    }

    /**
     * Bounds the ratio of the largest to the smallest eigenvalue of all components' covariances (García-Escudero, Gordaliza,
     * Matrán and Mayo-Iscar 2008); default no bound. With 1 all covariances are the same sphere. Given
     * parameters, and a component that the degeneracy policy has mended, may exceed it until the next maximization; one without
     * samples keeps its covariance.
     *
     * @param ratio at least 1
     * @see Maximization#withMaxEigenvalueRatio
     */
    public Builder maxEigenvalueRatio(double ratio) {
      ConstrainedEstimator.check(ratio);
      maxEigenvalueRatio = ratio;
      return this;
    }

    /**
     * Sets uniform noise beside the components (Banfield and Raftery 1993), or null for none, the default. EM finds its
     * weight.
     */
    public Builder noise(@Nullable InitialNoise newNoise) {
      noise = newNoise;
      return this;
    }

    /** Sets what is done about degenerate components; default {@link DegeneracyPolicy#REGULARIZE}. */
    public Builder degeneracy(DegeneracyPolicy newPolicy) {
      degeneracy = newPolicy;
      return this;
    }

    /** Sets the seed of all random choices; default 0. */
    public Builder seed(long newSeed) {
      seed = newSeed;
      return this;
    }

    /** Sets how many threads may be used, at least 1; default all processors. The result does not depend on it. */
    public Builder threads(int newThreads) {
      threads = atLeast("threads", newThreads, 1);
      return this;
    }

    /** Sets the backend by its id, or {@link Backends#FASTEST}; default the choice of {@link Backends#automatic}. */
    public Builder backend(String id) {
      backend = BackendChoice.of(id);
      return this;
    }

    /** Sets the backend. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      backend = BackendChoice.of(newBackend);
      return this;
    }

    /** Sets who is told of the progress. */
    public Builder listener(FitListener newListener) {
      listener = newListener;
      return this;
    }

    /**
     * Returns the estimator.
     *
     * @throws IllegalArgumentException if a bound of eigenvalues was set for a covariance model that has none
     */
    public GaussianMixtureEstimator build() {
      if (maxEigenvalueRatio != null) {
        ConstrainedEstimator.check(covariance);
      }
      return new GaussianMixtureEstimator(this);
    }
  }
}
