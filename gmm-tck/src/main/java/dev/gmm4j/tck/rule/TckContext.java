package dev.gmm4j.tck.rule;

import dev.gmm4j.spi.Availability;
import dev.gmm4j.spi.BackendOptions;
import dev.gmm4j.spi.LinearAlgebraBackend;
import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What one rule works with: the backend, random numbers that are the same in each run, and the checks.
 *
 * <p>A check that fails does not end the rule: all cases are looked at, so that the result tells the first and the worst.
 */
public final class TckContext implements AutoCloseable {
  private final LinearAlgebraBackendProvider provider;
  private final Random random;
  private @Nullable LinearAlgebraBackend backend;

  private String place = "";
  private long checks;
  private long failures;
  private String firstFailure = "";
  private String firstFailurePlace = "";
  private double worstRatio = -1;
  private double worstError;
  private double worstBound;
  private String worstPlace = "";

  /** Creates the context of a rule for a provider; closed by the caller. */
  public TckContext(LinearAlgebraBackendProvider provider, Rule rule) {
    this.provider = provider;
    this.random = new Random(rule.id().hashCode());
  }

  /** Returns the provider under test. */
  public LinearAlgebraBackendProvider provider() {
    return provider;
  }

  /**
   * Returns the backend under test, a new one for each rule.
   *
   * @throws IllegalStateException if the provider says that it cannot work here
   */
  public LinearAlgebraBackend backend() {
    LinearAlgebraBackend current = backend;
    if (current == null) {
      Availability availability = provider.availability();
      if (!availability.available()) {
        throw new IllegalStateException("backend " + provider.id() + " is unavailable: "
            + availability.detail() + " " + availability.remedy());
      }
      current = provider.create(BackendOptions.defaults());
      backend = current;
    }
    return current;
  }

  /** Returns random numbers, the same in each run of a rule. */
  public Random random() {
    return random;
  }

  /** Names the case that is checked next, such as {@code rows=17, columns=8}. */
  public void at(String format, Object... arguments) {
    place = String.format(Locale.ROOT, format, arguments);
  }

  /** Checks that a number differs from the expected one by at most a bound. */
  public void near(String what, double actual, double expected, double bound) {
    measure(what, -1, Math.abs(actual - expected), bound);
  }

  /**
   * Checks that numbers differ from the expected ones by at most a bound for each.
   *
   * @param actual at least as many numbers as are expected
   */
  public void near(String what, double[] actual, double[] expected, double[] bounds) {
    for (int i = 0; i < expected.length; i++) {
      measure(what, i, Math.abs(actual[i] - expected[i]), bounds[i]);
    }
  }

  /** Checks that numbers are exactly the expected ones; NaN equals NaN, and 0 equals -0. */
  public void equal(String what, double[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      boolean bothNaN = Double.isNaN(actual[i]) && Double.isNaN(expected[i]);
      measure(what, i, bothNaN ? 0 : Math.abs(actual[i] - expected[i]), 0);
    }
  }

  /** Checks an error that was computed by the rule itself. */
  public void error(String what, double error, double bound) {
    measure(what, -1, error, bound);
  }

  /** Checks a condition; the text says what is wrong if it does not hold. */
  public void that(boolean condition, String wrong) {
    checks++;
    if (!condition) {
      fail(wrong, place);
    }
  }

  private void measure(String what, int index, double error, double bound) {
    checks++;
    // Written so that NaN counts as the largest of errors.
    boolean failed = !(error <= bound);
    double ratio = ratio(error, bound);
    if (failed || ratio > worstRatio) {
      String where =
          place + (place.isEmpty() ? "" : ", ") + what + (index < 0 ? "" : "[" + index + "]");
      if (failed) {
        fail("", where);
      }
      if (ratio > worstRatio) {
        worstRatio = ratio;
        worstError = error;
        worstBound = bound;
        worstPlace = where;
      }
    }
  }

  private static double ratio(double error, double bound) {
    if (Double.isNaN(error)) {
      return Double.POSITIVE_INFINITY;
    }
    return error == 0 ? 0 : error / bound;
  }

  private void fail(String wrong, String where) {
    failures++;
    if (failures == 1) {
      firstFailure = wrong;
      firstFailurePlace = where;
    }
  }

  /** Returns the result of the rule, after it was checked. */
  public RuleResult result(Rule rule, @Nullable Throwable thrown, double seconds) {
    boolean passed = failures == 0 && thrown == null && checks > 0;
    return new RuleResult(
        rule,
        passed,
        checks,
        worstRatio < 0 ? 0 : worstError,
        worstRatio < 0 ? 0 : worstBound,
        worstPlace,
        passed ? "" : message(rule, thrown),
        thrown,
        seconds);
  }

  private String message(Rule rule, @Nullable Throwable thrown) {
    StringBuilder text =
        new StringBuilder(rule.id()).append(' ').append(rule.requirement()).append(": ");
    if (thrown != null) {
      text.append(thrown).append(place.isEmpty() ? "" : " at " + place);
    } else if (checks == 0) {
      text.append("the rule checked nothing");
    } else if (firstFailure.isEmpty()) {
      text.append(String.format(
          Locale.ROOT, "error %.2g at %s exceeds %.2g", worstError, worstPlace, worstBound));
    } else {
      text.append(firstFailure)
          .append(firstFailurePlace.isEmpty() ? "" : " at " + firstFailurePlace);
    }
    if (failures > 1) {
      text.append(String.format(Locale.ROOT, " (%d of %d checks failed", failures, checks));
      text.append(firstFailurePlace.isEmpty() ? ")" : ", the first at " + firstFailurePlace + ")");
    }
    return text.append("; look at ").append(rule.advice()).toString();
  }

  /** Closes the backend. */
  @Override
  public void close() {
    if (backend != null) {
      backend.close();
    }
  }
}
