package dev.gmm4j.spark;

import dev.gmm4j.data.Samples;
import dev.gmm4j.em.MixtureParameters;
import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.TrimmedExpectation;
import dev.gmm4j.em.Trimming;
import dev.gmm4j.internal.trimming.AbsentDensities;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Samples that are packed and cached on the cluster, and the expectation pass over them: a Spark job each. */
final class ClusterEngine implements RemoteSamples.Engine {
  /** Statistics of all partitions that the driver takes at once; Spark allows a gigabyte by default. */
  static final long MAX_DRIVER_BYTES = 64L << 20;

  private static final String DESCRIPTION = "spark.job.description";
  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterEngine.class);

  private final JavaSparkContext context;
  private final JavaRDD<PackedRows> blocks;
  private final boolean weighted;
  private final boolean mayMiss;
  private final int maxComponents;
  private final long maxDriverBytes;
  private final @Nullable String backend;
  private final ClusterSummary summary;

  /** Released with the samples. */
  private final List<ClusterTrimming> trimmings = new ArrayList<>();

  private ClusterEngine(
      JavaSparkContext context,
      JavaRDD<PackedRows> blocks,
      boolean weighted,
      boolean mayMiss,
      int maxComponents,
      long maxDriverBytes,
      @Nullable String backend,
      ClusterSummary summary) {
    this.context = context;
    this.blocks = blocks;
    this.weighted = weighted;
    this.mayMiss = mayMiss;
    this.maxComponents = maxComponents;
    this.maxDriverBytes = maxDriverBytes;
    this.backend = backend;
    this.summary = summary;
  }

  /**
   * Packs rows and looks at all of them, in one job.
   *
   * @param mayMiss whether NaN is a value that is missing
   * @param backend the id of the backend that executors must use, or null for the best that each has
   */
  static <T> ClusterEngine open(
      JavaRDD<T> rows,
      RowReader<T> reader,
      boolean mayMiss,
      @Nullable String backend,
      StorageLevel storage,
      int maxComponents) {
    return open(rows, reader, mayMiss, backend, storage, maxComponents, MAX_DRIVER_BYTES);
  }

  static <T> ClusterEngine open(
      JavaRDD<T> rows,
      RowReader<T> reader,
      boolean mayMiss,
      @Nullable String backend,
      StorageLevel storage,
      int maxComponents,
      long maxDriverBytes) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.context());
    JavaRDD<PackedRows> blocks = rows.mapPartitions(part ->
            (Iterator<PackedRows>) new Packing<>(part, reader, mayMiss, backend, maxComponents))
        .persist(storage);
    try {
      ClusterSummary summary = described(
          context,
          "gmm4j: pack samples",
          () -> ClusterSummary.of(blocks
              .mapPartitions(
                  part -> List.of(PartitionSummary.of(part, mayMiss, backend)).iterator())
              .collect()));
      return new ClusterEngine(
          context,
          blocks,
          reader.isWeighted(),
          mayMiss,
          maxComponents,
          maxDriverBytes,
          settled(backend, summary),
          summary);
    } catch (Throwable e) {
      // Of any kind: Spark throws its checked SparkException without declaring it.
      blocks.unpersist(false);
      throw e;
    }
  }

  /**
   * Returns an engine over blocks of whole rows that the caller keeps and releases.
   *
   * @param backend the id of the backend that executors must use, or null for the best that each has
   */
  static ClusterEngine over(
      JavaRDD<PackedRows> blocks,
      boolean weighted,
      int maxComponents,
      @Nullable String backend,
      ClusterSummary summary) {
    return new ClusterEngine(
        JavaSparkContext.fromSparkContext(blocks.context()),
        blocks,
        weighted,
        false,
        maxComponents,
        MAX_DRIVER_BYTES,
        backend,
        summary);
  }

  /** Holds executors to the backend they have chosen, so that one that joins later cannot change the bits. */
  static @Nullable String settled(@Nullable String backend, ClusterSummary summary) {
    if (summary.backends().size() == 1) {
      LOGGER.info("backend of the executors: {}", summary.backends().iterator().next());
      return summary.backends().iterator().next();
    }
    LOGGER.warn(
        "executors have different backends, {}: the result may depend on which does what in its last digits",
        summary.backends());
    return backend;
  }

  @Override
  public long count() {
    return summary.count();
  }

  @Override
  public SampleScale scale() {
    return summary.scale();
  }

  @Override
  public Samples subsample(int rows, long seed) {
    int d = summary.dimension();
    boolean isIncomplete = mayMiss; // Not this engine, which cannot be sent.
    Broadcast<int[][]> chosen = context.broadcast(RowChoice.of(summary.positive(), rows, seed));
    try {
      List<ChosenRows> parts = described(
          context,
          "gmm4j: samples for initializations",
          () -> blocks
              .mapPartitionsWithIndex(
                  (index, part) -> List.of(
                          ChosenRows.of(part, chosen.value()[index], d, isIncomplete))
                      .iterator(),
                  true)
              .collect());
      Samples samples = Samples.of(ChosenRows.values(parts), d);
      samples = mayMiss ? samples.withMissingValues() : samples;
      return weighted ? samples.weighted(ChosenRows.weights(parts)) : samples;
    } finally {
      chosen.destroy();
    }
  }

  @Override
  public SufficientStatistics expect(
      MixtureParameters parameters, double[] centres, Moments moments) {
    return sum(
        parameters,
        centres,
        moments,
        (packed, message) ->
            packed.mapPartitions(part -> List.of(message.value().expect(part)).iterator()));
  }

  /**
   * Returns the statistics of all partitions.
   *
   * @param parts returns those of each, given the blocks of rows and the message to executors
   */
  SufficientStatistics sum(
      MixtureParameters parameters,
      double[] centres,
      Moments moments,
      BiFunction<JavaRDD<PackedRows>, Broadcast<PassMessage>, JavaRDD<StatisticsPart>> parts) {
    int d = parameters.dimension();
    Broadcast<PassMessage> message =
        context.broadcast(new PassMessage(parameters, centres, moments, kernels()));
    try {
      long bytes = StatisticsPart.bytes(parameters.components(), d, moments);
      StatisticsPart sum = described(
          context,
          "gmm4j: expectation",
          () -> StatisticsTree.sum(parts.apply(blocks, message), bytes, maxDriverBytes));
      return sum.about(centres, d, moments);
    } finally {
      message.destroy();
    }
  }

  private ExecutorKernel kernels() {
    return new ExecutorKernel(mayMiss, maxComponents, backend);
  }

  @Override
  public TrimmedExpectation trimmed(Trimming trimming, SampleScale scale) {
    ClusterTrimming pass = new ClusterTrimming(
        this,
        trimming,
        mayMiss ? AbsentDensities.of(scale) : null,
        trimming.kept(summary.scale().totalWeight(), summary.wholeWeights()));
    trimmings.add(pass);
    return pass;
  }

  /** Returns what an executor needs to find the scores of its samples. */
  ScoreMessage scoreMessage(
      MixtureParameters parameters, Trimming.Form form, @Nullable AbsentDensities absent) {
    return new ScoreMessage(new ParametersMessage(parameters), kernels(), form, weighted, absent);
  }

  /** Returns the cached samples. */
  JavaRDD<PackedRows> blocks() {
    return blocks;
  }

  JavaSparkContext context() {
    return context;
  }

  /** Sends a value to all executors. */
  <V> Broadcast<V> broadcast(V value) {
    return context.broadcast(value);
  }

  @Override
  public void close() {
    trimmings.forEach(ClusterTrimming::close);
    blocks.unpersist(false);
  }

  /** Runs jobs under a description of ours, for Spark's UI, unless the caller has given one. */
  static <R> R described(JavaSparkContext context, String text, Supplier<R> jobs) {
    String before = context.getLocalProperty(DESCRIPTION);
    if (before != null) {
      return jobs.get();
    }
    context.setJobDescription(text);
    try {
      return jobs.get();
    } finally {
      context.setLocalProperty(DESCRIPTION, null);
    }
  }
}
