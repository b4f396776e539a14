package dev.gmm4j.cli.input;

import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.DataRow;
import dev.gmm4j.io.ReadOptions;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How data is read whose cells may be anything. */
public final class HeaderOption {
  @Option(
      names = "--header",
      paramLabel = "yes|no|detect",
      converter = HeaderConverter.class,
      completionCandidates = HeaderConverter.class,
      defaultValue = "detect",
      description = "Whether the first line of CSV has names. Default: ${DEFAULT-VALUE}.")
  private ReadOptions.Header header = ReadOptions.Header.DETECT;

  /** Returns what messages call data. */
  public static String name(String data) {
    return data.equals(DataOptions.STANDARD_INPUT) ? "standard input" : data;
  }

  /**
   * Shows the rows of data to a visitor.
   *
   * @param columns those that are shown, by name or index; empty for all
   */
  public void visit(String data, InputStream in, List<String> columns, DataRow.Visitor visitor) {
    ReadOptions options =
        ReadOptions.builder().header(header).keptColumns(columns).build();
    if (data.equals(DataOptions.STANDARD_INPUT)) {
      DataFiles.visit(in, name(data), options, visitor);
    } else {
      DataFiles.visit(Path.of(data), options, visitor);
    }
  }
}
