package dev.gmm4j.cli.output;

import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.internal.file.AtomicFile;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where CSV goes. */
@OptionGroup.In(OptionGroup.OUTPUT)
public final class CsvOutput {
  /** Set to true by the launcher where standard output is a terminal. */
  private static final String TERMINAL_PROPERTY = "gmm4j.terminal.output";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.csv",
      description = "Where to write; whole or not at all. Default: standard output.")
  private @Nullable Path file;

  /** Writes CSV. */
  @FunctionalInterface
  public interface Body {
    /** Writes lines of CSV. */
    void writeTo(Writer writer) throws IOException;
  }

  /** Checks whether the file can be written, before time is spent on what is to go there. */
  public void check() {
    OutputFiles.check(command, file);
  }

  /** Writes to the file, or to standard output. */
  public void write(StandardStreams streams, Body body) throws IOException {
    if (file != null) {
      AtomicFile.writeText(file, body::writeTo);
    } else {
      Writer writer = Boolean.getBoolean(TERMINAL_PROPERTY)
          ? new PlainTextWriter(streams.results())
          : streams.results();
      body.writeTo(writer);
      writer.flush();
    }
  }

  /**
   * Appends a cell, quoted where it must be. Its text is never changed, also where a spreadsheet would take it for a
   * formula: other programs, and models that name their features, are to find the same names again.
   */
  public static void appendCell(StringBuilder csv, String text) {
    boolean plain = text.indexOf(',') < 0
        && text.indexOf('"') < 0
        && text.indexOf('\n') < 0
        && text.indexOf('\r') < 0;
    csv.append(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
  }
}
