package dev.gmm4j.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.RuleResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what it is there to find, and no other rule blames what is right. */
@Isolated("some rules look at the memory of the JVM")
@Tag("same-on-every-jdk")
class BrokenBackendTest {
  /**
   * Rules that take long: a broken backend runs them only where they are expected to fail, unless the system property
   * {@code gmm4j.tck.matrix} is {@code full}.
   */
  private static final Set<String> SLOW = Set.of(
      "CHOL-04",
      "CONC-01",
      "CONC-02",
      "DENS-01",
      "DENS-02",
      "DENS-03",
      "DENS-07",
      "EIGEN-01",
      "EIGEN-02",
      "EIGEN-03",
      "EIGEN-04",
      "FACTOR-01",
      "FACTOR-02",
      "FACTOR-03",
      "FIT-01",
      "FIT-05",
      "KERN-04",
      "KERN-06",
      "PROD-01",
      "PUBL-02",
      "REPRO-01",
      "REPRO-03",
      "RES-02",
      "STAT-01",
      "STAT-02",
      "STAT-07",
      "TAIL-02",
      "TAIL-03",
      "TAIL-04",
      "TRI-01",
      "TRI-04",
      "VB-01",
      "VB-02");

  static List<BrokenBackend> brokenBackends() {
    return BrokenBackend.all();
  }

  @ParameterizedTest
  @MethodSource("brokenBackends")
  void brokenBackend_failsItsRules_withTheirIdsInTheMessages(BrokenBackend broken) {
    boolean full = "full".equals(System.getProperty("gmm4j.tck.matrix"));
    List<Rule> rules = TckRunner.rules().stream()
        .filter(rule -> full || !SLOW.contains(rule.id()) || broken.failing().contains(rule.id()))
        .toList();

    TckResult result = TckRunner.run(broken.provider(), rules);

    assertThat(ids(result.failures().stream().map(RuleResult::rule).toList()))
        .as(result::toText)
        .isEqualTo(broken.failing());
    for (RuleResult failure : result.failures()) {
      assertThat(failure.message())
          .startsWith(failure.rule().id() + " " + failure.rule().requirement() + ": ")
          .endsWith("; look at " + failure.rule().advice());
    }
  }

  @Test
  void everyRule_hasABrokenBackend() {
    assertThat(brokenBackends().stream().map(BrokenBackend::rule).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(ids(TckRunner.rules()));
  }

  private static Set<String> ids(List<Rule> rules) {
    return rules.stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
  }
}
