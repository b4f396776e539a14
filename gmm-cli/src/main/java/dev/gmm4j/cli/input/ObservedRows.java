package dev.gmm4j.cli.input;

import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a block, of which values may be missing. */
public final class ObservedRows {
  private final Samples samples;

  /** How many values are missing of each row. */
  private final int[] missing;

  private ObservedRows(Samples samples, int[] missing) {
    this.samples = samples;
    this.missing = missing;
  }

  /** Copies a block, without weights. */
  public static ObservedRows of(RowBlock block) {
    int d = block.dimension();
    int from = block.rowOffset(0);
    double[] values = Arrays.copyOfRange(block.values(), from, from + block.rows() * d);
    int[] missing = new int[block.rows()];
    for (int i = 0; i < missing.length; i++) {
      for (int j = 0; j < d; j++) {
        missing[i] += Double.isNaN(values[i * d + j]) ? 1 : 0;
      }
    }
    return new ObservedRows(Samples.of(values, d), missing);
  }

  /** Returns the rows. */
  public Samples samples() {
    return incomplete() > 0 ? samples.withMissingValues() : samples;
  }

  /** Tells whether a row has missing values. */
  public boolean isIncomplete(int row) {
    return missing[row] > 0;
  }

  /** Tells whether a row has no value at all. */
  public boolean isUnobserved(int row) {
    return missing[row] == samples.dimension();
  }

  /** Returns how many rows have missing values. */
  public int incomplete() {
    return (int) IntStream.range(0, missing.length).filter(this::isIncomplete).count();
  }

  /** Returns how many rows have no value at all. */
  public int unobserved() {
    return (int) IntStream.range(0, missing.length).filter(this::isUnobserved).count();
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
