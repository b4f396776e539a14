package dev.gmm4j.cli.input;

import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.io.Dataset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a block that have no missing values, and so a result. */
public final class WholeRows {
  private static final int NONE = -1;

  private final @Nullable Samples samples;
  private final int[] indices;

  private WholeRows(@Nullable Samples samples, int[] indices) {
    this.samples = samples;
    this.indices = indices;
  }

  /** Copies those rows of a block that have no NaN, without their weights. */
  public static WholeRows of(RowBlock block) {
    int d = block.dimension();
    int[] indices = new int[block.rows()];
    double[] rows = new double[block.rows() * d];
    int whole = 0;
    for (int i = 0; i < indices.length; i++) {
      int offset = block.rowOffset(i);
      boolean hole = false;
      for (int j = 0; j < d; j++) {
        double value = block.values()[offset + j];
        hole |= Double.isNaN(value);
        rows[whole * d + j] = value;
      }
      indices[i] = hole ? NONE : whole;
      whole += hole ? 0 : 1;
    }
    Samples samples = whole == 0
        ? null
        : Samples.of(whole == indices.length ? rows : Arrays.copyOf(rows, whole * d), d);
    return new WholeRows(samples, indices);
  }

  /** Returns the rows without missing values, or null if there are none. */
  public @Nullable Samples samples() {
    return samples;
  }

  /** Returns how many rows the block has. */
  public int rows() {
    return indices.length;
  }

  /** Returns which of {@link #samples} a row of the block is, or a negative number if it has a missing value. */
  public int index(int row) {
    return indices[row];
  }

  /** Returns the index in the block of one of {@link #samples}. */
  long row(long index) {
    int row = 0;
    while (indices[row] != index) {
      row++;
    }
    return row;
  }

  /** Returns how many rows have missing values. */
  public long incomplete() {
    return Arrays.stream(indices).filter(index -> index < 0).count();
  }

  /** Appends a line of empty cells; one alone is quoted, since readers of CSV pass over lines with nothing at all. */
  public static void appendEmptyLine(StringBuilder csv, int columns) {
    csv.append(columns == 1 ? "\"\"" : ",".repeat(columns - 1)).append('\n');
  }

  /** Notes for the user how many rows have empty results. */
  public static void note(Dataset dataset, long incomplete, StandardStreams streams) {
    if (incomplete > 0) {
      streams.note(List.of(dataset.name() + ": " + incomplete + " of "
          + dataset.samples().count()
          + (incomplete == 1
              ? " rows has a missing value and an empty result"
              : " rows have missing values and empty results")));
    }
  }
}
