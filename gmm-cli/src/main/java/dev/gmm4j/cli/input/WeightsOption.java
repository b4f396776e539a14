package dev.gmm4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The column of the rows' weights. */
public final class WeightsOption {
  @Option(
      names = "--weights-column",
      paramLabel = "COLUMN",
      description = "The column of the rows' weights; weight 2 counts as two rows.")
  private @Nullable String column;

  /** Returns the column, or null where rows have no weights. */
  public @Nullable String column() {
    return column;
  }
}
