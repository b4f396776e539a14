package dev.gmm4j.cli.classify;

import dev.gmm4j.cli.option.JsonOption;
import dev.gmm4j.cli.option.OptionGroup;
import dev.gmm4j.cli.option.ShellCommandLine;
import dev.gmm4j.cli.picture.ModelPictures;
import dev.gmm4j.cli.picture.PictureFile;
import dev.gmm4j.cli.run.PlainText;
import dev.gmm4j.cli.run.StandardStreams;
import dev.gmm4j.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of a page about what a command found. */
@OptionGroup.In(OptionGroup.PICTURES)
final class ReportOption {
  private static final String NAME = "--report";

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "FILE.html",
      description =
          "Where to write a page with settings, scores and pictures. It needs no other file.")
  private @Nullable Path file;

  /**
   * Checks what can be checked before the data is read, the machine's means to draw included.
   *
   * @throws ParameterException if the file cannot be written
   */
  void check() {
    PictureFile.check(command, NAME, file, PictureFile.PAGE);
    if (file != null) {
      ModelPictures.requireDrawing();
    }
  }

  boolean isGiven() {
    return file != null;
  }

  /** Returns the call that the command was made by. */
  String call() {
    return ShellCommandLine.of(command);
  }

  /** Writes the page, if one was asked for, and says so unless the output is JSON. */
  void write(String page, JsonOption json, StandardStreams streams) throws IOException {
    Path path = file;
    if (path == null) {
      return;
    }
    AtomicFile.writeText(path, writer -> writer.append(page));
    if (!json.isGiven()) {
      streams.print("\nreport written to " + PlainText.of(path.toString()) + "\n");
    }
  }
}
