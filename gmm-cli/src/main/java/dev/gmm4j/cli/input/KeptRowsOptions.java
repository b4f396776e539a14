package dev.gmm4j.cli.input;

import dev.gmm4j.io.ReadOptions;
import java.util.List;
import picocli.CommandLine.Option;

/** What is written of the rows of a file beside the results. */
public final class KeptRowsOptions {
  @Option(
      names = "--keep",
      split = ",",
      paramLabel = "COLUMN",
      description =
          "Columns of the data to copy beside the results, as text, by name or by index from 0.")
  private List<String> columns = List.of();

  @Option(
      names = "--row-numbers",
      description =
          "Also write the number of each row in its file: line, from 1, for CSV; row, from 0, for .npy.")
  private boolean numbers;

  /** Has row numbers written even if the option is not given. */
  public void requireNumbers() {
    numbers = true;
  }

  boolean numbers() {
    return numbers;
  }

  List<String> columns() {
    return columns;
  }

  void apply(ReadOptions.Builder options) {
    options.keptColumns(columns);
  }
}
