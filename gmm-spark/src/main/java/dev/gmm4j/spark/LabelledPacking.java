package dev.gmm4j.spark;

import dev.gmm4j.em.MixtureKernels;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.spi.MixtureKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Packs the rows of a partition into blocks of one class each: rows of features, class and, if there are weights, weight.
 *
 * <p>As with {@link Packing}, rows that cannot be read end the partition with a block that says why.
 */
final class LabelledPacking implements Iterator<PackedRows> {
  private final Iterator<Row> rows;
  private final List<String> classes;
  private final boolean weighted;
  private final @Nullable String backend;
  private final int maxComponents;
  private final @Nullable Pending[] pending;
  private int dimension;
  private int blockRows;
  private long read;
  private boolean ended;
  private @Nullable PackedRows next;

  /** Rows of a class that are no whole block yet. */
  private static final class Pending {
    private final double[] values;
    private final double @Nullable [] weights;
    private int count;

    Pending(int rows, int dimension, boolean weighted) {
      values = new double[rows * dimension];
      weights = weighted ? new double[rows] : null;
    }

    PackedRows block(int label, int dimension) {
      return PackedRows.ofClass(
          label,
          Arrays.copyOf(values, count * dimension),
          weights == null ? null : Arrays.copyOf(weights, count),
          count,
          dimension);
    }
  }

  LabelledPacking(
      Iterator<Row> rows,
      List<String> classes,
      boolean weighted,
      @Nullable String backend,
      int maxComponents) {
    this.rows = rows;
    this.classes = new ArrayList<>(classes);
    this.weighted = weighted;
    this.backend = backend;
    this.maxComponents = maxComponents;
    this.pending = new Pending[classes.size()];
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = pack();
      } catch (InvalidSamplesException e) {
        next = PackedRows.unreadable("row " + read + ": " + e.getMessage());
        ended = true;
      }
    }
    return next != null;
  }

  @Override
  public PackedRows next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    PackedRows block = next;
    next = null;
    return block;
  }

  /** Returns the next block: one that is full, or at the end what is left of each class; null where nothing is. */
  private @Nullable PackedRows pack() {
    while (rows.hasNext()) {
      int label = read(rows.next());
      Pending full = pending[label];
      if (full != null && full.count == blockRows) {
        pending[label] = null;
        return full.block(label, dimension);
      }
    }
    for (int label = 0; label < pending.length; label++) {
      Pending last = pending[label];
      if (last != null) {
        pending[label] = null;
        return last.block(label, dimension);
      }
    }
    ended = true;
    return null;
  }

  /** Reads a row, and returns its class. */
  private int read(Row row) {
    double[] features = Features.of(row.get(0), false);
    if (features.length == 0) {
      throw new InvalidSamplesException("features must be at least 1, but were 0");
    }
    if (dimension == 0) {
      dimension = features.length;
      try (MixtureKernel kernel =
          MixtureKernels.of(ExecutorBackend.get(backend), dimension, maxComponents)) {
        blockRows = kernel.blockRows();
      }
    }
    if (features.length != dimension) {
      throw new InvalidSamplesException(
          "features must be " + dimension + ", as in the rows before, but were " + features.length);
    }
    int label = label(row);
    Pending own = pending[label];
    if (own == null) {
      own = new Pending(blockRows, dimension, weighted);
      pending[label] = own;
    }
    System.arraycopy(features, 0, own.values, own.count * dimension, dimension);
    if (own.weights != null) {
      if (row.isNullAt(2)) {
        throw new InvalidSamplesException("weights must be finite and >= 0, but one was null");
      }
      own.weights[own.count] = row.getDouble(2);
    }
    own.count++;
    read++;
    return label;
  }

  private int label(Row row) {
    Double label = row.isNullAt(1) ? null : row.getDouble(1);
    // NaN is in no range.
    if (label == null || !(label >= 0 && label < classes.size()) || label != Math.rint(label)) {
      throw new InvalidSamplesException("label must be a whole number from 0 to "
          + (classes.size() - 1) + ", the index of a class, but was " + label);
    }
    return label.intValue();
  }
}
