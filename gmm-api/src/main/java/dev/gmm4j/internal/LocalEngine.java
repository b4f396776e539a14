package dev.gmm4j.internal;

import dev.gmm4j.GmmException;
import dev.gmm4j.Samples;
import dev.gmm4j.em.ExpectationPass;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.Moments;
import dev.gmm4j.em.SufficientStatistics;
import dev.gmm4j.spi.Assignment;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.MixtureKernel;
import dev.gmm4j.spi.RowBlock;
import dev.gmm4j.spi.SampleBlock;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs kernels over the blocks of some samples on this machine's threads.
 *
 * <p>Rows are cut into chunks of whole blocks, whose size depends on the samples and the kernel but not on the threads;
 * statistics of chunks are merged in a fixed tree. Rows that are not in memory are read once and kept where they fit into
 * half of the heap, else once a pass.
 */
public final class LocalEngine implements ExpectationPass, AutoCloseable {
  private static final int MIN_CHUNK_ROWS = 1024;
  private static final int MAX_CHUNK_ROWS = 16384;
  private static final int WANTED_CHUNKS = 64;

  private final Samples samples;
  private final LinearAlgebraBackend backend;
  private final int maxComponents;
  private final ThreadTeam team;
  private final Worker[] workers;
  private final int blockRows;
  private final int blocksPerChunk;
  private final int chunks;
  private final SampleBlock @Nullable [] kept;

  /**
   * Creates an engine; it is closed by the caller.
   *
   * @param maxComponents the largest number of components that parameters will have
   * @param threads how many threads may be used, the caller's included
   */
  public LocalEngine(
      Samples samples, LinearAlgebraBackend backend, int maxComponents, int threads) {
    this.samples = samples;
    this.backend = backend;
    this.maxComponents = maxComponents;
    Worker first = new Worker();
    this.blockRows = first.kernel.blockRows();
    long n = samples.count();
    long chunkRows = Math.min(MAX_CHUNK_ROWS, Math.max(MIN_CHUNK_ROWS, n / WANTED_CHUNKS));
    this.blocksPerChunk = (int) ((chunkRows + blockRows - 1) / blockRows);
    this.chunks = Math.toIntExact((n - 1) / ((long) blocksPerChunk * blockRows) + 1);
    this.team = new ThreadTeam(Math.min(threads, chunks));
    this.workers = new Worker[team.size()];
    workers[0] = first;
    boolean keep = !samples.isInMemory()
        && 8.0 * n * samples.dimension() <= 0.5 * Runtime.getRuntime().maxMemory();
    this.kept = keep ? new SampleBlock[Math.toIntExact((n - 1) / blockRows + 1)] : null;
  }

  /** What one thread does with one block of a chunk. */
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

  /** What one thread does with one block of rows as they were given. */
  @FunctionalInterface
  public interface RowsBody<S> {

    /**
     * Works on a block.
     *
     * @param firstRow index among the samples of the block's first row
     */
    void accept(RowBlock rows, long firstRow, S accumulator);
  }

  /** A thread's kernel, and the arrays for blocks that are not kept. */
  private final class Worker {
    private final MixtureKernel kernel =
        backend.newMixtureKernel(samples.dimension(), maxComponents);
    private @Nullable RowBlock rows;
    private @Nullable MixtureParameters used;

    void use(MixtureParameters parameters) {
      if (used != parameters) {
        kernel.use(parameters);
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
    return blockRows;
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
    return accumulate(parameters, parameters.means(), Assignment.HARD, moments);
  }

  private SufficientStatistics accumulate(
      MixtureParameters parameters, double[] centres, Assignment assignment, Moments moments) {
    return accumulate(
        parameters,
        centres,
        parameters.components(),
        moments,
        (kernel, block, first, statistics) -> kernel.accumulate(block, assignment, statistics));
  }

  /** Returns the statistics that a body accumulates over all blocks, about some centres. */
  public SufficientStatistics accumulate(
      @Nullable MixtureParameters parameters,
      double[] centres,
      int components,
      Moments moments,
      BlockBody<SufficientStatistics> body) {
    int d = samples.dimension();
    return reduce(
        parameters,
        () -> new SufficientStatistics(centres, components, d, moments),
        statistics -> statistics.reset(centres),
        SufficientStatistics::merge,
        body);
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
    return reduceChunks(create, clear, merge, (worker, chunk, accumulator) -> {
      worker.use(parameters);
      eachBlock(chunk, (first, count) -> {
        RowBlock rows = worker.read(first, count);
        SampleChecks.requireFinite(rows, first);
        try (SampleBlock block = worker.kernel.load(rows)) {
          body.accept(worker.kernel, block, first, accumulator);
        }
      });
    });
  }

  /** Returns what a body accumulates over all blocks, laid out for the kernel. */
  private <S> S reduce(
      @Nullable MixtureParameters parameters,
      Supplier<S> create,
      Consumer<S> clear,
      BiConsumer<S, S> merge,
      BlockBody<S> body) {
    return reduceChunks(create, clear, merge, (worker, chunk, accumulator) -> {
      if (parameters != null) {
        worker.use(parameters);
      }
      eachBlock(chunk, (first, count) -> {
        if (kept == null) {
          try (SampleBlock block = worker.kernel.load(worker.read(first, count))) {
            body.accept(worker.kernel, block, first, accumulator);
          }
        } else {
          body.accept(worker.kernel, keptBlock(kept, worker, first, count), first, accumulator);
        }
      });
    });
  }

  /** Returns what a body accumulates over all rows as they were given. */
  public <S> S reduceRows(
      Supplier<S> create, Consumer<S> clear, BiConsumer<S, S> merge, RowsBody<S> body) {
    return reduceChunks(
        create,
        clear,
        merge,
        (worker, chunk, accumulator) -> eachBlock(
            chunk, (first, count) -> body.accept(worker.read(first, count), first, accumulator)));
  }

  private interface ChunkBody<S> {
    void accept(Worker worker, int chunk, S accumulator);
  }

  private interface BlockRange {
    void accept(long first, int count);
  }

  private void eachBlock(int chunk, BlockRange body) {
    long first = (long) chunk * blocksPerChunk * blockRows;
    long end = Math.min(samples.count(), first + (long) blocksPerChunk * blockRows);
    for (long row = first; row < end; row += blockRows) {
      body.accept(row, (int) Math.min(blockRows, end - row));
    }
  }

  /** Returns a block laid out in an earlier pass, or lays it out; each chunk belongs to one thread in a pass. */
  private SampleBlock keptBlock(
      @Nullable SampleBlock[] keptBlocks, Worker worker, long first, int count) {
    int index = (int) (first / blockRows);
    SampleBlock block = keptBlocks[index];
    if (block == null) {
      block = worker.kernel.load(samples.block(first, count));
      keptBlocks[index] = block;
    }
    return block;
  }

  private <S> S reduceChunks(
      Supplier<S> create, Consumer<S> clear, BiConsumer<S, S> merge, ChunkBody<S> body) {
    OrderedReduction<S> reduction =
        new OrderedReduction<>(chunks, team.size(), create, clear, merge);
    checkInterruption();
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

  private <S> void work(int thread, OrderedReduction<S> reduction, ChunkBody<S> body) {
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reduction.fail(interruption());
    } catch (Throwable e) {
      // Whatever a backend throws must reach the caller, and stop the other threads.
      reduction.fail(e);
    }
  }

  private static void checkInterruption() {
    if (Thread.currentThread().isInterrupted()) {
      throw interruption();
    }
  }

  private static CancellationException interruption() {
    return new CancellationException("the pass over the samples was interrupted");
  }

  @Override
  public void close() {
    team.close();
    if (kept != null) {
      for (SampleBlock block : kept) {
        if (block != null) {
          block.close();
        }
      }
    }
    for (Worker worker : workers) {
      if (worker != null) {
        worker.kernel.close();
      }
    }
  }
}
