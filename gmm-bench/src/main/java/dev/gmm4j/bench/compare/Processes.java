package dev.gmm4j.bench.compare;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the processes that measure; each contender has one of its own for each problem. */
public final class Processes {
  private static final long TIMEOUT_SECONDS = 900;

  private final Path folder;

  /** Keeps what processes print in a folder. */
  public Processes(Path folder) {
    this.folder = folder;
  }

  /** Runs a main class in a JVM with the options of this one. */
  void java(String classPath, List<String> options, String main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    run(command, Map.of());
  }

  static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  /** Runs a command; a failure is an exception that says what was printed about it. */
  public void run(List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    File printed = folder.resolve("printed.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed);
    builder.environment().putAll(variables);
    Process process = builder.start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("took more than " + TIMEOUT_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(reason(Files.readAllLines(printed.toPath())));
    }
  }

  /** Returns the line that names an exception or error, or the last one. */
  private static String reason(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("Exception") || line.contains("Error"))
        .findFirst()
        .orElse(lines.isEmpty() ? "no output" : lines.get(lines.size() - 1));
  }
}
