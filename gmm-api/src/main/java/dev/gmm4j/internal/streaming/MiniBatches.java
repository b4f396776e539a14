package dev.gmm4j.internal.streaming;

import static dev.gmm4j.internal.util.Arguments.check;
import static dev.gmm4j.internal.util.Arguments.notNull;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.data.BlockRows;
import dev.gmm4j.internal.data.RowBuffer;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.engine.LocalEngine;
import dev.gmm4j.internal.util.Randomness;
import dev.gmm4j.internal.util.SpreadOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows as they come into mini-batches, and has a learner learn from them. Not thread-safe; holds no threads between
 * calls.
 *
 * @param <L> the learner
 */
public final class MiniBatches<L extends RunningLearner> {
  private static final int READ_ROWS = 1024;

  /** The number of mini-batches that are recent. */
  private static final int RECENT = 16;

  /** The streams of the orders of passes, beyond those of restarts. */
  private static final long ORDERS = 1L << 32;

  private final BatchPlan plan;
  private final Function<Samples, L> begin;
  private final Consumer<LearningStep> listener;
  private final Deque<LearningStep> recent = new ArrayDeque<>();
  private @Nullable RowBuffer pending;
  private @Nullable L learner;
  private int batchSize;
  private int initializationRows;
  private int dimension;
  private long samplesSeen;

  /**
   * Creates mini-batches without rows.
   *
   * @param begin makes the learner of the first samples, all of positive weight
   * @param listener is told of each step
   */
  public MiniBatches(BatchPlan plan, Function<Samples, L> begin, Consumer<LearningStep> listener) {
    this.plan = plan;
    this.begin = begin;
    this.listener = listener;
  }

  /**
   * Learns from rows as they arrive: from as many as fill mini-batches; the rest waits for more. All rows are checked before
   * anything is learned from them.
   *
   * @throws IllegalArgumentException if the samples have other columns than those before
   * @throws InvalidSamplesException if a sample or weight is not finite or a weight is negative; nothing has changed then
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

  /**
   * Learns from samples that are all there, before any others, in the plan's passes: in an order that spreads each mini-batch
   * over all of them, and in mini-batches of equal size.
   *
   * @param rows of positive weight
   */
  public void fit(Samples samples, long rows) {
    int columns = samples.dimension();
    int size = plan.batchSize().applyAsInt(columns);
    long batches = Math.max(1, (rows - 1) / size + 1);
    batchSize = (int) Math.max(1, (rows - 1) / batches + 1);
    initializationRows =
        (int) Math.max(batchSize, Math.min(rows, plan.initializationRows().applyAsInt(columns)));
    for (int pass = 0; pass < plan.passes(); pass++) {
      if (batches == 1) {
        partialFit(samples);
      } else {
        pass(samples, new SpreadOrder(samples.count(), Randomness.of(plan.seed(), ORDERS + pass)));
      }
    }
    flush();
  }

  /** Learns from all rows in an order; they are checked when they are read. */
  private void pass(Samples samples, SpreadOrder order) {
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

  /** Tells whether there is a learner: whether as many rows were there as the initialization asks for. */
  public boolean hasLearner() {
    return learner != null;
  }

  /**
   * Returns the learner.
   *
   * @throws IllegalStateException if there is none yet
   */
  public L learner() {
    if (learner == null) {
      throw new IllegalStateException("there is no model before "
          + (pending == null ? "any samples" : initializationRows + " rows of positive weight")
          + ", or flush(); there were " + samplesPending());
    }
    return learner;
  }

  /** Returns the number of rows that were given, those that wait and those of weight 0 included. */
  public long samplesSeen() {
    return samplesSeen;
  }

  /** Returns the number of rows that wait. */
  public int samplesPending() {
    return pending == null ? 0 : pending.rows();
  }

  /** Returns the number of mini-batches that were learned from. */
  public long steps() {
    return learner == null ? 0 : learner.steps();
  }

  /**
   * Returns the log-likelihood of a sample of weight 1, the mean over the last 16 mini-batches, each under the parameters
   * before it was learned from. NaN before the first step.
   */
  public double meanLogLikelihood() {
    double logLikelihood = 0;
    double weight = 0;
    for (LearningStep step : recent) {
      logLikelihood += step.logLikelihood();
      weight += step.weight();
    }
    return logLikelihood / weight;
  }

  /**
   * Checks that samples have the columns of those before.
   *
   * @throws IllegalArgumentException if they have others
   */
  public void checkColumns(Samples samples) {
    if (pending == null) {
      dimension = samples.dimension();
      if (batchSize == 0) {
        batchSize = plan.batchSize().applyAsInt(dimension);
        initializationRows = Math.max(batchSize, plan.initializationRows().applyAsInt(dimension));
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
      // From here on they no longer wait: if they are no good to initialize with, the next rows
      // may be.
      pending = new RowBuffer(dimension, initializationRows);
      Samples samples = first.samples();
      learner = begin.apply(samples);
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

    private void learn(L by, RowBuffer rows, double part) {
      try {
        LearningStep step = by.learn(engine(by, rows), part);
        if (recent.size() == RECENT) {
          recent.remove();
        }
        recent.add(step);
        listener.accept(step);
      } finally {
        rows.clear();
      }
    }

    private LocalEngine engine(L by, RowBuffer rows) {
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
