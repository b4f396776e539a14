package dev.gmm4j.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.tck.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules are named well, and the README lists them. */
class RuleListTest {
  private static final String BEGIN =
      "<!-- rules: written by RuleListTest to target/rules.md -->\n";
  private static final String END = "<!-- end of rules -->";

  @Test
  void ids_areUniqueAndStable() {
    List<String> ids = TckRunner.rules().stream().map(Rule::id).toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[A-Z]+-\\d\\d"));
  }

  @Test
  void texts_areComplete() {
    assertThat(TckRunner.rules()).allSatisfy(rule -> {
      assertThat(rule.requirement()).isNotBlank().doesNotEndWith(".");
      assertThat(rule.tolerance()).isNotBlank();
      assertThat(rule.advice()).isNotBlank().doesNotEndWith(".");
    });
  }

  @Test
  void readme_listsAllRules() throws IOException {
    String expected = table();
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/rules.md"), expected);

    String readme = Files.readString(Path.of("README.md"));
    String listed = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));

    assertThat(listed).as("copy target/rules.md into README.md").isEqualTo(expected);
  }

  private static String table() {
    StringBuilder table =
        new StringBuilder("| rule | what must hold | largest error allowed |\n|---|---|---|\n");
    for (Rule rule : TckRunner.rules()) {
      table.append("| ").append(rule.id());
      table.append(" | ").append(escape(rule.requirement()));
      table.append(" | ").append(escape(rule.tolerance())).append(" |\n");
    }
    return table.toString();
  }

  private static String escape(String text) {
    return text.replace("|", "\\|");
  }
}
