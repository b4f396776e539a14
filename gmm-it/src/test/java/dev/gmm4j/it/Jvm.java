package dev.gmm4j.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM, with nothing on its paths but what it is given. */
final class Jvm {
  /** So long that only a process that hangs takes longer, on whatever machine. */
  private static final long TIMEOUT_SECONDS = 900;

  /** What would change a JVM, or our choice of a backend, behind the test's back. */
  private static final List<String> VARIABLES =
      List.of("CLASSPATH", "GMM4J_BACKEND", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private final List<String> options = new ArrayList<>(List.of(
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xmx256m",
      // A line of the log without its time.
      "-Duser.language=en",
      "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%n"));
  private final ProcessBuilder process = new ProcessBuilder();
  private final Path home;

  /**
   * What a program left behind.
   *
   * @param status its exit status
   * @param out what it printed
   * @param err what it complained of, without the lines of stack traces
   */
  record Outcome(int status, String out, String err) {

    /** What a program that worked leaves behind. */
    static Outcome success(String... lines) {
      return new Outcome(0, String.join("\n", lines), "");
    }

    /** The same with lines of the log on standard error. */
    Outcome logged(String... lines) {
      return new Outcome(status, out, String.join("\n", lines));
    }

    /** What a program leaves behind that ended in an exception of ours. */
    static Outcome failure(String out, String exception) {
      return new Outcome(1, out, "Exception in thread \"main\" dev.gmm4j.exception." + exception);
    }
  }

  /** A JVM of the JDK that runs the test. */
  Jvm() {
    this(Path.of(System.getProperty("java.home")));
  }

  /** A JVM of an image in some folder. */
  Jvm(Path home) {
    this.home = home;
    process.environment().keySet().removeAll(VARIABLES);
  }

  Jvm classPath(Path... entries) {
    return option("--class-path").option(path(entries));
  }

  Jvm modulePath(Path... entries) {
    return option("--module-path").option(path(entries));
  }

  Jvm option(String option) {
    options.add(option);
    return this;
  }

  Jvm variable(String name, String value) {
    process.environment().put(name, value);
    return this;
  }

  /** Runs a main class, or {@code -m} and a module, with arguments. */
  Outcome run(String main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("java").toString());
    command.addAll(options);
    command.add(main);
    command.addAll(List.of(arguments));
    return run(process.command(command), TIMEOUT_SECONDS);
  }

  /** Runs a program to its end, or kills it after some time. */
  static Outcome run(ProcessBuilder process, long timeoutSeconds)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("gmm4j-it", ".out");
    Path err = Files.createTempFile("gmm4j-it", ".err");
    try {
      Process running =
          process.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      if (!running.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
        throw new AssertionError(
            "still running after " + timeoutSeconds + " s: " + process.command() + text(out));
      }
      return new Outcome(running.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, Charset.defaultCharset())
        .lines()
        .filter(line -> !line.matches("\\s(at |\\.\\.\\. ).*"))
        .collect(Collectors.joining("\n"));
  }

  private static String path(Path... entries) {
    return Arrays.stream(entries)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
