package dev.gmm4j.spark;

import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.spi.Moments;
import dev.gmm4j.spi.SufficientStatistics;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** Rows of known classes that are packed by class and cached on the cluster. */
final class LabelledRows implements AutoCloseable {
  private final JavaSparkContext context;
  private final JavaRDD<PackedRows> blocks;
  private final boolean weighted;
  private final int maxComponents;
  private final @Nullable String backend;
  private final List<String> classes;
  private final List<ClusterSummary> summaries;
  private final ClusterSummary all;

  private LabelledRows(
      JavaRDD<PackedRows> blocks,
      boolean weighted,
      int maxComponents,
      @Nullable String backend,
      List<String> classes,
      List<ClusterSummary> summaries,
      ClusterSummary all) {
    this.context = JavaSparkContext.fromSparkContext(blocks.context());
    this.blocks = blocks;
    this.weighted = weighted;
    this.maxComponents = maxComponents;
    this.backend = backend;
    this.classes = classes;
    this.summaries = summaries;
    this.all = all;
  }

  /**
   * Packs rows and looks at all of them, in one job.
   *
   * @param rows of features, class from 0 and, if weighted, weight
   * @param backend the id of the backend that executors must use, or null for the best that each has
   * @param maxComponents the largest number of components that parameters will have
   * @throws InvalidSamplesException if rows cannot be used, or a class has none of positive weight
   */
  static LabelledRows open(
      JavaRDD<Row> rows,
      List<String> classes,
      boolean weighted,
      @Nullable String backend,
      int maxComponents) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(rows.context());
    List<String> names = new ArrayList<>(classes);
    JavaRDD<PackedRows> blocks = rows.mapPartitions(part -> (Iterator<PackedRows>)
            new LabelledPacking(part, names, weighted, backend, maxComponents))
        .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int count = names.size();
      List<LabelledSummary> parts = ClusterEngine.described(
          context,
          "gmm4j: pack samples",
          () -> blocks
              .mapPartitions(
                  part -> List.of(LabelledSummary.of(part, count, backend)).iterator())
              .collect());
      List<ClusterSummary> summaries = summaries(parts, names);
      ClusterSummary all = ClusterSummary.of(all(parts, count));
      return new LabelledRows(
          blocks,
          weighted,
          maxComponents,
          ClusterEngine.settled(backend, all),
          names,
          summaries,
          all);
    } catch (Throwable e) {
      // Of any kind: Spark throws its checked SparkException without declaring it.
      blocks.unpersist(false);
      throw e;
    }
  }

  private static List<ClusterSummary> summaries(List<LabelledSummary> parts, List<String> classes) {
    requireUsable(parts, classes.size());
    List<ClusterSummary> summaries = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      List<PartitionSummary> own =
          parts.stream().map(part -> part.ofClass(label)).toList();
      if (own.stream().allMatch(part -> part.positive() == 0)) {
        throw new InvalidSamplesException("class \"" + classes.get(c)
            + "\" must have at least 1 row of positive weight, but had none");
      }
      summaries.add(ClusterSummary.of(own));
    }
    return summaries;
  }

  /** Refuses rows that a partition could not read, and those of another number of features. */
  private static void requireUsable(List<LabelledSummary> parts, int classes) {
    int dimension = 0;
    for (int p = 0; p < parts.size(); p++) {
      for (int c = 0; c < classes; c++) {
        PartitionSummary part = parts.get(p).ofClass(c);
        if (part.problem() != null) {
          throw new InvalidSamplesException("partition " + p + ": " + part.problem());
        }
        if (part.rows() > 0 && dimension > 0 && part.dimension() != dimension) {
          throw new InvalidSamplesException("features must be " + dimension
              + ", as in the partitions before, but in partition " + p + " were "
              + part.dimension());
        }
        dimension = part.rows() > 0 ? part.dimension() : dimension;
      }
    }
  }

  private static List<PartitionSummary> all(List<LabelledSummary> parts, int classes) {
    List<PartitionSummary> all = new ArrayList<>();
    for (LabelledSummary part : parts) {
      for (int c = 0; c < classes; c++) {
        all.add(part.ofClass(c));
      }
    }
    return all;
  }

  /** Returns the names of the classes. */
  List<String> classes() {
    return classes;
  }

  /** Returns the summary of the rows of a class. */
  ClusterSummary summary(int label) {
    return summaries.get(label);
  }

  /** Returns the summary of all rows. */
  ClusterSummary summary() {
    return all;
  }

  /** Returns an engine over all rows, whose classes it does not know; it takes no subsamples. */
  ClusterEngine engine() {
    return ClusterEngine.over(blocks, weighted, maxComponents, backend, all);
  }

  /** Returns an engine over the rows of a class. */
  ClusterEngine engine(int label) {
    return ClusterEngine.over(
        blocks.filter(block -> block.label() == label),
        weighted,
        maxComponents,
        backend,
        summaries.get(label));
  }

  /** Returns the moments of each class about its mean, a component a class, in one job. */
  SufficientStatistics moments(Moments moments) {
    int d = all.dimension();
    int count = classes.size();
    double[][] means = new double[count][];
    double[] centres = new double[count * d];
    for (int c = 0; c < count; c++) {
      means[c] = summaries.get(c).scale().means();
      System.arraycopy(means[c], 0, centres, c * d, d);
    }
    Broadcast<ClassMoments> message =
        context.broadcast(new ClassMoments(means, moments, maxComponents, backend));
    try {
      JavaRDD<StatisticsPart> parts =
          blocks.mapPartitions(part -> List.of(message.value().of(part)).iterator());
      StatisticsPart sum = ClusterEngine.described(
          context,
          "gmm4j: moments of classes",
          () -> StatisticsTree.sum(
              parts, StatisticsPart.bytes(count, d, moments), ClusterEngine.MAX_DRIVER_BYTES));
      return sum.about(centres, d, moments);
    } finally {
      message.destroy();
    }
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }
}
