package dev.gmm4j.tck.rule;

import org.jspecify.annotations.Nullable;

/**
 * What one rule found.
 *
 * @param rule the rule
 * @param passed whether the backend meets it
 * @param checks how many numbers and conditions were checked
 * @param largestError the error that came nearest to its tolerance or exceeded it most; 0 where nothing was measured
 * @param allowed the tolerance of that error; 0 where nothing was measured
 * @param place where that error occurred, or an empty string
 * @param message why the rule failed, starting with its id, or an empty string
 * @param cause what the backend threw, or null
 * @param seconds wall-clock time
 */
public record RuleResult(
    Rule rule,
    boolean passed,
    long checks,
    double largestError,
    double allowed,
    String place,
    String message,
    @Nullable Throwable cause,
    double seconds) {}
