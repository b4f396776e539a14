package dev.gmm4j.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.tck.internal.rules.Prerequisites;
import dev.gmm4j.tck.rule.Rule;
import dev.gmm4j.tck.rule.RuleResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is to be mended first comes first, and what may follow from it says so. */
class FollowOnTest {
  private static final String LOOK =
      "look at weights applied twice or as they are where a root is meant";

  static BrokenBackend squaredWeights() {
    return BrokenBackend.all().stream()
        .filter(backend -> backend.error().equals("weights are squared"))
        .findFirst()
        .orElseThrow();
  }

  private static Rule rule(String id) {
    return TckRunner.rules().stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(List<RuleResult> results) {
    return results.stream().map(result -> result.rule().id()).toList();
  }

  @Test
  void report_beginsWithTheCause_andMarksWhatMayFollow() {
    List<Rule> rules = Stream.of("PROD-02", "GRAM-01", "GRAM-02", "GRAM-03", "STAT-07", "RES-01")
        .map(FollowOnTest::rule)
        .toList();

    TckResult result = TckRunner.run(squaredWeights().provider(), rules);

    assertThat(ids(result.causes())).containsExactly("GRAM-01");
    assertThat(ids(result.followOns())).containsExactly("GRAM-03", "STAT-07");
    assertThat(result.toText())
        .containsSubsequence(
            "rules    3 passed, 3 failed",
            "To be mended first:\n\nGRAM-01 weightedGram computes",
            "; " + LOOK,
            "GRAM-01   FAILED",
            "GRAM-02   passed",
            "These failed after rules that they rest on",
            "GRAM-03 may follow from GRAM-01, which failed: first " + LOOK,
            "GRAM-03 weightedGram keeps its precision",
            "STAT-07 may follow from GRAM-01, which failed: first " + LOOK,
            "STAT-07 the backend's kernel agrees")
        .containsPattern("(?m)^GRAM-03 +FAILED .* after GRAM-01: ")
        .containsPattern("(?m)^STAT-07 +FAILED .* after GRAM-01: ")
        .doesNotContainPattern("(?m)^GRAM-01 +FAILED .* after ");
  }

  @Test
  void report_ofABackendThatPasses_tellsOfNothingToMend() {
    TckResult result = TckRunner.run(new TextbookProvider(), List.of(rule("GRAM-02")));

    assertThat(result.causes()).isEmpty();
    assertThat(result.followOns()).isEmpty();
    assertThat(result.toText()).doesNotContain("mended").doesNotContain("failed after");
  }

  @Test
  void backendThatIsUnavailable_isOneCause() {
    TextbookProvider provider = new TextbookProvider(
        () -> {
          throw new IllegalStateException("no library");
        },
        (backend, options) -> backend);

    TckResult result = TckRunner.run(
        provider,
        Stream.of("PROV-02", "GRAM-02", "FIT-02").map(FollowOnTest::rule).toList());

    assertThat(ids(result.causes())).containsExactly("PROV-02");
    assertThat(ids(result.followOns())).containsExactly("GRAM-02", "FIT-02");
  }

  /** Else a group that is added would be taken to rest on nothing. */
  @Test
  void everyGroupOfRules_hasItsPrerequisites() {
    Set<String> groups = new TreeSet<>();
    TckRunner.rules().forEach(rule -> groups.add(rule.id().replaceAll("-.*", "")));

    assertThat(Prerequisites.groups()).containsExactlyInAnyOrderElementsOf(groups);
  }

  @Test
  void rules_restOnWhatTheyAreMadeOf() {
    assertThat(Prerequisites.restsOn(rule("FIT-01"), rule("TRI-02"))).isTrue();
    assertThat(Prerequisites.restsOn(rule("GRAM-03"), rule("GRAM-01"))).isTrue();
    assertThat(Prerequisites.restsOn(rule("RES-03"), rule("PROV-05"))).isTrue();
    assertThat(Prerequisites.restsOn(rule("GRAM-01"), rule("PROD-01"))).isFalse();
    assertThat(Prerequisites.restsOn(rule("ARRAY-03"), rule("ARRAY-01"))).isFalse();
    assertThat(Prerequisites.restsOn(rule("FIT-01"), rule("PROV-03"))).isFalse();
  }
}
