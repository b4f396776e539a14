package dev.gmm4j.tck;

import dev.gmm4j.tck.internal.rules.Prerequisites;
import dev.gmm4j.tck.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

  /** Returns the failures that rest on no other failed rule: what to mend first. */
  public List<RuleResult> causes() {
    return failures().stream().filter(failure -> cause(failure).isEmpty()).toList();
  }

  /** Returns the failures that may follow from others: those that rest on a failed rule. */
  public List<RuleResult> followOns() {
    return failures().stream().filter(failure -> cause(failure).isPresent()).toList();
  }

  /**
   * Returns the first failed rule that a failure rests on, and so may follow from.
   *
   * @param failure one of the results
   */
  public Optional<RuleResult> cause(RuleResult failure) {
    return results.stream()
        .takeWhile(earlier -> !earlier.rule().id().equals(failure.rule().id()))
        .filter(
            earlier -> !earlier.passed() && Prerequisites.restsOn(failure.rule(), earlier.rule()))
        .findFirst();
  }

  /**
   * Returns why a rule failed; where it rests on a failed rule, what to look at in that one comes first.
   *
   * @param failure one of the results
   */
  public String message(RuleResult failure) {
    return cause(failure)
        .map(cause -> failure.rule().id() + " may follow from " + cause.rule().id()
            + ", which failed: first look at " + cause.rule().advice() + ".\n" + failure.message())
        .orElse(failure.message());
  }

  /**
   * Returns a readable report: the backend, the JVM, what to mend first, each rule with its largest error, and what failed
   * after what.
   */
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
    if (!passed()) {
      text.append("To be mended first:\n\n");
      causes().forEach(cause -> text.append(cause.message()).append("\n\n"));
    }
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
    if (!followOns().isEmpty()) {
      text.append(
          "\nThese failed after rules that they rest on, and may be right once those are:\n");
    }
    for (RuleResult followOn : followOns()) {
      text.append('\n').append(message(followOn)).append('\n');
    }
    return text.toString().replace("\r", "");
  }

  private String line(RuleResult result) {
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
    String after = result.passed()
        ? ""
        : cause(result).map(c -> "after " + c.rule().id() + ": ").orElse("");
    return String.format(
            Locale.ROOT,
            "%-8s  %-6s  %7.0f  %9d  %9s  %9s  %s",
            result.rule().id(),
            result.passed() ? "passed" : "FAILED",
            1e3 * result.seconds(),
            result.checks(),
            error,
            allowed,
            after + where)
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
