package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.streaming.BatchPlan;
import dev.gmm4j.streaming.StreamingEstimator;
import org.jspecify.annotations.Nullable;

/**
 * Fits Bayesian mixtures by stochastic variational inference (Hoffman, Blei, Wang and Paisley 2013), mini-batch by
 * mini-batch: to data without end, or for a first posterior before one pass over all samples. Immutable and safe to use from
 * several threads.
 *
 * <pre>{@code
 * StreamingEstimator stream = StreamingEstimator.builder(
 *         GaussianMixtureEstimator.builder().components(10).build())
 *     .build();
 * StreamingBayesianFit fit = StreamingBayesianEstimator.builder(stream).build().begin();
 * while (more) {
 *   fit.partialFit(Samples.of(rows));
 * }
 * MixturePosterior posterior = fit.posterior();
 * }</pre>
 *
 * <p>A {@link StreamingEstimator} says what is fitted and how rows are taken: mini-batches, step sizes {@code (t +
 * offset)^-exponent}, passes. Each mini-batch is a step along the natural gradient of the bound: its statistics {@code ŝ}
 * under the current posterior go into running ones, {@code s ← (1 - γ) s + γ ŝ}, and the posterior becomes that of {@code s}
 * scaled to all samples. With all samples as one mini-batch and {@code γ = 1} that is {@link BayesianMixtureEstimator}'s
 * iteration, bit by bit.
 *
 * <p>What the prior takes from the samples it takes from those that initial parameters are found on.
 *
 * <p>The same seed, rows in the same order and backend give the same bits, for any number of threads, and however the rows
 * are divided among the calls that give them.
 */
public final class StreamingBayesianEstimator {
  private final StreamingEstimator stream;
  private final BayesianMixtureEstimator estimator;
  private final @Nullable Long population;

  private StreamingBayesianEstimator(
      StreamingEstimator stream, BayesianMixtureEstimator estimator, @Nullable Long population) {
    this.stream = stream;
    this.estimator = estimator;
    this.population = population;
  }

  /**
   * Returns a builder of an estimator whose samples come as a stream's do.
   *
   * @param stream how rows are taken, and the settings that Bayesian fits share with others
   * @throws IllegalArgumentException if its mixture is none that {@link BayesianMixtureEstimator#builder} takes
   */
  public static Builder builder(StreamingEstimator stream) {
    return new Builder(notNull("stream", stream));
  }

  /** Returns the Bayesian mixture that is fitted. */
  public BayesianMixtureEstimator estimator() {
    return estimator;
  }

  /** Returns how rows are taken. */
  public StreamingEstimator stream() {
    return stream;
  }

  /** Returns a fit that has seen no samples yet. */
  public StreamingBayesianFit begin() {
    return new StreamingBayesianFit(this, population);
  }

  /**
   * Fits samples that are all there, in the stream's passes; the posterior is one of as many samples as have a positive
   * weight, unless another number was set. Rows are taken in an order that spreads each mini-batch over all samples.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, a weight is negative, or fewer
   *     samples than components have a positive weight
   * @throws IllegalArgumentException if the prior or given initial parameters do not fit the samples
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public StreamingBayesianFit fit(Samples samples) {
    notNull("samples", samples);
    long rows = BatchPlan.positiveRows(samples);
    StreamingBayesianFit fit =
        new StreamingBayesianFit(this, population == null ? Long.valueOf(rows) : population);
    fit.fit(samples, rows);
    return fit;
  }

  /** Settings of an estimator. */
  public static final class Builder {
    private final StreamingEstimator stream;
    private BayesianMixtureEstimator estimator;
    private @Nullable Long population;

    private Builder(StreamingEstimator stream) {
      this.stream = stream;
      this.estimator = BayesianMixtureEstimator.builder(stream.mixture()).build();
    }

    /** Sets the prior of the weights; default {@link WeightPrior#dirichletProcess}. */
    public Builder weightPrior(WeightPrior prior) {
      estimator = estimator.toBuilder().weightPrior(prior).build();
      return this;
    }

    /** Sets the prior of means and precisions; default {@link ComponentPrior#fromSamples}. */
    public Builder componentPrior(ComponentPrior prior) {
      estimator = estimator.toBuilder().componentPrior(prior).build();
      return this;
    }

    /**
     * Sets how many samples the posterior is one of: how narrow it is. By default those of {@link
     * StreamingBayesianEstimator#fit}, and of a stream as many as it has learned from.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder population(long samples) {
      check(samples >= 1, "population must be >= 1, but was %d", samples);
      population = samples;
      return this;
    }

    /** Returns the estimator. */
    public StreamingBayesianEstimator build() {
      return new StreamingBayesianEstimator(stream, estimator, population);
    }
  }
}
