package dev.gmm4j.tck;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.rule.RuleResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs every rule of the kit as a JUnit test on the backend of a provider.
 *
 * <p>The tests are named by their rules, as IDEs show them. Surefire shows {@code rules()[8]} in their place unless its
 * reporters are told to use these names; the kit's README tells how.
 *
 * <p>After the last rule a report is written to the folder {@code target/gmm-tck}, or the one that the system property
 * {@value #REPORT} names, in a file named after the backend.
 */
// The memory that RES-02 looks at is the JVM's: nothing else may run meanwhile.
@Isolated
@Execution(ExecutionMode.SAME_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LinearAlgebraBackendTck {
  /** The system property that names the folder of the reports. */
  public static final String REPORT = "gmm4j.tck.report";

  private final List<RuleResult> results = new ArrayList<>();

  /** Creates the test; called by JUnit. */
  protected LinearAlgebraBackendTck() {}

  /** Returns the provider of the backend under test. */
  protected abstract LinearAlgebraBackendProvider provider();

  /** Returns one test for each rule, named by its id and requirement. */
  @TestFactory
  @DisplayName("rule")
  public Stream<DynamicTest> rules() {
    return TckRunner.rules().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> {
          RuleResult result = TckRunner.check(provider(), rule);
          results.add(result);
          if (!result.passed()) {
            String message = new TckResult("", "", results).message(result);
            throw new AssertionError(message, result.cause());
          }
        }));
  }

  /** Writes the report. */
  @AfterAll
  public void writeReport() throws IOException {
    Path folder = Path.of(System.getProperty(REPORT, "target/gmm-tck"));
    TckRunner.result(provider(), results).write(folder);
  }
}
