package dev.gmm4j.tck;

import dev.gmm4j.tck.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What all rules found on one backend.
 *
 * @param backend the backend's id
 * @param detail what the provider says of its library
 * @param results one result for each rule that was run, in order
 */
public record TckResult(String backend, String detail, List<RuleResult> results) {

  /** Tells whether the backend meets all rules that were run. */
  public boolean passed() {
    return results.stream().allMatch(RuleResult::passed);
  }

  /** Returns the results of the rules that failed. */
  public List<RuleResult> failures() {
    return results.stream().filter(result -> !result.passed()).toList();
  }

  /** Returns a readable report: the backend, the JVM, each rule with its largest error, and what failed. */
  public String toText() {
    double seconds = results.stream().mapToDouble(RuleResult::seconds).sum();
    StringBuilder text = new StringBuilder("gmm4j compatibility kit\n\n");
    text.append("backend  ").append(backend).append(": ").append(detail).append('\n');
    text.append("JVM      ").append(jvm()).append('\n');
    text.append(String.format(
        Locale.ROOT,
        "rules    %d passed, %d failed, %.1f s%n%n",
        results.size() - failures().size(),
        failures().size(),
        seconds));
    text.append(String.format(
        Locale.ROOT,
        "%-8s  %-6s  %7s  %9s  %9s  %9s  %s%n",
        "rule",
        "result",
        "ms",
        "checks",
        "error",
        "allowed",
        "where the error is largest against what is allowed"));
    for (RuleResult result : results) {
      text.append(line(result)).append('\n');
    }
    for (RuleResult result : failures()) {
      text.append('\n').append(result.message()).append('\n');
    }
    return text.toString().replace("\r", "");
  }

  private static String line(RuleResult result) {
    String error = "";
    String allowed = "";
    if (!result.place().isEmpty()) {
      boolean exact = result.allowed() == 0;
      error = exact && result.passed()
          ? "0"
          : String.format(Locale.ROOT, "%.1e", result.largestError());
      allowed = exact ? "0" : String.format(Locale.ROOT, "%.1e", result.allowed());
    }
    String where = allowed.equals("0") && result.passed() ? "" : result.place();
    return String.format(
            Locale.ROOT,
            "%-8s  %-6s  %7.0f  %9d  %9s  %9s  %s",
            result.rule().id(),
            result.passed() ? "passed" : "FAILED",
            1e3 * result.seconds(),
            result.checks(),
            error,
            allowed,
            where)
        .stripTrailing();
  }

  private static String jvm() {
    return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
        + Runtime.getRuntime().availableProcessors() + " processors";
  }

  /**
   * Writes the report to a file named after the backend.
   *
   * @param folder created if it does not exist
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = backend.replaceAll("[^A-Za-z0-9._-]", "_");
    return Files.writeString(folder.resolve(name + ".txt"), toText());
  }
}
