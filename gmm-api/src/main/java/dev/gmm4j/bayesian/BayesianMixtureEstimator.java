package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.covariance.MixingProportions;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.internal.initialization.Subsample;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fits Bayesian mixtures by variational inference (Bishop 2006, section 10.2; Blei and Jordan 2006): not one mixture, but a
 * distribution of mixtures, under priors of weights, means and precisions. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * BayesianMixtureFit fit = BayesianMixtureEstimator.builder(
 *         GaussianMixtureEstimator.builder().components(10).build())
 *     .weightPrior(WeightPrior.dirichletProcess())
 *     .build()
 *     .fit(Samples.of(rows));
 * }</pre>
 *
 * <p>Components that samples do not need stay empty: their number is a bound, not a choice.
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class BayesianMixtureEstimator {
  private final GaussianMixtureEstimator estimator;
  private final WeightPrior weightPrior;
  private final ComponentPrior componentPrior;
  private final BayesianListener listener;

  private BayesianMixtureEstimator(
      GaussianMixtureEstimator estimator,
      WeightPrior weightPrior,
      ComponentPrior componentPrior,
      BayesianListener listener) {
    this.estimator = estimator;
    this.weightPrior = weightPrior;
    this.componentPrior = componentPrior;
    this.listener = listener;
  }

  /**
   * Returns a builder of an estimator with the settings of another one: components, covariance type, initializations,
   * restarts, iterations, convergence, acceleration, search, seed, threads and backend. Convergence is that of the bound, and
   * acceleration and search never lower it. The initial posterior is that of the initial parameters' weights, means and
   * covariances, as if they were those of the samples; of initial labels and responsibilities they are. Regularization and
   * degeneracy policy have no meaning here, because there is a prior; {@link Builder#listener} sets the listener.
   *
   * @throws IllegalArgumentException if the covariance model is not VVV, EEE, VVI or VII (full, tied, diagonal, spherical),
   *     proportions are equal, or there is a prior, noise, or a bound of eigenvalues
   */
  public static Builder builder(GaussianMixtureEstimator estimator) {
    return new Builder(checked(estimator));
  }

  private static GaussianMixtureEstimator checked(GaussianMixtureEstimator estimator) {
    notNull("estimator", estimator);
    check(
        estimator.covariance() == estimator.covariance().type().model(),
        "a Bayesian mixture must have full, tied, diagonal or spherical covariances, but had model %s",
        estimator.covariance());
    check(
        estimator.proportions() == MixingProportions.FREE,
        "a Bayesian mixture must have free proportions, because they have a prior, but had %s",
        estimator.proportions().label());
    check(
        estimator.prior() == null,
        "a Bayesian mixture has a prior of its own: set componentPrior, not the estimator's prior");
    check(estimator.noise() == null, "a Bayesian mixture must have no noise");
    check(
        estimator.trimming() == null,
        "a Bayesian mixture must not trim, but had %s",
        String.valueOf(estimator.trimming()));
    check(
        estimator.maxEigenvalueRatio() == null,
        "a Bayesian mixture must have no bound of eigenvalues");
    return estimator;
  }

  /** Returns a builder with the settings of this estimator, to change some of them. */
  public Builder toBuilder() {
    return builder(estimator)
        .weightPrior(weightPrior)
        .componentPrior(componentPrior)
        .listener(listener);
  }

  /** Returns the settings that Bayesian fits share with others. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns the prior of the weights. */
  public WeightPrior weightPrior() {
    return weightPrior;
  }

  /** Returns the prior of means and precisions. */
  public ComponentPrior componentPrior() {
    return componentPrior;
  }

  /** Returns what is told of the progress. */
  public BayesianListener listener() {
    return listener;
  }

  /**
   * Fits samples; the restart of the highest bound is kept. Of rows with {@linkplain Samples#withMissingValues missing
   * values} what is observed counts: the bound is that of the observed values. A restart that fails does not end the fit unless all do.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer
   *     samples than components have a positive weight
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException if the prior does not fit the samples, or none can be taken from them
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public BayesianMixtureFit fit(Samples samples) {
    notNull("samples", samples);
    estimator.requireComponents();
    return fit(samples, null);
  }

  /**
   * Goes on with a fit from a checkpoint that a listener took ({@link BayesianProgress#checkpoint}), to the same bits as if
   * it had never been interrupted. Settings, priors, samples and backend must be those of the fit; threads and listener need
   * not. A convergence criterion of the caller's own must be the same, too, which is checked only where it is a record.
   *
   * @throws dev.gmm4j.exception.InvalidCheckpointException if the checkpoint is of another fit
   */
  public BayesianMixtureFit resume(Samples samples, BayesianCheckpoint checkpoint) {
    notNull("samples", samples);
    notNull("checkpoint", checkpoint);
    estimator.requireComponents();
    return fit(samples, checkpoint);
  }

  private BayesianMixtureFit fit(Samples samples, @Nullable BayesianCheckpoint checkpoint) {
    try (PreparedSamples prepared = PreparedSamples.of(
        samples, estimator.chooseBackend(samples), estimator.components(), estimator.threads())) {
      return new BayesianRun(this, prepared).run(checkpoint);
    }
  }

  /**
   * Fits samples that other fits use too, with their backend and threads.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, or if the samples were prepared for fewer components
   */
  public BayesianMixtureFit fit(PreparedSamples samples) {
    notNull("samples", samples);
    estimator.requireComponents();
    return new BayesianRun(this, samples).run(null);
  }

  /**
   * Fits samples on the machines of a cluster: iterations here, passes there. Initial parameters are sought among some of
   * the samples, which are all where there are few.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link #fit(Samples)} does
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, or if an initialization depends on the order of rows
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   */
  public BayesianMixtureFit fit(RemoteSamples samples) {
    notNull("samples", samples);
    estimator.requireComponents();
    for (Initialization initialization : estimator.initializations()) {
      check(
          !initialization.dependsOnRows(),
          "initialization of a fit to remote samples must not depend on the order of rows, but was %s",
          initialization.label());
    }
    int components = estimator.components();
    try (RemoteSamples.Engine engine = samples.open(components)) {
      int limit = Subsample.limit(components, engine.scale().means().length);
      Samples here = engine.subsample(limit, estimator.seed());
      try (PreparedSamples prepared = PreparedSamples.of(
          here, estimator.chooseBackend(here), components, estimator.threads())) {
        return new BayesianRun(this, engine, prepared).run(null);
      }
    }
  }

  /** Settings of an estimator. */
  public static final class Builder {
    private GaussianMixtureEstimator estimator;
    private WeightPrior weightPrior = WeightPrior.dirichletProcess();
    private ComponentPrior componentPrior = ComponentPrior.fromSamples();
    private BayesianListener listener = BayesianListener.NONE;

    private Builder(GaussianMixtureEstimator estimator) {
      this.estimator = estimator;
    }

    /**
     * Changes settings of the estimator: {@code estimator(e -> e.seed(5).threads(1))}.
     *
     * @throws IllegalArgumentException as {@link BayesianMixtureEstimator#builder} does
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      estimator = checked(notNull("change", change).apply(estimator.toBuilder()).build());
      return this;
    }

    /** Sets the prior of the weights; default {@link WeightPrior#dirichletProcess}. */
    public Builder weightPrior(WeightPrior newPrior) {
      weightPrior = notNull("weightPrior", newPrior);
      return this;
    }

    /** Sets the prior of means and precisions; default {@link ComponentPrior#fromSamples}. */
    public Builder componentPrior(ComponentPrior newPrior) {
      componentPrior = notNull("componentPrior", newPrior);
      return this;
    }

    /** Sets what is told of the progress; default nothing. */
    public Builder listener(BayesianListener newListener) {
      listener = notNull("listener", newListener);
      return this;
    }

    /** Returns the estimator. */
    public BayesianMixtureEstimator build() {
      return new BayesianMixtureEstimator(estimator, weightPrior, componentPrior, listener);
    }
  }
}
