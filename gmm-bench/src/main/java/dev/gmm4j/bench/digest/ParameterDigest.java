package dev.gmm4j.bench.digest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints a line for each of many results: its name, a hash of its exact bits, and some figures for readers; or compares
 * the lines with those of a file. Before and after a change that must not change results, they are the same.
 *
 * <pre>{@code gmm-bench/run digest [--check]}</pre>
 */
public final class ParameterDigest {
  private ParameterDigest() {}

  /** Returns all cases, of which none has been computed. */
  static List<DigestCase> cases(Path dataFolder) {
    DigestData data = new DigestData(dataFolder);
    return Stream.concat(FitCases.of(data).stream(), OtherCases.of(data).stream())
        .toList();
  }

  /**
   * Prints the lines, or what differs; the exit status is 1 if something does.
   *
   * @param arguments the folder of the data sets, and the file to compare with, if any
   */
  public static void main(String[] arguments) throws IOException {
    List<DigestCase> cases = cases(Path.of(arguments[0]));
    if (arguments.length == 1) {
      header().forEach(System.out::println);
      cases.forEach(it -> System.out.println(it.line()));
      return;
    }
    Path file = Path.of(arguments[1]);
    List<String> lines = new ArrayList<>();
    cases.forEach(it -> lines.add(it.line()));
    List<String> differences = DigestFile.differences(Files.readAllLines(file), lines);
    differences.forEach(System.out::println);
    System.out.println(
        differences.isEmpty()
            ? "all " + lines.size() + " lines as in " + file.getFileName()
            : differences.size() + " differences from " + file.getFileName());
    if (!differences.isEmpty()) {
      System.exit(1);
    }
  }

  private static List<String> header() {
    return List.of(
        "# gmm-bench/run digest",
        "# commit " + System.getProperty("gmm4j.bench.commit", "unknown") + ", JDK "
            + Runtime.version() + ", " + System.getProperty("os.arch") + ", vectors of "
            + System.getProperty("gmm4j.vector.bits", "unknown") + " bits",
        "# name, the first 64 bits of the SHA-256 of all numbers, and some of them in words");
  }
}
