package dev.gmm4j.spark;

import dev.gmm4j.em.SampleScale;
import dev.gmm4j.em.ScaleAccumulator;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.internal.incomplete.ObservedScale;
import java.io.Serializable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The summary of a partition that the driver gets when its rows have been packed. */
final class PartitionSummary implements Serializable {
  private static final long serialVersionUID = 1;
  private static final double[] NONE = {};

  private final String backend;
  private final boolean mayMiss;
  private transient @Nullable ScaleAccumulator scale;
  private long rows;
  private int dimension;
  private @Nullable String problem;

  // The scale's components: a record would not pass Kryo.
  private long positive;
  private double weight;
  private boolean wholeWeights = true;
  private double[] means = NONE;
  private double[] variances = NONE;

  /** Of rows of which values may be missing. */
  private @Nullable ObservedScale observed;

  /**
   * Creates the summary of no rows yet.
   *
   * @param mayMiss whether NaN is a value that is missing
   */
  PartitionSummary(String backend, boolean mayMiss) {
    this.mayMiss = mayMiss;
    this.backend = backend;
  }

  /** Reads through a partition; done where the partition is. */
  static PartitionSummary of(
      Iterator<PackedRows> blocks, boolean mayMiss, @Nullable String backend) {
    PartitionSummary summary = new PartitionSummary(ExecutorBackend.get(backend).id(), mayMiss);
    while (blocks.hasNext() && summary.problem == null) {
      summary.add(blocks.next());
    }
    summary.end();
    return summary;
  }

  /** Adds a block; nothing is added after a {@link #problem}. */
  void add(PackedRows block) {
    if (block.problem() != null) {
      problem = block.problem();
      return;
    }
    if (scale == null) {
      dimension = block.dimension();
      scale = new ScaleAccumulator(block.dimension());
      observed = mayMiss ? new ObservedScale(block.dimension()) : null;
    }
    try {
      if (observed == null) {
        scale.add(block.block(), rows);
      } else {
        observed.add(block.block(), rows);
      }
    } catch (InvalidSamplesException e) {
      problem = e.getMessage();
    }
    rows += block.rows();
    for (int i = 0; wholeWeights && i < block.rows(); i++) {
      wholeWeights = block.weight(i) == Math.rint(block.weight(i));
    }
  }

  /** Ends the summary, which can go over the network then. */
  void end() {
    if (scale != null && !scale.isEmpty()) {
      keep(scale.scale());
    }
    if (observed != null) {
      positive = observed.rows();
    }
  }

  private void keep(SampleScale scale) {
    positive = scale.count();
    weight = scale.totalWeight();
    means = scale.means();
    variances = scale.variances();
  }

  /** Returns why the partition's rows cannot be used, or null if they can. */
  @Nullable
  String problem() {
    return problem;
  }

  /** Returns the id of the executor's backend. */
  String backend() {
    return backend;
  }

  /** Returns the number of rows. */
  long rows() {
    return rows;
  }

  /** Returns the number of features; 0 of a partition without rows. */
  int dimension() {
    return dimension;
  }

  /** Returns the number of rows of positive weight, of which something is observed. */
  long positive() {
    return positive;
  }

  /** Tells whether the weights of all rows are whole numbers. */
  boolean wholeWeights() {
    return wholeWeights;
  }

  /** Returns location and spread of what is observed, or null where no values may be missing. */
  @Nullable
  ObservedScale observed() {
    return observed;
  }

  /** Adds location and spread of the rows, if there are any. */
  void addTo(ScaleAccumulator accumulator) {
    if (positive > 0 && observed == null) {
      accumulator.merge(new SampleScale(positive, weight, means, variances));
    }
  }
}
