package dev.gmm4j.cli.packaged;

import dev.gmm4j.cli.testing.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged command, in a process of its own. */
final class PackagedGmm {
  /** So long that only a process that hangs takes longer, on whatever machine. */
  private static final long TIMEOUT_MINUTES = 15;

  private PackagedGmm() {}

  /** Returns the folder of the distribution that was built. */
  static Path folder() {
    String folder = System.getProperty("gmm4j.distribution");
    if (folder == null) {
      throw new IllegalStateException(
          "the system property gmm4j.distribution must name the distribution");
    }
    return Path.of(folder);
  }

  static Path launcher() {
    return folder().resolve("bin").resolve("gmm");
  }

  /** Copies the distribution and returns the launcher of the copy. */
  static Path copyTo(Path copy) throws IOException {
    for (String name : List.of("bin", "lib")) {
      Path target = Files.createDirectories(copy.resolve(name));
      try (var files = Files.list(folder().resolve(name))) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              target.resolve(file.getFileName().toString()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy.resolve("bin").resolve("gmm");
  }

  static Outcome gmm(Object... arguments) {
    return run(launcher(), Map.of(), "", arguments);
  }

  static Outcome gmmWithInput(String input, Object... arguments) {
    return run(launcher(), Map.of(), input, arguments);
  }

  /** Runs a program to its end. */
  static Outcome run(
      Path program, Map<String, String> environment, String input, Object... arguments) {
    try {
      Path err = Files.createTempFile("gmm", ".err");
      Path out = Files.createTempFile("gmm", ".out");
      try {
        ProcessBuilder builder =
            process(program, arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
          in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
          // It need not read its input to the end.
          if (!String.valueOf(e.getMessage()).contains("pipe")) {
            throw e;
          }
        }
        int status = status(process);
        return new Outcome(status, Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(err);
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for the end of a process, and returns its status. */
  static int status(Process process) throws InterruptedException {
    if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(
          process.info().command() + " took longer than " + TIMEOUT_MINUTES + " minutes");
    }
    return process.exitValue();
  }

  static ProcessBuilder process(Path program, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command);
  }
}
