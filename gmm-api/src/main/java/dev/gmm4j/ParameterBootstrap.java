package dev.gmm4j;

import static dev.gmm4j.internal.Arguments.atLeast;
import static dev.gmm4j.internal.Arguments.check;
import static dev.gmm4j.internal.Arguments.notNegative;

import dev.gmm4j.internal.Randomness;
import dev.gmm4j.spi.LinearAlgebraBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds standard errors and confidence intervals of a mixture's parameters by the bootstrap (Efron 1979; for mixtures
 * O'Hagan, Murphy, Scrucca and Gormley 2019): the mixture is fitted again to other samples like those that there are,
 * many times, and the spread of the estimates is their error. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * ParameterBootstrapResult errors = ParameterBootstrap.builder().build().run(fit.model(), samples);
 * IntervalEstimate weight = errors.weight(0);
 * }</pre>
 *
 * <p>Each replicate starts from the fitted mixture itself, for it is the error of this solution that is asked for, not
 * that of a search. Its components are matched to those of the fit, at the least sum of Bhattacharyya distances, and
 * intervals reach from one quantile of the replicates to the other.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class ParameterBootstrap {
  private final BootstrapMethod method;
  private final int replicates;
  private final double confidence;
  private final int maxIterations;
  private final ConvergenceTest convergence;
  private final double regularization;
  private final @Nullable ConjugatePrior prior;
  private final @Nullable Double maxEigenvalueRatio;
  private final long seed;
  private final int threads;
  private final BackendChoice backend;

  private ParameterBootstrap(Builder builder) {
    method = builder.method;
    replicates = builder.replicates;
    confidence = builder.confidence;
    maxIterations = builder.maxIterations;
    convergence = builder.convergence;
    regularization = builder.regularization;
    prior = builder.prior;
    maxEigenvalueRatio = builder.maxEigenvalueRatio;
    seed = builder.seed;
    threads = builder.threads;
    backend = builder.backend;
  }

  /** What a replicate came to: a fit, or why there is none. */
  record Replicate(
      @Nullable GaussianMixture model, @Nullable GmmException failure) {}

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Estimates the errors of a mixture's parameters.
   *
   * <p>Replicates of which a component degenerates are left out, and counted.
   *
   * @param model a mixture that was fitted to the samples; its covariance model and proportions are kept
   * @throws IllegalArgumentException if samples and model differ in features, or the model has noise
   * @throws InvalidSamplesException if a sample or weight is not finite, a weight is negative, or all are 0
   * @throws GmmException if fewer than two replicates can be fitted; with the reason of the first that cannot
   * @throws BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public ParameterBootstrapResult run(GaussianMixture model, Samples samples) {
    model.requireNoNoise();
    // Refuses what is wrong with the samples, for all replicates.
    model.score(samples);
    ChosenBackend chosen =
        backend.resolve(samples, () -> ProbeTask.of(estimator(model, null), samples.dimension()));
    GaussianMixtureEstimator estimator = estimator(model, chosen.backend());
    double[] weights = RowWeights.of(samples);
    List<Replicate> fitted = SideBySide.map(replicates, threads, index -> {
      Samples resampled = method.resample(model, samples, weights, Randomness.of(seed, index));
      return replicate(estimator, resampled);
    });
    return ParameterBootstrapResult.of(model, method, confidence, fitted, chosen.backend());
  }

  private static Replicate replicate(GaussianMixtureEstimator estimator, Samples resampled) {
    try {
      return new Replicate(estimator.fit(resampled).model(), null);
    } catch (GmmException e) {
      return new Replicate(null, e);
    } catch (InvalidSamplesException e) {
      // Fewer different samples than components.
      return new Replicate(null, new GmmException(String.valueOf(e.getMessage()), e));
    }
  }

  private GaussianMixtureEstimator estimator(
      GaussianMixture model, @Nullable LinearAlgebraBackend resolved) {
    GaussianMixtureEstimator.Builder builder = GaussianMixtureEstimator.builder()
        .components(model.components())
        .covariance(model.covarianceModel())
        .proportions(model.proportions())
        .start(Start.parameters(model))
        .maxIterations(maxIterations)
        .convergence(convergence)
        .regularization(regularization)
        .prior(prior)
        .degeneracy(DegeneracyPolicy.FAIL)
        .threads(1);
    if (maxEigenvalueRatio != null) {
      builder.maxEigenvalueRatio(maxEigenvalueRatio);
    }
    return (resolved == null ? builder : builder.backend(resolved)).build();
  }

  /** Settings of a bootstrap; all have defaults. */
  public static final class Builder {
    private BootstrapMethod method = BootstrapMethod.WEIGHTED_LIKELIHOOD;
    private int replicates = 999;
    private double confidence = 0.95;
    private int maxIterations = 1000;
    private ConvergenceTest convergence = ConvergenceTest.relative(1e-6);
    private double regularization;
    private @Nullable ConjugatePrior prior;
    private @Nullable Double maxEigenvalueRatio;
    private long seed;
    private int threads = GaussianMixture.defaultThreads();
    private BackendChoice backend = BackendChoice.AUTOMATIC;

    private Builder() {}

    /** Sets how other samples are made; default {@link BootstrapMethod#WEIGHTED_LIKELIHOOD}. */
    public Builder method(BootstrapMethod newMethod) {
      method = newMethod;
      return this;
    }

    /** Sets how often, at least 2; default 999. */
    public Builder replicates(int newReplicates) {
      replicates = atLeast("replicates", newReplicates, 2);
      return this;
    }

    /** Sets the probability of the intervals, in (0, 1); default 0.95. */
    public Builder confidence(double newConfidence) {
      check(
          newConfidence > 0 && newConfidence < 1,
          "confidence must be in (0, 1), but was %s",
          newConfidence);
      confidence = newConfidence;
      return this;
    }

    /** Sets the largest number of iterations of a replicate, at least 0; default 1000. */
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
     * Sets what each maximization adds to the diagonal of the covariances, at least 0; default 0. It should be that of
     * the fit.
     */
    public Builder regularization(double newRegularization) {
      regularization = notNegative("regularization", newRegularization);
      return this;
    }

    /**
     * Sets the prior of means and covariances, or null for none, the default. It should be that of the fit, complete as
     * {@link GaussianMixtureFit#prior} gives it.
     */
    public Builder prior(@Nullable ConjugatePrior newPrior) {
      prior = newPrior;
      return this;
    }

    /** Sets the bound on the ratio of eigenvalues, at least 1; default no bound. It should be that of the fit. */
    public Builder maxEigenvalueRatio(double ratio) {
      check(ratio >= 1, "maxEigenvalueRatio must be >= 1, but was %s", ratio);
      maxEigenvalueRatio = ratio;
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

    /** Sets the backend by its id; default the choice of {@link Backends#automatic}. */
    public Builder backend(String id) {
      backend = BackendChoice.of(id);
      return this;
    }

    /** Sets the backend. */
    public Builder backend(LinearAlgebraBackend newBackend) {
      backend = BackendChoice.of(newBackend);
      return this;
    }

    /** Returns the bootstrap. */
    public ParameterBootstrap build() {
      return new ParameterBootstrap(this);
    }
  }
}
