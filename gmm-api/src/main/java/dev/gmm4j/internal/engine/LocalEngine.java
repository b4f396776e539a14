package dev.gmm4j.internal.engine;

import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.StudentParameters;
import dev.gmm4j.exception.GmmException;
import dev.gmm4j.internal.data.SampleChecks;
import dev.gmm4j.internal.kernel.EvaluationKernel;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.KernelParameters;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SampleBlock;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs kernels over the blocks of some samples on this machine's threads; for one caller at a time.
 *
 * <p>Threads take {@link Chunks} of blocks, whose statistics are merged in a fixed tree: the same bits for any number of
 * threads. A pass allocates nothing that grows with the samples, and of the size of the statistics only its result.
 */
public final class LocalEngine implements ExpectationPass, AutoCloseable {
  private final Samples samples;
  private final Supplier<MixtureKernel> kernels;
  private final ThreadTeam team;
  private final Worker[] workers;
  private final Chunks chunks;
  private final LoadedBlocks blocks;
  private @Nullable StatisticsReduction lastReduction;

  /**
   * Creates an engine; it is closed by the caller.
   *
   * @param maxComponents the largest number of components that parameters will have, noise counted as one
   * @param threads how many threads may be used, the caller's included
   */
  public LocalEngine(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    this(
        samples,
        () -> MixtureKernels.of(backend, samples.dimension(), maxComponents),
        maxComponents,
        threads);
  }

  /**
   * Creates an engine; it is closed by the caller.
   *
   * @param kernels makes a kernel for each thread, for up to {@code maxComponents} components
   */
  public LocalEngine(
      Samples samples, Supplier<MixtureKernel> kernels, int maxComponents, int threads) {
    this.samples = samples;
    this.kernels = kernels;
    Worker first = new Worker();
    try {
      this.chunks =
          Chunks.of(samples.count(), samples.dimension(), maxComponents, first.kernel.blockRows());
      this.blocks = new LoadedBlocks(samples, chunks);
      this.team = new ThreadTeam(Math.min(threads, chunks.count()));
    } catch (RuntimeException | Error e) {
      first.kernel.close();
      throw e;
    }
    this.workers = new Worker[team.size()];
    workers[0] = first;
  }

  /** The work of one thread on one block of a chunk. */
  @FunctionalInterface
  public interface BlockBody<S> {

    /**
     * Works on a block.
     *
     * @param firstRow index among the samples of the block's first row
     * @param accumulator what is accumulated for the chunk
     */
    void accept(MixtureKernel kernel, SampleBlock block, long firstRow, S accumulator);
  }

  /** The work of one thread on one block of rows as they were given. */
  @FunctionalInterface
  public interface RowsBody<S> {

    /**
     * Works on a block.
     *
     * @param firstRow index among the samples of the block's first row
     */
    void accept(RowBlock rows, long firstRow, S accumulator);
  }

  /** The work of one thread on one block of rows as they were given, with what it keeps for a chunk. */
  public interface ChunkBody<S> {

    /**
     * Works on a block.
     *
     * @param firstRow index among the samples of the block's first row
     */
    void accept(MixtureKernel kernel, RowBlock rows, long firstRow, S accumulator);

    /** Ends a chunk: adds what was kept of its blocks. */
    void end(MixtureKernel kernel, S accumulator);
  }

  /** Another weight of a row than its own. */
  @FunctionalInterface
  public interface RowWeight {

    /** Returns the weight that a row is to have in place of its own, at least 0. */
    double of(long row, double own);
  }

  /** Merges statistics of one shape; kept for the next pass. */
  private record StatisticsReduction(
      Object shape, OrderedReduction<SufficientStatistics> reduction) {}

  /** The shape of statistics that every kernel takes. */
  private record Shape(int components, Moments moments, boolean ofStudent) {}

  /** A thread's kernel, and the arrays for blocks that are not kept. */
  private final class Worker {
    private final MixtureKernel kernel = kernels.get();
    private @Nullable RowBlock rows;
    private @Nullable MixtureParameters used;

    void use(MixtureParameters parameters) {
      if (used != parameters) {
        if (kernel instanceof ParameterKernel needy) {
          needy.use(parameters);
        } else {
          kernel.use(parameters.kernelParameters());
        }
        used = parameters;
      }
    }

    RowBlock read(long first, int count) {
      RowBlock block = samples.block(first, count, rows);
      rows = block;
      return block;
    }
  }

  /** Returns the samples that the engine runs over. */
  public Samples samples() {
    return samples;
  }

  /** Returns the largest number of rows of a block. */
  public int blockRows() {
    return chunks.blockRows();
  }

  /** Returns the number of threads that are used. */
  public int threads() {
    return team.size();
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    return accumulate(parameters, centres, Assignment.SOFT, moments);
  }

  /** Returns the statistics of all samples, each wholly its likeliest component's, about the means. */
  public SufficientStatistics assign(MixtureParameters parameters, Moments moments) {
    return assign(parameters, parameters.means(), moments);
  }

  /** Returns the statistics of all samples, each wholly its likeliest component's, about some centres. */
  public SufficientStatistics assign(
      MixtureParameters parameters, double[] centres, Moments moments) {
    return accumulate(parameters, centres, Assignment.HARD, moments);
  }

  private SufficientStatistics accumulate(
      MixtureParameters parameters, double[] centres, Assignment assignment, Moments moments) {
    BlockBody<SufficientStatistics> body =
        (kernel, block, first, statistics) -> kernel.accumulate(block, assignment, statistics);
    if (parameters.noise() == null) {
      return accumulate(parameters, centres, parameters.components(), moments, body);
    }
    KernelParameters evaluated = parameters.kernelParameters();
    int components = evaluated.components();
    double[] all = evaluated.means();
    if (centres != parameters.means()) {
      all = all.clone();
      System.arraycopy(centres, 0, all, 0, centres.length);
    }
    // Pooled moments would have those of the noise in them.
    Moments separate = moments == Moments.POOLED ? Moments.FULL : moments;
    return accumulate(parameters, all, components, separate, body)
        .withLastAsNoise(centres, moments);
  }

  /** Returns the statistics that a body accumulates over all blocks, about some centres. */
  public SufficientStatistics accumulate(
      @Nullable MixtureParameters parameters,
      double[] centres,
      int components,
      Moments moments,
      BlockBody<SufficientStatistics> body) {
    boolean ofStudent = parameters instanceof StudentParameters;
    return accumulate(parameters, centres, reduction(components, moments, ofStudent), body);
  }

  /**
   * Returns the statistics of a shape of their own that a body accumulates over all blocks, about some centres.
   *
   * @param create makes empty statistics; what it made is used again in the next pass that has the same supplier
   */
  public SufficientStatistics accumulate(
      MixtureParameters parameters,
      double[] centres,
      Supplier<SufficientStatistics> create,
      BlockBody<SufficientStatistics> body) {
    return accumulate(parameters, centres, reduction(create, create), body);
  }

  private SufficientStatistics accumulate(
      @Nullable MixtureParameters parameters,
      double[] centres,
      OrderedReduction<SufficientStatistics> reduction,
      BlockBody<SufficientStatistics> body) {
    RangeBody<SufficientStatistics> onRange = onBlock(body);
    return run(reduction, (worker, chunk, statistics) -> {
      if (parameters != null) {
        worker.use(parameters);
      }
      statistics.reset(centres);
      eachBlock(worker, chunk, statistics, onRange);
    });
  }

  /**
   * Returns the statistics of all samples under the parameters, without noise, with other weights of the rows than their own.
   *
   * @param weights asked on several threads
   */
  SufficientStatistics accumulateReweighted(
      MixtureParameters parameters,
      double[] centres,
      Assignment assignment,
      Moments moments,
      RowWeight weights) {
    RangeBody<SufficientStatistics> onRange = (worker, first, count, statistics) -> {
      RowBlock rows = worker.read(first, count);
      double[] reweighted = new double[count];
      Arrays.setAll(reweighted, i -> weights.of(first + i, rows.weight(i)));
      RowBlock block =
          new RowBlock(rows.values(), rows.offset(), count, rows.dimension(), reweighted);
      try (SampleBlock loaded = worker.kernel.load(block)) {
        worker.kernel.accumulate(loaded, assignment, statistics);
      }
    };
    return run(reduction(parameters.components(), moments, false), (worker, chunk, statistics) -> {
      worker.use(parameters);
      statistics.reset(centres);
      eachBlock(worker, chunk, statistics, onRange);
    });
  }

  /**
   * Hands all blocks to a body, under the parameters; they are kept for the next pass where they fit into memory.
   *
   * @param scratch makes what a body may write to, for as many threads as there are
   */
  <S> void visit(MixtureParameters parameters, Supplier<S> scratch, BlockBody<S> body) {
    RangeBody<S> onRange = onBlock(body);
    BiConsumer<S, S> nothing = (left, right) -> {};
    run(new OrderedReduction<>(chunks.count(), scratch, nothing), (worker, chunk, own) -> {
      worker.use(parameters);
      eachBlock(worker, chunk, own, onRange);
    });
  }

  private <S> RangeBody<S> onBlock(BlockBody<S> body) {
    blocks.prepare(workers[0].kernel);
    return blocks.areKept()
        ? (worker, first, count, accumulator) ->
            body.accept(worker.kernel, blocks.get(worker.kernel, first, count), first, accumulator)
        : (worker, first, count, accumulator) -> {
          try (SampleBlock block = worker.kernel.load(worker.read(first, count))) {
            body.accept(worker.kernel, block, first, accumulator);
          }
        };
  }

  private OrderedReduction<SufficientStatistics> reduction(
      int components, Moments moments, boolean ofStudent) {
    int d = samples.dimension();
    return reduction(new Shape(components, moments, ofStudent), () -> {
      double[] unset = new double[components * d];
      return ofStudent
          ? SufficientStatistics.ofStudent(unset, components, d, moments)
          : new SufficientStatistics(unset, components, d, moments);
    });
  }

  /** Returns the reduction of the last pass if it is of the same shape, with all its accumulators. */
  private OrderedReduction<SufficientStatistics> reduction(
      Object shape, Supplier<SufficientStatistics> create) {
    StatisticsReduction last = lastReduction;
    if (last == null || !last.shape.equals(shape)) {
      last = new StatisticsReduction(
          shape, new OrderedReduction<>(chunks.count(), create, SufficientStatistics::merge));
      lastReduction = last;
    }
    return last.reduction;
  }

  /**
   * Returns what a body accumulates over all blocks under the parameters, for samples that are looked at once: they are
   * checked on the way, and not kept.
   */
  public <S> S evaluate(
      MixtureParameters parameters,
      Supplier<S> create,
      Consumer<S> clear,
      BiConsumer<S, S> merge,
      BlockBody<S> body) {
    RangeBody<S> onRange = (worker, first, count, accumulator) -> {
      try (SampleBlock block = loadChecked(worker.kernel, worker.read(first, count), first)) {
        body.accept(worker.kernel, block, first, accumulator);
      }
    };
    return run(
        new OrderedReduction<>(chunks.count(), create, merge), (worker, chunk, accumulator) -> {
          worker.use(parameters);
          clear.accept(accumulator);
          eachBlock(worker, chunk, accumulator, onRange);
        });
  }

  private SampleBlock loadChecked(MixtureKernel kernel, RowBlock rows, long first) {
    if (samples.mayHaveMissingValues()) {
      SampleChecks.requireFiniteOrMissing(rows, first);
      return kernel.load(rows);
    }
    if (kernel instanceof EvaluationKernel evaluating) {
      return evaluating.loadUnchecked(rows, first);
    }
    SampleChecks.requireFinite(rows, first);
    return kernel.load(rows);
  }

  /** Returns what a body accumulates over all rows as they were given. */
  public <S> S reduceRows(
      Supplier<S> create, Consumer<S> clear, BiConsumer<S, S> merge, RowsBody<S> body) {
    RangeBody<S> onRange = (worker, first, count, accumulator) ->
        body.accept(worker.read(first, count), first, accumulator);
    return run(
        new OrderedReduction<>(chunks.count(), create, merge), (worker, chunk, accumulator) -> {
          clear.accept(accumulator);
          eachBlock(worker, chunk, accumulator, onRange);
        });
  }

  /** Returns what a body accumulates over all rows as they were given, which it may keep until the end of a chunk. */
  public <S> S reduceChunks(
      Supplier<S> create, Consumer<S> clear, BiConsumer<S, S> merge, ChunkBody<S> body) {
    RangeBody<S> onRange = (worker, first, count, accumulator) ->
        body.accept(worker.kernel, worker.read(first, count), first, accumulator);
    return run(
        new OrderedReduction<>(chunks.count(), create, merge), (worker, chunk, accumulator) -> {
          clear.accept(accumulator);
          eachBlock(worker, chunk, accumulator, onRange);
          body.end(worker.kernel, accumulator);
        });
  }

  private interface OnChunk<S> {
    void accept(Worker worker, int chunk, S accumulator);
  }

  private interface RangeBody<S> {
    void accept(Worker worker, long first, int count, S accumulator);
  }

  private <S> void eachBlock(Worker worker, int chunk, S accumulator, RangeBody<S> body) {
    long end = chunks.end(chunk);
    int blockRows = chunks.blockRows();
    for (long row = chunks.first(chunk); row < end; row += blockRows) {
      body.accept(worker, row, (int) Math.min(blockRows, end - row), accumulator);
    }
  }

  private <S> S run(OrderedReduction<S> reduction, OnChunk<S> body) {
    checkInterruption();
    reduction.begin();
    team.run(thread -> work(thread, reduction, body));
    Throwable failure = reduction.failure();
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new GmmException("a pass over the samples failed", failure);
    }
    return reduction.result();
  }

  private <S> void work(int thread, OrderedReduction<S> reduction, OnChunk<S> body) {
    try {
      Worker worker = workers[thread];
      if (worker == null) {
        worker = new Worker();
        workers[thread] = worker;
      }
      int chunk = reduction.claim();
      while (chunk >= 0) {
        checkInterruption();
        S accumulator = reduction.accumulator();
        body.accept(worker, chunk, accumulator);
        reduction.deliver(chunk, accumulator);
        chunk = reduction.claim();
      }
    } catch (Throwable e) {
      // Whatever a backend throws must reach the caller, and stop the other threads.
      reduction.fail(e);
    }
  }

  private static void checkInterruption() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the pass over the samples was interrupted");
    }
  }

  @Override
  public void close() {
    team.close();
    blocks.close();
    for (Worker worker : workers) {
      if (worker != null) {
        worker.kernel.close();
      }
    }
  }
}
