package dev.gmm4j.cli.input;

import dev.gmm4j.io.DataFiles;
import dev.gmm4j.io.DataRow;
import dev.gmm4j.io.ReadOptions;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How data is read whose cells may be anything. */
public final class AnyDataOptions {
  @Option(
      names = "--header",
      paramLabel = "yes|no|detect",
      converter = HeaderConverter.class,
      completionCandidates = HeaderConverter.class,
      defaultValue = "detect",
      description = "Whether the first line of CSV has names. Default: ${DEFAULT-VALUE}.")
  private ReadOptions.Header header = ReadOptions.Header.DETECT;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = EncodingConverter.class,
      description =
          "The encoding of a CSV file, such as ISO-8859-1. Default: that of its byte order mark, else UTF-8.")
  private @Nullable Charset encoding;

  /** Returns what messages call data. */
  public static String name(String data) {
    return data.equals(DataOptions.STANDARD_INPUT) ? "standard input" : data;
  }

  /**
   * Shows the rows of data to a visitor.
   *
   * @param columns those that are shown, by name or index; empty for all
   * @return notes for the user on what was decided when data was read
   */
  public List<String> visit(
      String data, InputStream in, List<String> columns, DataRow.Visitor visitor) {
    ReadOptions options = ReadOptions.builder()
        .header(header)
        .encoding(encoding)
        .keptColumns(columns)
        .build();
    return data.equals(DataOptions.STANDARD_INPUT)
        ? DataFiles.visit(in, name(data), options, visitor)
        : DataFiles.visit(DataOptions.path(data), options, visitor);
  }
}
