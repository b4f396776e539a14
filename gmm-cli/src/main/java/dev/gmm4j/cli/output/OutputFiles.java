package dev.gmm4j.cli.output;

import dev.gmm4j.cli.run.CommandFailure;
import dev.gmm4j.cli.run.ExitStatus;
import dev.gmm4j.internal.file.AtomicFile;
import dev.gmm4j.io.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files that results go to. */
public final class OutputFiles {
  private OutputFiles() {}

  /** Writes a file. */
  @FunctionalInterface
  public interface Body {
    /** Writes to a file. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Checks the file named by {@code --output}, if any, before time is spent on what is to go there.
   *
   * @throws ParameterException if it cannot be written
   */
  public static void check(CommandSpec command, @Nullable Path file) {
    check(command, "--output", file);
  }

  /**
   * Checks the file that an option names, if any, before time is spent on what is to go there.
   *
   * @throws ParameterException if it cannot be written
   */
  public static void check(CommandSpec command, String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    String problem = Files.isDirectory(file) ? file + " is a folder" : AtomicFile.obstacle(file);
    if (problem != null) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '" + option + "': " + problem);
    }
  }

  /**
   * Writes a file.
   *
   * @throws CommandFailure if it cannot be written: what is wrong is not the data, as an exception of its own may say
   */
  public static void write(Path file, Body body) throws IOException {
    try {
      body.writeTo(file);
    } catch (DataException e) {
      throw new CommandFailure(ExitStatus.FAILED, String.valueOf(e.getMessage()), e);
    }
  }
}
