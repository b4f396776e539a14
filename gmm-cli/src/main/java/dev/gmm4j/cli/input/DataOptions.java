package dev.gmm4j.cli.input;

import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.Dataset;
import dev.gmm4j.io.ReadOptions;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of how data is read. */
public final class DataOptions {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--columns",
      split = ",",
      paramLabel = "COLUMN",
      description = "The columns that are features, by name or by index from 0. Default: all.")
  private List<String> columns = List.of();

  @Option(
      names = "--header",
      paramLabel = "yes|no|detect",
      converter = HeaderConverter.class,
      completionCandidates = HeaderConverter.class,
      defaultValue = "detect",
      description = "Whether the first line of a CSV file has names. Default: ${DEFAULT-VALUE}.")
  private ReadOptions.Header header = ReadOptions.Header.DETECT;

  private @Nullable String classColumn;

  /** Sets the column of known classes, which is read beside the features and is none of them; null for none. */
  public void readClasses(@Nullable String column) {
    classColumn = column;
  }

  /** Opens data with the columns that the user chose. */
  public Dataset open(String data, InputStream in, @Nullable WeightsOption weights) {
    return open(data, in, weights, List.of());
  }

  /** Opens data with the columns that the user chose, or else those of some names if all are there. */
  public Dataset open(
      String data, InputStream in, @Nullable WeightsOption weights, List<String> preferred) {
    if (weights != null) {
      weights.check();
    }
    ReadOptions options = ReadOptions.builder()
        .columns(columns)
        .preferredColumns(preferred)
        .header(header)
        .weightsColumn(weights == null ? null : weights.column())
        .classColumn(classColumn)
        .build();
    Dataset dataset = data.equals(STANDARD_INPUT)
        ? DataFiles.read(in, "standard input", options)
        : DataFiles.open(Path.of(data), options);
    return weights == null ? dataset : weights.scaled(dataset);
  }
}
