package dev.gmm4j.streaming;

import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.streaming.BatchPlan;
import dev.gmm4j.internal.streaming.LearningStep;
import dev.gmm4j.internal.streaming.MiniBatches;
import java.util.List;

/**
 * A mixture that follows the rows it is given; made by a {@link StreamingEstimator}. Not safe to use from several threads
 * at once, but the models that it returns are. It holds no threads between calls and need not be closed.
 */
public final class StreamingFit {
  private final StreamingEstimator settings;
  private final MiniBatches<StepwiseLearner> batches;

  StreamingFit(StreamingEstimator settings) {
    this.settings = settings;
    batches = new MiniBatches<>(
        settings.plan(),
        first -> StepwiseLearner.of(settings.mixture(), settings.stepSize(), first),
        this::tell);
  }

  private void tell(LearningStep step) {
    settings
        .listener()
        .accept(new StreamingProgress(
            step.number(),
            batches.samplesSeen(),
            step.rows(),
            step.stepSize(),
            step.logLikelihood() / step.weight()));
  }

  /** Learns from samples that are all there. */
  void fit(Samples samples) {
    batches.fit(samples, BatchPlan.positiveRows(samples));
  }

  /**
   * Learns from rows as they arrive: from as many as fill mini-batches; the rest waits for more.
   *
   * <p>All rows are checked before anything is learned from them. Should learning from a mini-batch fail, its rows and
   * those behind them are lost, and the model is that of the mini-batch before.
   *
   * @throws IllegalArgumentException if the samples have other columns than those before, or given initial parameters do
   *     not fit them
   * @throws InvalidSamplesException if a sample or weight is not finite or a weight is negative; nothing has changed then
   * @throws dev.gmm4j.exception.DegenerateComponentException if the degeneracy policy does not allow what would have to be done
   * @throws dev.gmm4j.exception.BackendUnavailableException if there is no backend, or not the one that was chosen
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public void partialFit(Samples samples) {
    batches.partialFit(samples);
  }

  /**
   * Learns from the rows that wait, though they fill no mini-batch; they count as much less as they are fewer. Does
   * nothing where none wait.
   *
   * @throws InvalidSamplesException if these are all rows of positive weight so far, and fewer than components
   */
  public void flush() {
    batches.flush();
  }

  /**
   * Finishes with EM over samples, from the current model, by the estimator's settings.
   *
   * <p>What is fitted is the likelihood of those samples alone.
   *
   * @throws IllegalStateException if there is no model yet
   * @throws InvalidSamplesException as {@link dev.gmm4j.GaussianMixtureEstimator#fit}
   * @throws dev.gmm4j.exception.DegenerateComponentException if the degeneracy policy does not allow what would have to be done
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public GaussianMixtureFit refine(Samples samples) {
    notNull("samples", samples);
    GaussianMixture current = batches.learner().model();
    batches.checkColumns(samples);
    return settings.mixture().toBuilder()
        .components(current.components())
        .initialization(Initialization.parameters(current))
        .backend(current.backend())
        .build()
        .fit(samples);
  }

  /** Tells whether there is a model: whether as many rows were there as the initialization asks for. */
  public boolean hasModel() {
    return batches.hasLearner();
  }

  /**
   * Returns the current model.
   *
   * @throws IllegalStateException if there is none yet
   */
  public GaussianMixture model() {
    return batches.learner().model();
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

  /**
   * Returns the log-likelihood of a sample of weight 1, the mean over the last 16 mini-batches, each scored under the
   * model before it was learned from: an estimate for samples to come, without any set aside (progressive validation).
   * The initialization has seen the first rows. NaN before the first step.
   */
  public double meanLogLikelihood() {
    return batches.meanLogLikelihood();
  }

  /** Returns what was done about degenerate components; iterations are steps, 0 the initialization. */
  public List<DegeneracyEvent> events() {
    return batches.hasLearner() ? batches.learner().events() : List.of();
  }
}
