package dev.gmm4j.cli.input;

import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.Dataset;
import java.util.Arrays;
import java.util.List;

/** The rows of a block, of which values may be missing. */
public final class ObservedRows {
  private final Samples samples;
  private final boolean[] incomplete;
  private final int unobserved;

  private ObservedRows(Samples samples, boolean[] incomplete, int unobserved) {
    this.samples = samples;
    this.incomplete = incomplete;
    this.unobserved = unobserved;
  }

  /** Copies a block, without weights. */
  public static ObservedRows of(RowBlock block) {
    int d = block.dimension();
    int from = block.rowOffset(0);
    double[] values = Arrays.copyOfRange(block.values(), from, from + block.rows() * d);
    boolean[] incomplete = new boolean[block.rows()];
    int unobserved = 0;
    for (int i = 0; i < incomplete.length; i++) {
      int missing = 0;
      for (int j = 0; j < d; j++) {
        missing += Double.isNaN(values[i * d + j]) ? 1 : 0;
      }
      incomplete[i] = missing > 0;
      unobserved += missing == d ? 1 : 0;
    }
    return new ObservedRows(Samples.of(values, d), incomplete, unobserved);
  }

  /** Returns the rows. */
  public Samples samples() {
    return incomplete() > 0 ? samples.withMissingValues() : samples;
  }

  /** Tells whether a row has missing values. */
  public boolean isIncomplete(int row) {
    return incomplete[row];
  }

  /** Returns how many rows have missing values. */
  public int incomplete() {
    int count = 0;
    for (boolean missing : incomplete) {
      count += missing ? 1 : 0;
    }
    return count;
  }

  /** Returns how many rows have no value at all. */
  public int unobserved() {
    return unobserved;
  }

  /** Notes for the user how many rows have results of what is observed. */
  public static void note(
      Dataset dataset, long incomplete, long unobserved, StandardStreams streams) {
    if (incomplete > 0) {
      streams.note(List.of(dataset.name() + ": " + incomplete + " of "
          + dataset.samples().count()
          + (incomplete == 1
              ? " rows has a missing value; its results are those of what is observed"
              : " rows have missing values; their results are those of what is observed")
          + (unobserved == 0 ? "" : ", and " + unobserved + " without any value have no label")));
    }
  }
}
