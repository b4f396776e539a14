package dev.gmm4j.bayesian;

import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.Initialization;
import dev.gmm4j.Score;
import dev.gmm4j.covariance.ModelFamily;
import dev.gmm4j.data.Samples;
import dev.gmm4j.internal.streaming.BatchPlan;
import dev.gmm4j.internal.streaming.LearningStep;
import dev.gmm4j.internal.streaming.MiniBatches;
import dev.gmm4j.streaming.StreamingEstimator;
import dev.gmm4j.streaming.StreamingProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A posterior that follows the rows it is given; made by a {@link StreamingBayesianEstimator}. Not safe to use from several
 * threads at once, but the posteriors that it returns are. It holds no threads between calls and need not be closed.
 */
public final class StreamingBayesianFit {
  private final StreamingBayesianEstimator settings;
  private final MiniBatches<VariationalLearner> batches;

  StreamingBayesianFit(StreamingBayesianEstimator settings, @Nullable Long population) {
    this.settings = settings;
    StreamingEstimator stream = settings.stream();
    batches = new MiniBatches<>(
        new BatchPlan(
            stream::batchSize,
            stream::initializationRows,
            stream.passes(),
            stream.mixture().seed()),
        first -> VariationalLearner.of(settings.estimator(), stream.stepSize(), first, population),
        this::tell);
  }

  private void tell(LearningStep step) {
    settings.stream()
        .listener()
        .accept(new StreamingProgress(
            step.number(),
            samplesSeen(),
            step.rows(),
            step.stepSize(),
            step.logLikelihood() / step.weight()));
  }

  void fit(Samples samples, long rows) {
    batches.fit(samples, rows);
  }

  /**
   * Learns from rows as they arrive: from as many as fill mini-batches; the rest waits for more.
   *
   * <p>All rows are checked before anything is learned from them. Should learning from a mini-batch fail, its rows and
   * those behind them are lost, and the posterior is that of the mini-batch before.
   *
   * @throws IllegalArgumentException if the samples have other columns than those before, or the prior or given initial
   *     parameters do not fit them
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite or a weight is negative; nothing
   *     has changed then
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public void partialFit(Samples samples) {
    batches.partialFit(samples);
  }

  /**
   * Learns from the rows that wait, though they fill no mini-batch; they count as much less as they are fewer. Does nothing
   * where none wait.
   *
   * @throws dev.gmm4j.exception.InvalidSamplesException if these are all rows of positive weight so far, and fewer than
   *     components
   */
  public void flush() {
    batches.flush();
  }

  /**
   * Finishes with variational inference over samples, under this fit's prior, from the mixture of expected parameters, by the
   * estimator's convergence and iterations. The result is the posterior of those samples alone.
   *
   * @throws IllegalStateException if there is no posterior yet
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link BayesianMixtureEstimator#fit(Samples)}
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public BayesianMixtureFit refine(Samples samples) {
    return refine(samples, BayesianListener.NONE);
  }

  /**
   * Finishes as {@link #refine(Samples)} does.
   *
   * @param listener is told of the progress
   * @throws IllegalStateException if there is no posterior yet
   * @throws dev.gmm4j.exception.InvalidSamplesException as {@link BayesianMixtureEstimator#fit(Samples)}
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public BayesianMixtureFit refine(Samples samples, BayesianListener listener) {
    notNull("samples", samples);
    VariationalLearner learner = batches.learner();
    batches.checkColumns(samples);
    GaussianMixture current = learner.posterior().toMixture(learner.backend());
    return settings.estimator().toBuilder()
        .estimator(
            e -> e.initialization(Initialization.parameters(current)).backend(learner.backend()))
        .componentPrior(ComponentPrior.of(learner.posterior().prior()))
        .listener(listener)
        .build()
        .fit(samples);
  }

  /**
   * Returns the current posterior as the result of a fit to samples, with its bound over them: one pass, and no iteration.
   *
   * @throws IllegalStateException if there is no posterior yet
   * @throws dev.gmm4j.exception.InvalidSamplesException if a sample or weight is not finite, or a weight is negative
   * @throws IllegalArgumentException if the samples have other columns than those learned from
   */
  public BayesianMixtureFit evaluate(Samples samples) {
    notNull("samples", samples);
    VariationalLearner learner = batches.learner();
    batches.checkColumns(samples);
    long began = System.nanoTime();
    MixturePosterior current = learner.posterior();
    ExpectedParameters expected = ExpectedParameters.of(current, learner.backend());
    Score score = GaussianMixture.of(
            expected,
            ModelFamily.of(current.covarianceType()),
            learner.backend(),
            settings.stream().mixture().threads())
        .score(samples);
    double elbo = score.logLikelihood() - expected.divergence();
    return new BayesianMixtureFit(
        current,
        List.of(new BayesianRestart(0, List.of(elbo), 0, false, List.of(), null)),
        0,
        samples.count(),
        score.totalWeight(),
        learner.backend(),
        new BayesianMixtureFit.Seconds(0, (System.nanoTime() - began) * 1e-9));
  }

  /** Tells whether there is a posterior: whether as many rows were there as the initialization asks for. */
  public boolean hasPosterior() {
    return batches.hasLearner();
  }

  /**
   * Returns the current posterior; {@link MixturePosterior#elbo} gives its bound over samples.
   *
   * @throws IllegalStateException if there is none yet
   */
  public MixturePosterior posterior() {
    return batches.learner().posterior();
  }

  /**
   * Returns the mixture of expected parameters.
   *
   * @throws IllegalStateException if there is none yet
   */
  public GaussianMixture model() {
    VariationalLearner learner = batches.learner();
    return learner.posterior().toMixture(learner.backend());
  }

  /** Returns the number of rows that were given, those that wait and those of weight 0 included. */
  public long samplesSeen() {
    return batches.samplesSeen();
  }

  /** Returns the number of rows that wait until they are a mini-batch, or as many as the initialization asks for. */
  public int samplesPending() {
    return batches.samplesPending();
  }

  /** Returns the number of mini-batches that were learned from. */
  public long steps() {
    return batches.steps();
  }
}
