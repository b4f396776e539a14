package dev.gmm4j;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.covariance.CovarianceModel;
import dev.gmm4j.covariance.CovarianceType;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.Acceleration;
import dev.gmm4j.em.ConjugatePrior;
import dev.gmm4j.em.ConvergenceCriterion;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.Maximization;
import dev.gmm4j.em.Regularization;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.Search;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.comparison.BackendChoice;
import dev.gmm4j.internal.comparison.ChosenBackend;
import dev.gmm4j.internal.estimator.ConstrainedEstimator;
import dev.gmm4j.internal.initialization.Subsample;
import dev.gmm4j.internal.util.SerialProxies;
import dev.gmm4j.noise.InitialNoise;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
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
 *
 * <p>A serialized estimator holds all settings but the listener; the backend by its id, and the number of threads only
 * if it was set.
 */
public final class GaussianMixtureEstimator extends ReadableSettings implements Serializable {
  private static final long serialVersionUID = 1;

  private GaussianMixtureEstimator(EstimatorSettings settings) {
    super(new EstimatorSettings(settings));
  }

  /** Returns a builder with all defaults and no number of components. */
  public static Builder builder() {
    return new Builder(new EstimatorSettings());
  }

  /** Returns a builder with the settings of this estimator, to change some of them. */
  public Builder toBuilder() {
    return new Builder(new EstimatorSettings(settings));
  }

  /**
   * Fits a mixture to samples: EM runs from each initialization until it converges or has done all iterations, and the
   * restart of the highest log-likelihood, or under a prior the highest posterior density, is kept.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer samples than
   *     components have a positive weight
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException if given initial parameters, a prior or a region of noise do not fit the samples or
   *     the settings
   * @throws dev.gmm4j.exception.GmmException if noise is asked for, no region is given, and the samples have no volume
   * @throws dev.gmm4j.exception.MemoryLimitException if covariances of so many features need more memory than there may be
   * @throws dev.gmm4j.exception.DegenerateComponentException if all restarts failed by the degeneracy policy
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public GaussianMixtureFit fit(Samples samples) {
    notNull("samples", samples);
    requireComponents();
    return FitRun.of(this, samples, choose(samples)).orElseThrow();
  }

  /**
   * Fits a mixture to samples that other fits use too, with their backend and threads in place of this estimator's own.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws dev.gmm4j.exception.GmmException that of the first restart, where all fail
   * @see #attempt
   */
  public GaussianMixtureFit fit(PreparedSamples samples) {
    return attempt(samples, TimeBudget.UNLIMITED).orElseThrow();
  }

  /**
   * Fits a mixture to samples that other fits use too, within a time, and returns what became of each restart whether or
   * not one of them succeeded. A restart is given up at its next iteration when the time is over, or as soon where it
   * still looks for its initial parameters.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, or if the samples were prepared for fewer components
   * @throws dev.gmm4j.exception.InvalidSamplesException if fewer samples than components have a positive weight
   * @throws dev.gmm4j.exception.GmmException if noise is asked for, no region is given, and the samples have no volume
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public FitAttempt attempt(PreparedSamples samples, TimeBudget budget) {
    notNull("samples", samples);
    notNull("budget", budget);
    requireComponents();
    return FitRun.of(this, samples, budget);
  }

  /**
   * Fits a mixture to samples on other machines: EM runs here, its passes over the samples there.
   *
   * <p>Initial parameters are found on some of the samples, as many as {@link Initialization} says, that are brought
   * here: the first maximization of an initialization, too, is over those. They are drawn evenly, by the seed, and are
   * all samples where there are no more. The backend of this estimator does the work that is done here. There are no
   * checkpoints.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link #fit(Samples)} does
   * @throws IllegalArgumentException if given initial parameters do not fit the samples or the settings, or the
   *     initialization is of labels or responsibilities, which belong to rows, there is a prior or noise, or trimming
   *     that those machines cannot do
   * @throws dev.gmm4j.exception.DegenerateComponentException if all restarts failed by the degeneracy policy
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   */
  public GaussianMixtureFit fit(RemoteSamples samples) {
    notNull("samples", samples);
    requireComponents();
    FitRequirements.noPriorOrNoise(this, "a fit to samples on other machines");
    initializations().forEach(Initialization::requireNoRows);
    settings.backend.resolve(); // One that is not there is refused before the other machines begin.
    try (RemoteSamples.Engine engine = samples.open(components())) {
      int dimension = engine.scale().means().length;
      FitRequirements.memory(this, dimension);
      Samples here = engine.subsample(Subsample.limit(components(), dimension), settings.seed);
      return FitRun.ofRemote(this, here, engine, choose(here)).orElseThrow();
    }
  }

  /**
   * Goes on with a fit from a checkpoint that a listener took ({@link FitProgress#checkpoint}), to the same bits as if it
   * had never been interrupted. Settings, samples and backend must be those of the fit; threads and listener need not.
   *
   * <p>A backend that would be chosen by measurement ({@link dev.gmm4j.backend.Backends#FASTEST}) is the checkpoint's. A convergence criterion
   * of the caller's own must be the same, too, which is checked only where it is a record. With a prior or noise there is none.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException if there is a prior or noise
   * @throws dev.gmm4j.exception.InvalidCheckpointException if the checkpoint is of another fit, naming a difference, or not what such a fit
   *     comes to here
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link #fit} does
   * @throws dev.gmm4j.exception.DegenerateComponentException if all restarts failed by the degeneracy policy
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public GaussianMixtureFit resume(Samples samples, Checkpoint checkpoint) {
    notNull("samples", samples);
    notNull("checkpoint", checkpoint);
    requireComponents();
    FitRequirements.noPriorOrNoise(this, "a fit with checkpoints");
    ChosenBackend chosen = settings.backend.resume(checkpoint.fit().get(FitFingerprint.BACKEND));
    return FitRun.resumed(this, samples, chosen, checkpoint).orElseThrow();
  }

  /**
   * Returns the backend that a fit to these samples would use; one chosen by measurement ({@link dev.gmm4j.backend.Backends#FASTEST}) is
   * measured now.
   *
   * @throws IllegalStateException if it is measured and the number of components is not set
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public LinearAlgebraBackend chooseBackend(Samples samples) {
    return choose(notNull("samples", samples)).backend();
  }

  private ChosenBackend choose(Samples samples) {
    return settings.backend.resolve(samples, () -> {
      requireComponents();
      return FitComparison.task(this, samples.dimension());
    });
  }

  /**
   * Refuses settings without a number of components, which only what sets one itself can use, such as a selection.
   *
   * @throws IllegalStateException if it is not set
   */
  public GaussianMixtureEstimator requireComponents() {
    settings.requireComponents();
    return this;
  }

  /**
   * Refuses a fit that neither arrays nor the heap can hold, whatever the samples.
   *
   * @param dimension the number of features
   * @throws dev.gmm4j.exception.MemoryLimitException if it is refused
   * @throws IllegalStateException if the number of components is not set
   */
  public GaussianMixtureEstimator requireMemory(int dimension) {
    FitRequirements.memory(requireComponents(), dimension);
    return this;
  }

  /**
   * Returns the maximization of these settings without prior and noise, which need samples.
   *
   * @param algebra for the eigenvalues and factors that some covariance models need
   * @param scale of the samples, for a regularization relative to their variances
   */
  public Maximization maximization(LinearAlgebraBackend algebra, SampleScale scale) {
    Maximization maximization = new Maximization(
            settings.covariance, settings.proportions, 0, algebra)
        .with(settings.regularization, scale);
    Double ratio = settings.maxEigenvalueRatio;
    return ratio == null ? maximization : maximization.withMaxEigenvalueRatio(ratio, algebra);
  }

  /** Returns Java code for a builder of this estimator: the settings that differ from the defaults. */
  @Override
  public String toString() {
    return EstimatorText.of(this);
  }

  private Object writeReplace() {
    return settings.proxy();
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw SerialProxies.missing();
  }

  /** Settings of an estimator; all but the number of components have defaults. */
  public static final class Builder {
    private final EstimatorSettings settings;

    private Builder(EstimatorSettings settings) {
      this.settings = settings;
    }

    /**
     * Sets the number of components {@code K}, at least 1. There is no default: a fit needs it, and only what sets it
     * itself, such as a {@link dev.gmm4j.selection.ModelSelection}, does not.
     */
    public Builder components(int newComponents) {
      settings.components = atLeast("components", newComponents, 1);
      return this;
    }

    /** Sets what the components' covariances have in common; default {@link CovarianceModel#VVV}, nothing. */
    public Builder covariance(CovarianceModel newModel) {
      settings.covariance = notNull("covariance", newModel);
      return this;
    }

    /** Sets the type of the covariances; default {@link CovarianceType#FULL}. */
    public Builder covarianceType(CovarianceType newType) {
      return covariance(notNull("covarianceType", newType).model());
    }

    /** Sets whether mixing weights are found or held equal; default {@link MixingProportions#FREE}. */
    public Builder proportions(MixingProportions newProportions) {
      settings.proportions = notNull("proportions", newProportions);
      return this;
    }

    /** Sets how initial parameters are found; default {@link Initialization#kMeans}, but for {@linkplain #trimming trimming}. */
    public Builder initialization(Initialization newInitialization) {
      settings.initializations = List.of(notNull("initialization", newInitialization));
      return this;
    }

    /**
     * Sets several initializations, of which the one that leads to the best fit is kept.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Builder initializations(Collection<Initialization> newInitializations) {
      notNull("initializations", newInitializations);
      newInitializations.forEach(each -> notNull("initializations", each));
      check(!newInitializations.isEmpty(), "initializations must be at least %d, but were 0", 1);
      settings.initializations = List.copyOf(newInitializations);
      return this;
    }

    /** Sets how often each random initialization is tried, at least 1; default 1. Others are tried once. */
    public Builder restarts(int newRestarts) {
      settings.restarts = atLeast("restarts", newRestarts, 1);
      return this;
    }

    /** Sets the largest number of iterations of a restart, at least 0; default 1000; 0 keeps the initial parameters. */
    public Builder maxIterations(int newMaxIterations) {
      settings.maxIterations = atLeast("maxIterations", newMaxIterations, 0);
      return this;
    }

    /** Sets the tolerance of the default criterion {@link ConvergenceCriterion#aitken}, at least 0; default 1e-6. */
    public Builder tolerance(double tolerance) {
      return convergence(ConvergenceCriterion.aitken(tolerance));
    }

    /** Sets what ends a restart before its largest number of iterations. */
    public Builder convergence(ConvergenceCriterion newConvergence) {
      settings.convergence = notNull("convergence", newConvergence);
      return this;
    }

    /** Sets how EM is accelerated, unless all iterations are asked for; default {@link Acceleration#SQUAREM}. */
    public Builder acceleration(Acceleration newAcceleration) {
      settings.acceleration = notNull("acceleration", newAcceleration);
      return this;
    }

    /**
     * Sets whether a better optimum is looked for than the one that EM leads to from its initial parameters; default {@link
     * Search#AUTOMATIC}, where initial parameters are found and not given.
     */
    public Builder search(Search newSearch) {
      settings.search = notNull("search", newSearch);
      return this;
    }

    /** Sets what each maximization adds to the variances; default {@code Regularization.relative(1e-6)}. */
    public Builder regularization(Regularization newRegularization) {
      settings.regularization = notNull("regularization", newRegularization);
      return this;
    }

    /** Sets a regularization that is {@link Regularization#absolute}, in the units of the samples squared. */
    public Builder regularization(double newRegularization) {
      return regularization(Regularization.absolute(newRegularization));
    }

    /**
     * Sets a prior of means and covariances, or null for none, the default. The fit then finds the parameters of highest
     * posterior density; log-likelihood and criteria are those of the likelihood there.
     *
     * <p>With a regularization of 0 the posterior density never falls from one iteration to the next.
     */
    public Builder prior(@Nullable ConjugatePrior newPrior) {
      settings.prior = newPrior;
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
      settings.maxEigenvalueRatio = ratio;
      return this;
    }

    /**
     * Sets uniform noise beside the components (Banfield and Raftery 1993), or null for none, the default. EM finds its
     * weight.
     */
    public Builder noise(@Nullable InitialNoise newNoise) {
      settings.noise = newNoise;
      return this;
    }

    /**
     * Sets that samples that fit worst are left out, as outliers, or null to fit all, the default. Without a {@linkplain
     * #maxEigenvalueRatio bound on eigenvalues} a component may shrink to few samples. The default initialization is then
     * {@link Initialization#concentration}, and a better optimum is looked for only if {@link Search#MOVES} is set. A missing value
     * counts for the average log-density of a normal feature of its spread, so that samples compare.
     *
     * @see GaussianMixtureFit#trimmed
     */
    public Builder trimming(@Nullable Trimming newTrimming) {
      settings.trimming = newTrimming;
      return this;
    }

    /** Sets what is done about degenerate components; default {@link DegeneracyPolicy#REGULARIZE}. */
    public Builder degeneracy(DegeneracyPolicy newPolicy) {
      settings.degeneracy = notNull("degeneracy", newPolicy);
      return this;
    }

    /** Sets the seed of all random choices; default 0. */
    public Builder seed(long newSeed) {
      settings.seed = newSeed;
      return this;
    }

    /** Sets how many threads may be used, at least 1; default all processors. The result does not depend on it. */
    public Builder threads(int newThreads) {
      settings.threads = atLeast("threads", newThreads, 1);
      return this;
    }

    /**
     * Sets the backend by its id, {@link dev.gmm4j.backend.Backends#FASTEST}, or {@code auto}, the default: the choice of
     * {@link dev.gmm4j.backend.Backends#automatic}.
     */
    public Builder backend(String id) {
      settings.backend = BackendChoice.of(notNull("backend", id));
      return this;
    }

    /** Sets the backend. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      settings.backend = BackendChoice.of(notNull("backend", newBackend));
      return this;
    }

    /** Sets who is told of the progress; default nobody. */
    public Builder listener(FitListener newListener) {
      settings.listener = notNull("listener", newListener);
      return this;
    }

    /**
     * Returns the estimator.
     *
     * @throws IllegalArgumentException if a bound of eigenvalues was set for a covariance model that has none, or trimming
     *     beside noise
     */
    public GaussianMixtureEstimator build() {
      settings.check();
      return new GaussianMixtureEstimator(settings);
    }
  }
}
