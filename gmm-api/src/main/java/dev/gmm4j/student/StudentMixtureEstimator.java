package dev.gmm4j.student;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.PreparedSamples;
import dev.gmm4j.TimeBudget;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyPolicy;
import dev.gmm4j.em.DegreesOfFreedom;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.internal.initialization.Subsample;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Fits mixtures of t distributions by EM (Peel and McLachlan 2000): their tails are heavier than Gaussian ones, so that a sample
 * far from a component moves it little. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * StudentMixtureFit fit = StudentMixtureEstimator.builder(
 *         GaussianMixtureEstimator.builder().components(3).build())
 *     .degreesOfFreedom(DegreesOfFreedom.common())
 *     .build()
 *     .fit(Samples.of(rows));
 * }</pre>
 *
 * <p>The same seed, samples and backend give the same bits, for any number of threads.
 */
public final class StudentMixtureEstimator {
  private final GaussianMixtureEstimator estimator;
  private final DegreesOfFreedom degreesOfFreedom;
  private final StudentListener listener;

  private StudentMixtureEstimator(Builder builder) {
    this.estimator = builder.estimator;
    this.degreesOfFreedom = builder.degreesOfFreedom;
    this.listener = builder.listener;
  }

  /**
   * Returns a builder of an estimator with the settings of another one: components, covariance model (of the scale matrices),
   * proportions, initializations, restarts, iterations, convergence, acceleration, regularization, bound of eigenvalues,
   * prior of locations and scale matrices, degeneracy policy, seed, threads and backend. Under a prior the posterior density is
   * maximized. Initial locations and scale matrices are the means and covariances that
   * initializations find. Where the settings allow a search for better optima, EM also begins once at the Gaussian mixture that
   * the search leads to. The listener is {@link Builder#listener}'s.
   *
   * @throws IllegalArgumentException if there is noise, or degenerate components are to be pruned
   */
  public static Builder builder(GaussianMixtureEstimator estimator) {
    return new Builder(checked(estimator));
  }

  private static GaussianMixtureEstimator checked(GaussianMixtureEstimator estimator) {
    notNull("estimator", estimator);
    check(
        estimator.noise() == null,
        "a mixture of t distributions must have no noise component: outliers are what its tails are for");
    check(
        estimator.degeneracy() != DegeneracyPolicy.PRUNE,
        "degeneracy policy of a mixture of t distributions must not be %s",
        DegeneracyPolicy.PRUNE);
    return estimator;
  }

  /** Returns a builder with the settings of this estimator, to change some of them. */
  public Builder toBuilder() {
    return builder(estimator).degreesOfFreedom(degreesOfFreedom).listener(listener);
  }

  /** Returns the settings that fits of t distributions share with others. */
  public GaussianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns how degrees of freedom are found. */
  public DegreesOfFreedom degreesOfFreedom() {
    return degreesOfFreedom;
  }

  /** Returns what is told of the progress. */
  public StudentListener listener() {
    return listener;
  }

  /**
   * Fits samples: EM runs from each initialization until it converges or has done all iterations, and the restart of the highest
   * log-likelihood is kept. {@linkplain Samples#withMissingValues Missing values} are taken as missing at random: a row counts by
   * what is observed of it (Liu and Rubin 1995; Wang, Zhang, Luo and Wei 2004).
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, a
   *     column is never observed, or fewer samples than components have a positive weight
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException if given initial parameters do not fit the samples or the settings
   * @throws dev.gmm4j.exception.DegenerateComponentException if all restarts failed by the degeneracy policy
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public StudentMixtureFit fit(Samples samples) {
    notNull("samples", samples);
    return fit(samples, null);
  }

  /**
   * Fits samples on other machines: EM runs here, its passes over the samples there, to the result of one machine but for rounding.
   * Initial parameters are sought among some of the samples, which are all where there are few.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link #fit(Samples)} does
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, if there is a prior or trimming, values may be missing, or an
   *     initialization needs all rows
   * @throws dev.gmm4j.exception.DegenerateComponentException if all restarts failed by the degeneracy policy
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   */
  public StudentMixtureFit fit(RemoteSamples samples) {
    notNull("samples", samples);
    estimator.requireComponents();
    check(
        estimator.prior() == null && estimator.trimming() == null,
        "a fit of t distributions to samples on other machines must have neither a prior nor trimming");
    int components = estimator.components();
    try (RemoteSamples.Engine engine = samples.open(components)) {
      int limit = Subsample.limit(components, engine.scale().means().length);
      Samples here = engine.subsample(limit, estimator.seed());
      check(
          !here.mayHaveMissingValues(),
          "samples on other machines must have no missing values in a fit of t distributions");
      StudentStarts starts =
          StudentStarts.ofRemote(this, engine, here, estimator.chooseBackend(here));
      return StudentRun.ofRemote(this, here, engine, starts).run(null);
    }
  }

  /**
   * Goes on with a fit of the same samples by the same settings, to the bits that it would have had without interruption.
   *
   * @throws dev.gmm4j.exception.InvalidCheckpointException if the checkpoint is of another fit or other samples, or not valid
   * @throws IllegalStateException if the number of components is not set
   * @throws dev.gmm4j.exception.GmmException as {@link #fit(Samples)} does
   */
  public StudentMixtureFit resume(Samples samples, StudentCheckpoint checkpoint) {
    notNull("samples", samples);
    notNull("checkpoint", checkpoint);
    return fit(samples, checkpoint);
  }

  private StudentMixtureFit fit(Samples samples, @Nullable StudentCheckpoint checkpoint) {
    estimator.requireComponents();
    StudentStarts starts;
    int begun = checkpoint == null ? 0 : checkpoint.current().restart() + 1;
    try (PreparedSamples prepared = PreparedSamples.of(
        samples, estimator.chooseBackend(samples), estimator.components(), estimator.threads())) {
      starts = StudentStarts.of(this, prepared, begun);
    }
    // The samples in the layout of Gaussian kernels are no longer needed.
    return new StudentRun(this, samples, starts, TimeBudget.UNLIMITED).run(checkpoint);
  }

  /**
   * Fits samples that other fits use too, with their backend and threads.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, or if the samples were prepared for fewer components
   */
  public StudentMixtureFit fit(PreparedSamples samples) {
    return fit(samples, TimeBudget.UNLIMITED);
  }

  /**
   * Fits samples that other fits use too, within a time: a restart fails at its next iteration when the time is over, and those
   * after it at once.
   *
   * @throws IllegalStateException if the number of components is not set
   * @throws IllegalArgumentException as {@link #fit(Samples)} does, or if the samples were prepared for fewer components
   * @throws dev.gmm4j.exception.GmmException if no restart converged in time
   */
  public StudentMixtureFit fit(PreparedSamples samples, TimeBudget budget) {
    notNull("samples", samples);
    notNull("budget", budget);
    estimator.requireComponents();
    return new StudentRun(this, samples.samples(), StudentStarts.of(this, samples, 0), budget)
        .run(null);
  }

  /** Settings of an estimator. */
  public static final class Builder {
    private GaussianMixtureEstimator estimator;
    private DegreesOfFreedom degreesOfFreedom = DegreesOfFreedom.common();
    private StudentListener listener = StudentListener.NONE;

    private Builder(GaussianMixtureEstimator estimator) {
      this.estimator = estimator;
    }

    /**
     * Changes settings of the estimator: {@code estimator(e -> e.seed(5).threads(1))}.
     *
     * @throws IllegalArgumentException as {@link StudentMixtureEstimator#builder} does
     */
    public Builder estimator(UnaryOperator<GaussianMixtureEstimator.Builder> change) {
      estimator = checked(notNull("change", change).apply(estimator.toBuilder()).build());
      return this;
    }

    /** Sets how degrees of freedom are found; default {@link DegreesOfFreedom#common}. */
    public Builder degreesOfFreedom(DegreesOfFreedom newDegreesOfFreedom) {
      degreesOfFreedom = notNull("degreesOfFreedom", newDegreesOfFreedom);
      return this;
    }

    /** Sets what is told of each iteration; default {@link StudentListener#NONE}. */
    public Builder listener(StudentListener newListener) {
      listener = notNull("listener", newListener);
      return this;
    }

    /** Returns the estimator. */
    public StudentMixtureEstimator build() {
      return new StudentMixtureEstimator(this);
    }
  }
}
