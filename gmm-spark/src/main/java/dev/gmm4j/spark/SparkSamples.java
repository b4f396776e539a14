package dev.gmm4j.spark;

import dev.gmm4j.em.RemoteSamples;
import dev.gmm4j.exception.InvalidSamplesException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Samples on a Spark cluster, to fit mixtures to with all that gmm4j's own estimator has:
 *
 * <pre>{@code
 * GaussianMixtureFit fit = GaussianMixtureEstimator.builder()
 *     .components(8)
 *     .build()
 *     .fit(SparkSamples.of(dataset, "features"));
 * }</pre>
 *
 * <p>A fit packs the rows of each partition into blocks, caches them, and releases them in the end. Each iteration is a
 * job of a task a partition; statistics are merged in the order of partitions. So the same rows in the same partitions
 * give the same bits, whatever executors there are, and if some of them are lost. For that the rows must come out the same
 * if Spark has to compute a partition again: those of a file do, those after a shuffle need not (checkpoint them, or sort
 * them within partitions).
 *
 * <p>Immutable; nothing is computed before a fit.
 */
public final class SparkSamples implements RemoteSamples {
  private final Source<?> source;
  private final @Nullable String backend;
  private final StorageLevel storage;
  private final boolean mayMiss;

  private SparkSamples(
      Source<?> source, @Nullable String backend, StorageLevel storage, boolean mayMiss) {
    this.source = source;
    this.backend = backend;
    this.storage = storage;
    this.mayMiss = mayMiss;
  }

  private SparkSamples(Source<?> source) {
    this(source, null, StorageLevel.MEMORY_AND_DISK(), false);
  }

  /** Rows, and how to read them. */
  private record Source<T>(JavaRDD<T> rows, RowReader<T> reader) {
    ClusterEngine open(
        @Nullable String backend, StorageLevel storage, boolean mayMiss, int maxComponents) {
      return ClusterEngine.open(rows, reader, mayMiss, backend, storage, maxComponents);
    }
  }

  /** Returns samples over rows of {@code d} numbers each. */
  public static SparkSamples ofArrays(JavaRDD<double[]> rows) {
    return new SparkSamples(new Source<>(rows, (row, mayMiss) -> row));
  }

  /** Returns samples over vectors, dense or sparse. */
  public static SparkSamples ofVectors(JavaRDD<Vector> rows) {
    return new SparkSamples(new Source<>(rows, (row, mayMiss) -> row.toArray()));
  }

  /**
   * Returns samples over a column of a dataset.
   *
   * @param featuresColumn of vectors, or of arrays of doubles or floats
   * @throws IllegalArgumentException if there is no such column, or it has another type
   */
  public static SparkSamples of(Dataset<?> dataset, String featuresColumn) {
    Columns.checkFeatures(dataset.schema(), featuresColumn);
    return new SparkSamples(new Source<>(
        dataset.select(functions.col(featuresColumn)).toJavaRDD(), new CellReader(false)));
  }

  /**
   * Returns samples over a column of a dataset, with weights from another.
   *
   * @param featuresColumn of vectors, or of arrays of doubles or floats
   * @param weightColumn of numbers, finite and {@code >= 0}
   * @throws IllegalArgumentException if there is no such column, or it has another type
   */
  public static SparkSamples of(Dataset<?> dataset, String featuresColumn, String weightColumn) {
    Columns.checkFeatures(dataset.schema(), featuresColumn);
    Columns.checkWeights(dataset.schema(), weightColumn);
    return new SparkSamples(new Source<>(
        dataset
            .select(
                functions.col(featuresColumn),
                functions.col(weightColumn).cast(DataTypes.DoubleType))
            .toJavaRDD(),
        new CellReader(true)));
  }

  /**
   * Returns the same samples with the backend that executors must use; by default each uses the best that it has. It is
   * the same for all then, as long as they are of the same kind.
   *
   * @throws IllegalArgumentException if the id is {@link dev.gmm4j.backend.Backends#FASTEST}: executors do not race
   * @throws dev.gmm4j.exception.BackendUnavailableException if the driver knows no backend of this id; one that works on
   *     executors only must be on the driver's class path, too, but need not work there
   */
  public SparkSamples backend(String id) {
    Columns.checkBackend(id);
    return new SparkSamples(source, id, storage, mayMiss);
  }

  /** Returns the same samples with where packed rows are kept; {@code MEMORY_AND_DISK} by default. */
  public SparkSamples storage(StorageLevel level) {
    return new SparkSamples(source, backend, level, mayMiss);
  }

  /**
   * Returns the same samples with NaN taken for values that are missing at random, and so nulls in arrays, as
   * {@link dev.gmm4j.data.Samples#withMissingValues} says. Rows are grouped by what is missing within the blocks that they are
   * packed into; the result is that of one machine to rounding.
   */
  public SparkSamples withMissingValues() {
    return new SparkSamples(source, backend, storage, true);
  }

  @Override
  public Engine open(int maxComponents) {
    return source.open(backend, storage, mayMiss, maxComponents);
  }

  /** Reads rows of features and, if there are weights, a weight. */
  private record CellReader(boolean isWeighted) implements RowReader<Row> {
    @Override
    public double[] features(Row row, boolean mayMiss) {
      return Features.of(row.get(0), mayMiss);
    }

    @Override
    public double weight(Row row) {
      if (!isWeighted) {
        return 1;
      }
      if (row.isNullAt(1)) {
        throw new InvalidSamplesException("weights must be finite and >= 0, but one was null");
      }
      return row.getDouble(1);
    }
  }
}
