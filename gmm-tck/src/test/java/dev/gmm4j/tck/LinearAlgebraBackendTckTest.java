package dev.gmm4j.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gmm4j.spi.LinearAlgebraBackendProvider;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.RuleResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The kit as a JUnit test, and its report. */
@Isolated("sets a system property, and rules look at the memory of the JVM")
class LinearAlgebraBackendTckTest {
  /** What the kit's user writes; run by the test below, not by the build. */
  static class Subject extends LinearAlgebraBackendTck {
    @Override
    protected LinearAlgebraBackendProvider provider() {
      return FollowOnTest.squaredWeights().provider();
    }
  }

  @AfterEach
  void clearProperty() {
    System.clearProperty(LinearAlgebraBackendTck.REPORT);
  }

  @Test
  void everyRule_isATest_andTheReportIsWritten(@TempDir Path folder) throws Exception {
    System.setProperty(LinearAlgebraBackendTck.REPORT, folder.resolve("reports").toString());

    EngineExecutionResults run = EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Subject.class))
        .execute();

    int rules = TckRunner.rules().size();
    run.testEvents().assertStatistics(events -> events.started(rules).failed(4));
    List<Event> failed = run.testEvents().failed().list();
    assertThat(failed)
        .extracting(event -> event.getTestDescriptor().getDisplayName().substring(0, 7))
        .containsExactly("GRAM-01", "GRAM-03", "STAT-07", "SCALE-0");
    assertThat(message(failed.get(0))).startsWith("GRAM-01 weightedGram computes ");
    assertThat(message(failed.get(2)))
        .containsSubsequence(
            "STAT-07 may follow from GRAM-01, which failed: first look at weights applied twice",
            "\nSTAT-07 the backend's kernel agrees ",
            "; look at ");
    String report = Files.readString(folder.resolve("reports").resolve("textbook.txt"));
    assertThat(report)
        .contains("backend  textbook: the textbook")
        .contains("rules    " + (rules - 4) + " passed, 4 failed")
        .containsPattern("(?m)^PROD-01 +passed +\\d+ +\\d+ ")
        .containsPattern("(?m)^GRAM-01 +FAILED")
        .contains("\nGRAM-01 weightedGram computes ");
  }

  private static String message(Event failed) {
    return failed
        .getPayload(TestExecutionResult.class)
        .flatMap(TestExecutionResult::getThrowable)
        .orElseThrow()
        .getMessage();
  }

  @Test
  void providerThatThrows_failsRulesWithTheirIds_andStillGetsAReport() {
    TckResult result = TckRunner.run(
        new TextbookProvider(
            () -> {
              throw new IllegalStateException("no library");
            },
            (backend, options) -> backend),
        TckRunner.rules().subList(0, 6));

    assertThat(result.failures()).extracting(failure -> failure.rule().id()).contains("PROV-02");
    assertThat(result.failures())
        .allSatisfy(failure ->
            assertThat(failure.message()).startsWith(failure.rule().id()).contains("no library"));
    assertThat(result.toText()).contains("no library");
  }

  @Test
  void ruleThatChecksNothing_fails() {
    Rule rule = new Rule("NONE-01", "nothing is checked", "exact", "the rule", tck -> {});

    RuleResult result = TckRunner.check(new TextbookProvider(), rule);

    assertThat(result.passed()).isFalse();
    assertThat(result.message()).startsWith("NONE-01 ").contains("checked nothing");
  }

  @Test
  void nan_isTheLargestOfErrors() {
    Rule rule = new Rule("NAN-01", "NaN is noticed", "1", "the rule", tck -> {
      tck.near("finite", 5, 0, 1);
      tck.near("numbers", new double[] {0, Double.NaN}, new double[2], new double[] {1, 1});
    });

    RuleResult result = TckRunner.check(new TextbookProvider(), rule);

    assertThat(result.message())
        .contains("error NaN at numbers[1] exceeds 1.0")
        .contains("(2 of 3 checks failed, the first at finite)");
  }

  @Test
  void provider_isFoundById() {
    ClassLoader loader = getClass().getClassLoader();

    assertThat(TckRunner.provider("textbook", loader)).isInstanceOf(TextbookProvider.class);
    assertThatThrownBy(() -> TckRunner.provider("acme", loader))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backend must be one of [library-type, textbook], but was acme");
  }
}
