package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.incomplete.IncompleteSamples;
import dev.gmm4j.spi.MixtureKernel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Packs the rows of a partition into blocks of the size that the executor's kernel likes.
 *
 * <p>Rows that cannot be read end the partition with a block that says why: an exception would have Spark try again, in
 * vain, and lose its type on the way to the driver.
 *
 * @param <T> the type of a row
 */
final class Packing<T> implements Iterator<PackedRows> {
  private final Iterator<T> rows;
  private final RowReader<T> reader;
  private final boolean mayMiss;
  private final @Nullable String backend;
  private final int maxComponents;
  private int dimension;
  private int blockRows;
  private double @Nullable [] pending;
  private double pendingWeight;
  private long read;
  private boolean ended;

  Packing(
      Iterator<T> rows,
      RowReader<T> reader,
      boolean mayMiss,
      @Nullable String backend,
      int maxComponents) {
    this.rows = rows;
    this.reader = reader;
    this.mayMiss = mayMiss;
    this.backend = backend;
    this.maxComponents = maxComponents;
  }

  @Override
  public boolean hasNext() {
    return !ended && (pending != null || rows.hasNext());
  }

  @Override
  public PackedRows next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return pack();
    } catch (InvalidSamplesException e) {
      ended = true;
      return PackedRows.unreadable("row " + read + ": " + e.getMessage());
    }
  }

  private PackedRows pack() {
    double[] first = pending == null ? read() : pending;
    double firstWeight = pendingWeight;
    pending = null;
    if (blockRows == 0) {
      begin(first.length);
    }
    double[] values = new double[blockRows * dimension];
    double[] weights = reader.isWeighted() ? new double[blockRows] : null;
    int count = 0;
    double[] features = first;
    double weight = firstWeight;
    while (true) {
      System.arraycopy(features, 0, values, count * dimension, dimension);
      if (weights != null) {
        weights[count] = weight;
      }
      count++;
      if (!rows.hasNext()) {
        break;
      }
      features = read();
      weight = pendingWeight;
      if (count == blockRows) {
        pending = features;
        break;
      }
    }
    return count == blockRows
        ? PackedRows.of(values, weights, count, dimension)
        : PackedRows.of(
            Arrays.copyOf(values, count * dimension),
            weights == null ? null : Arrays.copyOf(weights, count),
            count,
            dimension);
  }

  private void begin(int features) {
    dimension = features;
    try (MixtureKernel kernel =
        MixtureKernels.of(ExecutorBackend.get(backend), dimension, maxComponents)) {
      blockRows = kernel.blockRows();
    }
    if (mayMiss) {
      // The more rows a block has, the more of them share what a pattern costs.
      blockRows = Math.max(blockRows, IncompleteSamples.unsortedRows(dimension));
    }
  }

  /** Reads a row, and its weight into {@link #pendingWeight}. */
  private double[] read() {
    T row = rows.next();
    if (row == null) {
      throw new InvalidSamplesException(
          "features must be a vector or an array of numbers, but were null");
    }
    double[] features = reader.features(row, mayMiss);
    if (features.length == 0) {
      throw new InvalidSamplesException("features must be at least 1, but were 0");
    }
    if (dimension > 0 && features.length != dimension) {
      throw new InvalidSamplesException(
          "features must be " + dimension + ", as in the rows before, but were " + features.length);
    }
    pendingWeight = reader.weight(row);
    read++;
    return features;
  }
}
