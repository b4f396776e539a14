package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the documentation: commands run, Java compiles, links lead somewhere. */
@Tag("same-on-every-jdk")
class DocumentationTest {
  private static final Path ROOT = Path.of("..");

  private static List<String> blocks(String page, String language) throws IOException {
    return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  /** Runs the commands of a page in the order in which they are written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/background-models.md",
        "docs/backends.md",
        "docs/bayesian.md",
        "docs/classification.md",
        "docs/command-line.md",
        "docs/factors.md",
        "docs/heavy-tails.md",
        "docs/large-data.md",
        "docs/missing.md"
      })
  void commands_run(String page, @TempDir Path folder) throws IOException {
    List<String> lines = blocks(page, "sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("./gmm "))
        .toList();
    assertThat(lines).hasSizeGreaterThan(2);
    for (String line : lines) {
      String[] args = Stream.of(line.split(" "))
          .skip(1)
          .map(word -> word.startsWith("data/") ? "../" + word : word)
          .map(word -> word.matches("pictures|[\\w-]+\\.(json|csv|png|svg|gif|html|ckpt)")
              ? folder.resolve(word).toString()
              : word)
          .toArray(String[]::new);
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int status = Main.run(
          args,
          new ByteArrayInputStream(new byte[0]),
          new ByteArrayOutputStream(),
          new PrintStream(err, true, StandardCharsets.UTF_8));
      assertThat(status)
          .as("%s: %s", line, err.toString(StandardCharsets.UTF_8))
          .isZero();
    }
  }

  /** Compiles the blocks of a page that begin with imports. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/background-models.md",
        "docs/bayesian.md",
        "docs/classification.md",
        "docs/factors.md",
        "docs/fitting.md",
        "docs/heavy-tails.md",
        "docs/large-data.md",
        "docs/missing.md",
        "docs/outliers.md",
        "docs/robustness.md",
        "gmm-plot/README.md"
      })
  void javaExamples_compile(String page, @TempDir Path folder) throws IOException {
    List<String> examples = blocks(page, "java").stream()
        .filter(block -> block.startsWith("import "))
        .toList();
    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      int body = example.indexOf("\n\n") + 2;
      String source = example.substring(0, body)
          + "public class Example {\n  public static void main(String[] args) throws Exception {\n"
          + example.substring(body) + "  }\n}\n";
      Path file = Files.writeString(folder.resolve("Example.java"), source);
      StringWriter messages = new StringWriter();
      PrintWriter printer = new PrintWriter(messages);
      String classPath = System.getProperty("java.class.path");
      int status = ToolProvider.findFirst("javac")
          .orElseThrow()
          .run(printer, printer, "-cp", classPath, "-d", folder.toString(), file.toString());
      assertThat(status).as("%s: %s\n%s", page, messages, example).isZero();
    }
  }

  @Test
  void links_leadToFilesAndHeadings() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      pages = Stream.concat(
              files.filter(file -> file.toString().endsWith(".md")),
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve))
          .toList();
    }
    assertThat(pages).hasSizeGreaterThan(20);
    for (Path page : pages) {
      List<String> links = Pattern.compile("\\]\\(([^)\\s]+)\\)")
          .matcher(Files.readString(page))
          .results()
          .map(result -> result.group(1))
          .filter(link -> !link.contains(":"))
          .toList();
      for (String link : links) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        assertThat(target).as("link %s of %s", link, page).exists();
        if (parts.length > 1) {
          assertThat(anchors(target)).as("link %s of %s", link, page).contains(parts[1]);
        }
      }
    }
  }

  /** Returns the anchors that GitHub gives the headings of a page. */
  private static Set<String> anchors(Path page) throws IOException {
    return Files.readString(page)
        .lines()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }
}
