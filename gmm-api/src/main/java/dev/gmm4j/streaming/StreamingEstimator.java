package dev.gmm4j.streaming;

import static dev.gmm4j.internal.util.Arguments.atLeast;
import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixtureEstimator;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.streaming.BatchPlan;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fits Gaussian mixtures by stepwise EM, mini-batch by mini-batch: to data without end, or for a first answer before EM
 * has passed over all samples once. Immutable and safe to use from several threads.
 *
 * <pre>{@code
 * GaussianMixtureEstimator mixture = GaussianMixtureEstimator.builder().components(3).build();
 * StreamingFit stream = StreamingEstimator.builder(mixture).build().begin();
 * while (more) {
 *   stream.partialFit(Samples.of(rows));
 * }
 * GaussianMixture model = stream.model();
 * }</pre>
 *
 * <p>A {@link GaussianMixtureEstimator} says what is fitted: its components, covariances, proportions, regularization,
 * degeneracy policy, seed, threads and backend, and the first of its initializations. Its restarts, convergence, iterations
 * and listener are for {@link StreamingFit#refine}, which finishes with EM over all samples.
 *
 * <p>Each mini-batch is one step (Cappé and Moulines 2009): its sufficient statistics {@code ŝ} under the current
 * parameters go into running ones, {@code s ← (1 - γ) s + γ ŝ}, and the parameters become the maximization of those.
 * With all samples as one mini-batch and {@code γ = 1} that is EM, iteration by iteration and bit by bit.
 *
 * <p>The same seed, rows in the same order and backend give the same bits, for any number of threads, and however the
 * rows are divided among the calls that give them.
 */
public final class StreamingEstimator {
  private static final int DEFAULT_BATCH = 2048;
  private static final int DEFAULT_INITIALIZATION_ROWS = 16_384;

  /** Half a gigabyte: what defaults keep of rows that wait, at most. */
  private static final int MAX_DEFAULT_NUMBERS = 1 << 26;

  private final GaussianMixtureEstimator mixture;
  private final StepSize stepSize;
  private final Consumer<StreamingProgress> listener;
  private final @Nullable Integer batchSize;
  private final @Nullable Integer initializationRows;
  private final int passes;

  private StreamingEstimator(Builder builder) {
    mixture = builder.mixture;
    stepSize = builder.stepSize;
    listener = builder.listener;
    batchSize = builder.batchSize;
    initializationRows = builder.initializationRows;
    passes = builder.passes;
  }

  /**
   * Returns a builder with all defaults.
   *
   * @param mixture what is fitted, and how it is initialized
   * @throws IllegalStateException if its number of components is not set
   * @throws IllegalArgumentException if it is initialized by responsibilities or labels, which belong to given samples, or has
   *     a prior, noise or trimming
   */
  public static Builder builder(GaussianMixtureEstimator mixture) {
    notNull("mixture", mixture).requireComponents();
    check(
        mixture.prior() == null && mixture.noise() == null,
        "a stream must have neither a prior nor noise, but its estimator was %s",
        mixture);
    check(
        mixture.trimming() == null,
        "a stream must not trim, as a share of all samples is known in the end only, but its estimator was %s",
        mixture);
    Initialization initialization = mixture.initializations().get(0);
    check(
        !initialization.dependsOnRows(),
        "initialization of a stream must be parameters or a search, but was %s",
        initialization);
    return new Builder(mixture);
  }

  /** Returns a fit that has seen no samples yet. */
  public StreamingFit begin() {
    return new StreamingFit(this);
  }

  /** Returns what is fitted, and how it is initialized. */
  public GaussianMixtureEstimator mixture() {
    return mixture;
  }

  /** Returns how much each mini-batch counts. */
  public StepSize stepSize() {
    return stepSize;
  }

  /** Returns how often {@link #fit} passes over its samples. */
  public int passes() {
    return passes;
  }

  /** Returns who is told of each step. */
  public Consumer<StreamingProgress> listener() {
    return listener;
  }

  BatchPlan plan() {
    return new BatchPlan(this::batchSize, this::initializationRows, passes, mixture.seed());
  }

  /** Returns the number of rows of a mini-batch of so many columns. */
  public int batchSize(int columns) {
    return batchSize == null ? rows(DEFAULT_BATCH, columns) : batchSize;
  }

  /** Returns the number of rows of so many columns that initial parameters are found on, but for those of a mini-batch. */
  public int initializationRows(int columns) {
    return initializationRows == null
        ? rows(DEFAULT_INITIALIZATION_ROWS, columns)
        : initializationRows;
  }

  private int rows(int usual, int columns) {
    return Math.min(usual, Math.max(mixture.components(), MAX_DEFAULT_NUMBERS / columns));
  }

  /**
   * Fits a mixture to samples that are all there, in {@link Builder#passes} passes.
   *
   * <p>Rows are taken in an order that spreads each mini-batch over all of the samples, so that it does not matter how
   * they are sorted, and in mini-batches of equal size, at most {@link Builder#batchSize}. If they are one mini-batch,
   * rows keep their order.
   *
   * @return the fit, to be asked for its model, refined or continued
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer samples than
   *     components have a positive weight
   * @throws IllegalArgumentException if given initial parameters do not fit the samples or the settings
   * @throws dev.gmm4j.exception.DegenerateComponentException if the degeneracy policy does not allow what would have to be done
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public StreamingFit fit(Samples samples) {
    notNull("samples", samples);
    StreamingFit fit = new StreamingFit(this);
    fit.fit(samples);
    return fit;
  }

  /** Settings of a streaming estimator; all have defaults. */
  public static final class Builder {
    private final GaussianMixtureEstimator mixture;
    private @Nullable Integer batchSize;
    private @Nullable Integer initializationRows;
    private StepSize stepSize = StepSize.decreasing(0.6, 2);
    private int passes = 1;
    private Consumer<StreamingProgress> listener = progress -> {};

    private Builder(GaussianMixtureEstimator mixture) {
      this.mixture = mixture;
    }

    /**
     * Sets how many rows make a mini-batch, at least 1; default 2048, but of more than 32 768 columns only as many as are
     * half a gigabyte. It should be many times the number of components: a component learns from those of its rows only.
     */
    public Builder batchSize(int newBatchSize) {
      batchSize = atLeast("batchSize", newBatchSize, 1);
      return this;
    }

    /**
     * Sets how many rows initial parameters are found on, at least 1; default 16 384, but of more than 4096 columns only
     * as many as are half a gigabyte, and never fewer than a mini-batch. They are kept until they are all there, and
     * learned from then.
     */
    public Builder initializationRows(int newInitializationRows) {
      initializationRows = atLeast("initializationRows", newInitializationRows, 1);
      return this;
    }

    /** Sets how much each mini-batch counts; default {@link StepSize#decreasing decreasing(0.6, 2)}. */
    public Builder stepSize(StepSize newStepSize) {
      stepSize = notNull("stepSize", newStepSize);
      return this;
    }

    /** Sets how often {@link StreamingEstimator#fit} passes over its samples, at least 1; default 1. */
    public Builder passes(int newPasses) {
      passes = atLeast("passes", newPasses, 1);
      return this;
    }

    /** Sets who is told of each step, on the thread that gave the samples. */
    public Builder listener(Consumer<StreamingProgress> newListener) {
      listener = notNull("listener", newListener);
      return this;
    }

    /** Returns the estimator. */
    public StreamingEstimator build() {
      return new StreamingEstimator(this);
    }
  }
}
