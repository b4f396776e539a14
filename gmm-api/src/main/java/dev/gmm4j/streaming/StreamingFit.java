package dev.gmm4j.streaming;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.GaussianMixture;
import dev.gmm4j.GaussianMixtureFit;
import dev.gmm4j.Initialization;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.DegeneracyEvent;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.BlockRows;
import dev.gmm4j.internal.data.RowBuffer;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.util.SpreadOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mixture that follows the rows it is given; made by a {@link StreamingEstimator}. Not safe to use from several threads
 * at once, but the models that it returns are. It holds no threads between calls and need not be closed.
 */
public final class StreamingFit {
  private static final int READ_ROWS = 1024;

  /** The number of mini-batches that are recent. */
  private static final int RECENT = 16;

  private final StreamingEstimator settings;
  private final Deque<StepwiseLearner.Step> recent = new ArrayDeque<>();
  private @Nullable RowBuffer pending;
  private @Nullable StepwiseLearner learner;
  private int batchSize;
  private int initializationRows;
  private int dimension;
  private long samplesSeen;

  /** Creates a fit whose batches are of the size that the settings give to the first samples. */
  StreamingFit(StreamingEstimator settings) {
    this.settings = settings;
  }

  /** Creates a fit of samples that are all there. */
  StreamingFit(StreamingEstimator settings, int batchSize, int initializationRows) {
    this.settings = settings;
    this.batchSize = batchSize;
    this.initializationRows = initializationRows;
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
    notNull("samples", samples);
    checkColumns(samples);
    long first = 0;
    for (RowBlock block : samples.blocks(BlockRows.of(READ_ROWS, samples.dimension()))) {
      requireUsable(samples, block, first);
      first += block.rows();
    }
    try (Batches batches = new Batches(samples.mayHaveMissingValues())) {
      samples.blocks(BlockRows.of(READ_ROWS, samples.dimension())).forEach(batches::give);
    }
  }

  private static void requireUsable(Samples samples, RowBlock block, long first) {
    if (samples.mayHaveMissingValues()) {
      SampleChecks.requireUsableOrMissing(block, first);
    } else {
      SampleChecks.requireObserved(block, first);
      SampleChecks.requireUsable(block, first);
    }
  }

  /** Learns from all rows in an order; they are checked when they are read. */
  void pass(Samples samples, SpreadOrder order) {
    checkColumns(samples);
    RowBlock block = null;
    try (Batches batches = new Batches(samples.mayHaveMissingValues())) {
      while (order.hasNext()) {
        long first = order.nextFirst();
        block = samples.block(first, order.runRows(first), block);
        requireUsable(samples, block, first);
        batches.give(block);
      }
    }
  }

  /**
   * Learns from the rows that wait, though they fill no mini-batch; they count as much less as they are fewer. Does
   * nothing where none wait.
   *
   * @throws InvalidSamplesException if these are all rows of positive weight so far, and fewer than components
   */
  public void flush() {
    RowBuffer rows = pending;
    if (rows != null && (rows.rows() > 0 || learner == null)) {
      try (Batches batches = new Batches(rows.isIncomplete())) {
        batches.flush(rows);
      }
    }
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
    GaussianMixture current = learner().model();
    checkColumns(samples);
    return settings.mixture.toBuilder()
        .components(current.components())
        .initialization(Initialization.parameters(current))
        .backend(current.backend())
        .build()
        .fit(samples);
  }

  /** Tells whether there is a model: whether as many rows were there as the initialization asks for. */
  public boolean hasModel() {
    return learner != null;
  }

  /**
   * Returns the current model.
   *
   * @throws IllegalStateException if there is none yet
   */
  public GaussianMixture model() {
    return learner().model();
  }

  /** Returns the number of rows that were given, those that wait and those of weight 0 included. */
  public long samplesSeen() {
    return samplesSeen;
  }

  /** Returns the number of rows that wait until they are a mini-batch, or as many as the initialization asks for. */
  public int samplesPending() {
    return pending == null ? 0 : pending.rows();
  }

  /** Returns the number of mini-batches that were learned from. */
  public long steps() {
    return learner == null ? 0 : learner.steps();
  }

  /**
   * Returns the log-likelihood of a sample of weight 1, the mean over the last 16 mini-batches, each scored under the
   * model before it was learned from: an estimate for samples to come, without any set aside (progressive validation).
   * The initialization has seen the first rows. NaN before the first step.
   */
  public double meanLogLikelihood() {
    double logLikelihood = 0;
    double weight = 0;
    for (StepwiseLearner.Step step : recent) {
      logLikelihood += step.logLikelihood();
      weight += step.weight();
    }
    return logLikelihood / weight;
  }

  /** Returns what was done about degenerate components; iterations are steps, 0 the initialization. */
  public List<DegeneracyEvent> events() {
    return learner == null ? List.of() : learner.events();
  }

  private StepwiseLearner learner() {
    if (learner == null) {
      throw new IllegalStateException("there is no model before "
          + (pending == null ? "any samples" : initializationRows + " rows of positive weight")
          + ", or flush(); there were " + samplesPending());
    }
    return learner;
  }

  private void checkColumns(Samples samples) {
    if (pending == null) {
      dimension = samples.dimension();
      if (batchSize == 0) {
        batchSize = settings.batchSize(dimension);
        initializationRows = Math.max(batchSize, settings.initializationRows(dimension));
      }
      pending = new RowBuffer(dimension, initializationRows);
    }
    check(
        samples.dimension() == dimension,
        "samples must have %d columns, as those before, but had %d",
        dimension,
        samples.dimension());
  }

  /** Turns rows into steps, with the threads of one call. */
  private final class Batches implements AutoCloseable {
    private final boolean mayMiss;
    private @Nullable LocalEngine engine;
    private boolean weighted;
    private boolean incomplete;

    Batches(boolean mayMiss) {
      this.mayMiss = mayMiss;
    }

    void give(RowBlock block) {
      samplesSeen += block.rows();
      take(block);
    }

    private void take(RowBlock block) {
      take(block, mayMiss);
    }

    private void take(RowBlock block, boolean someMissing) {
      RowBuffer rows = pending();
      int row = 0;
      while (row < block.rows()) {
        row += rows.take(block, row, someMissing);
        if (rows.isFull()) {
          if (learner == null) {
            initialize(rows);
            rows = pending();
          } else {
            learn(learner, rows, 1);
          }
        }
      }
    }

    /** Begins with the model of the rows that wait, and learns from them. */
    private void initialize(RowBuffer first) {
      // From here on they no longer wait: if they are no good to initialize with, the next rows may
      // be.
      pending = new RowBuffer(dimension, initializationRows);
      Samples samples = first.samples();
      learner = new StepwiseLearner(settings.mixture, settings.stepSize, samples);
      pending = new RowBuffer(dimension, batchSize);
      samples
          .blocks(BlockRows.of(READ_ROWS, samples.dimension()))
          .forEach(block -> take(block, samples.mayHaveMissingValues()));
    }

    void flush(RowBuffer rows) {
      if (learner == null) {
        if (rows.rows() == 0) {
          throw new InvalidSamplesException("weights must not all be 0");
        }
        initialize(rows);
      }
      RowBuffer left = pending();
      if (learner != null && left.rows() > 0) {
        learn(learner, left, (double) left.rows() / batchSize);
      }
    }

    private RowBuffer pending() {
      if (pending == null) {
        throw new IllegalStateException("no samples were given");
      }
      return pending;
    }

    private void learn(StepwiseLearner by, RowBuffer rows, double part) {
      try {
        StepwiseLearner.Step step = by.learn(engine(by, rows), part);
        if (recent.size() == RECENT) {
          recent.remove();
        }
        recent.add(step);
        settings.listener.accept(new StreamingProgress(
            by.steps(),
            samplesSeen,
            step.rows(),
            step.stepSize(),
            step.logLikelihood() / step.weight()));
      } finally {
        rows.clear();
      }
    }

    private LocalEngine engine(StepwiseLearner by, RowBuffer rows) {
      if (engine == null
          || !rows.isFull()
          || weighted != rows.isWeighted()
          || incomplete != rows.isIncomplete()) {
        close();
        weighted = rows.isWeighted();
        incomplete = rows.isIncomplete();
        engine = by.engine(rows.samples());
      }
      return engine;
    }

    @Override
    public void close() {
      if (engine != null) {
        engine.close();
        engine = null;
      }
    }
  }
}
