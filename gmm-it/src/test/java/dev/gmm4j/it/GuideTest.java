package dev.gmm4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide quotes the example's files literally. */
class GuideTest {
  private static final Path EXAMPLE = Path.of("src", "it", "acme-backend");

  /** A file's name on a line of its own, and the block after it. */
  private static final Pattern QUOTE = Pattern.compile(
      "^`([^`\n]+)`:?\n\n```[a-z]*\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private static Map<String, String> quotes() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "backend-guide.md"));
    Map<String, String> quotes = new LinkedHashMap<>();
    Matcher matcher = QUOTE.matcher(guide);
    while (matcher.find()) {
      quotes.put(matcher.group(1), matcher.group(2));
    }
    return quotes;
  }

  @Test
  void codeBlocks_areTheFilesOfTheExample() throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    try (var paths = Files.walk(EXAMPLE)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String name = EXAMPLE.relativize(file).toString().replace('\\', '/');
        files.put(name, Files.readString(file));
      }
    }

    assertThat(files).hasSizeGreaterThanOrEqualTo(5);
    assertThat(quotes()).containsExactlyInAnyOrderEntriesOf(files);
  }

  /** The commands that the guide gives are those that are run on the example, see AcmeBackendIT. */
  @Test
  void commands_installWhatTheExampleNeeds_andCollectItsJars() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "backend-guide.md"));
    Matcher install =
        Pattern.compile("\\./mvnw install -DskipTests -pl ([a-z0-9,-]+) -am\n").matcher(guide);
    Matcher dependencies = Pattern.compile(
            "<groupId>dev.gmm4j</groupId>\\s*<artifactId>([a-z0-9-]+)</artifactId>")
        .matcher(Files.readString(EXAMPLE.resolve("pom.xml")));

    assertThat(install.find()).isTrue();
    List<String> installed = List.of(install.group(1).split(","));
    assertThat(installed).allSatisfy(module -> assertThat(Path.of("..", module)).isDirectory());
    assertThat(dependencies.results().map(dependency -> dependency.group(1)))
        .isNotEmpty()
        .allSatisfy(artifact -> assertThat(installed).contains(artifact));
    assertThat(guide)
        .contains("mvn verify dependency:copy-dependencies -DincludeScope=runtime"
            + " -DexcludeGroupIds=dev.gmm4j\n");
  }

  /** Else the example's build would download what the local repository does not have. */
  @Test
  void example_usesTheVersionsOfThisBuild() throws Exception {
    String parent = Files.readString(Path.of("..", "pom.xml"));
    String example = Files.readString(EXAMPLE.resolve("pom.xml"));
    Pattern versions = Pattern.compile(
        "<artifactId>(maven-[a-z]+-plugin)</artifactId>\\s*<version>([0-9.]+)</version>");
    Map<String, String> plugins = new LinkedHashMap<>();
    versions
        .matcher(parent)
        .results()
        .forEach(plugin -> plugins.put(plugin.group(1), plugin.group(2)));

    assertThat(versions.matcher(example).results())
        .hasSize(5)
        .allSatisfy(plugin -> assertThat(plugin.group(2)).isEqualTo(plugins.get(plugin.group(1))));
    Matcher hipparchus =
        Pattern.compile("<hipparchus.version>(.*)</hipparchus.version>").matcher(parent);
    assertThat(hipparchus.find()).isTrue();
    assertThat(example)
        .containsPattern("<artifactId>hipparchus-core</artifactId>\\s*<version>"
            + Pattern.quote(hipparchus.group(1)) + "</version>");
  }

  @Test
  void example_dependsOnTheCurrentVersion() throws Exception {
    String parent = Files.readString(Path.of("pom.xml"));
    Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(parent);

    assertThat(version.find()).isTrue();
    assertThat(Files.readString(EXAMPLE.resolve("pom.xml")))
        .contains("<gmm4j.version>" + version.group(1) + "</gmm4j.version>");
  }
}
