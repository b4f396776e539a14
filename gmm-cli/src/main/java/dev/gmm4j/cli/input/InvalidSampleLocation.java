package dev.gmm4j.cli.input;

import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.data.RowBlock;
import dev.gmm4j.data.Samples;
import dev.gmm4j.exception.InvalidSamplesException;
import dev.gmm4j.io.Dataset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where in a file samples are invalid. */
public final class InvalidSampleLocation {
  /** Stands for a row's weight, where a feature's index is expected. */
  private static final int WEIGHT = -1;

  /** In messages about numbers that are finite, but too large. */
  private static final Pattern BOUND = Pattern.compile(" must be (at most [^,]+), but ");

  private InvalidSampleLocation() {}

  /**
   * Returns a failure that names the place in the file.
   *
   * @param firstRow index in the file's rows of the row that the exception calls 0
   */
  public static CommandFailure located(InvalidSamplesException e, Dataset dataset, long firstRow) {
    return located(e, dataset, firstRow, MissingUse.FITTED);
  }

  /** Returns a failure as above of a command that can do certain things with missing values. */
  static CommandFailure located(
      InvalidSamplesException e, Dataset dataset, long firstRow, MissingUse use) {
    return located(e, dataset, firstRow + e.row().orElse(0), use.remedy());
  }

  /** Returns a failure as above, of samples that are the rows of a block without missing values. */
  public static CommandFailure located(
      InvalidSamplesException e, Dataset dataset, long firstRow, WholeRows rows) {
    return located(
        e, dataset, firstRow + (e.row().isEmpty() ? 0 : rows.row(e.row().getAsLong())), "");
  }

  private static CommandFailure located(
      InvalidSamplesException e, Dataset dataset, long row, String remedy) {
    if (e.row().isEmpty()) {
      // What is a method of the library is an option here.
      String problem = ColumnNames.in(
          String.valueOf(e.getMessage())
              .replace("Samples.withNormalizedWeights()", WeightsOption.NORMALIZE),
          dataset.columnNames());
      return new CommandFailure(
          ExitStatus.DATA, dataset.name() + ": " + problem + unobserved(e, dataset), e);
    }
    int column = e.column().orElse(WEIGHT);
    return new CommandFailure(
        ExitStatus.DATA,
        dataset.location(row, column) + ": "
            + problem(dataset.samples(), row, column, bound(e), remedy),
        e);
  }

  /** A column that is blamed without a row has no value at all. */
  private static String unobserved(InvalidSamplesException e, Dataset dataset) {
    return e.column().isEmpty() || dataset.columnNames().size() == 1
        ? ""
        : "; --exclude " + dataset.columnOptions().get(e.column().getAsInt())
            + " leaves the column out";
  }

  private static String bound(InvalidSamplesException e) {
    Matcher bound = BOUND.matcher(String.valueOf(e.getMessage()));
    return bound.find() ? bound.group(1) : "smaller";
  }

  private static String problem(
      Samples samples, long index, int column, String bound, String remedy) {
    RowBlock row = samples.block(index, 1);
    if (column == WEIGHT) {
      double weight = row.weight(0);
      return weight > 0 && Double.isFinite(weight)
          ? "a weight must be " + bound + ", but was " + weight + ", scale the weights"
          : "a weight must be finite and >= 0, but was " + weight;
    }
    double value = row.values()[row.rowOffset(0) + column];
    if (Double.isNaN(value)) {
      return (samples.mayHaveMissingValues()
          ? "this needs whole rows, but the value is missing; --missing drop leaves such rows out"
          : "a number must be finite, but was NaN; --missing drop leaves such rows out" + remedy);
    }
    return Double.isFinite(value)
        ? "a number must be " + bound + ", but was " + value + ", scale the data"
        : "a number must be finite, but was " + value;
  }
}
