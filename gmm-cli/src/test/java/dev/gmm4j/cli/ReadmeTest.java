package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gmm4j.backend.Backends;
import dev.gmm4j.cli.testing.InProcess;
import dev.gmm4j.cli.testing.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What the README says, done as written. */
@Isolated("sets System.out")
@Tag("same-on-every-jdk")
class ReadmeTest {
  private static final Path ROOT = Path.of("..");

  private static List<String> blocks(String language) throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    return matcher.results().map(result -> result.group(1)).toList();
  }

  @Test
  void javaExample_compilesAndRuns(@TempDir Path folder) throws Exception {
    List<String> examples = blocks("java");
    String example = examples.get(0);
    Path model = folder.resolve("model.json");
    String saving = examples
        .get(1)
        .replace("Path.of(\"model.json\")", "Path.of(\"" + model.toUri().getPath() + "\")");
    int body = example.indexOf("\n\n") + 2;
    String source = "import dev.gmm4j.io.ModelFile;\nimport java.nio.file.Path;\n"
        + example.substring(0, body)
        + "public class Example {\n  public static void main(String[] args) {\n"
        + example.substring(body) + saving
        + "System.out.println(\"saved: \" + saved.equals(model));\n  }\n}\n";
    Path file = Files.writeString(folder.resolve("Example.java"), source);
    StringWriter messages = new StringWriter();
    PrintWriter printer = new PrintWriter(messages);
    String classPath = System.getProperty("java.class.path");
    int status = ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(printer, printer, "-cp", classPath, "-d", folder.toString(), file.toString());
    assertThat(status).as(messages.toString()).isZero();

    String output = run(folder);

    assertThat(output)
        .contains(
            "log-likelihood -", "BIC ", "by " + Backends.standard().automatic().id());
    assertThat(output)
        .containsPattern("component [01] with probabilities \\[")
        .contains("saved: true");
    assertThat(model).exists();
  }

  private static String run(Path folder) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object)
          new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void commands_run(@TempDir Path folder) throws Exception {
    List<String> lines = blocks("sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith("./gmm "))
        .toList();
    assertThat(lines).hasSizeGreaterThan(5);
    for (String line : lines) {
      String[] args = Stream.of(line.split(" "))
          .skip(1)
          .map(word -> word.startsWith("data/") ? "../" + word : word)
          .map(word -> word.matches("pictures|[\\w-]+\\.(json|csv|png|svg|gif|html|ckpt)")
              ? folder.resolve(word).toString()
              : word)
          .toArray(String[]::new);
      Outcome outcome = InProcess.gmm((Object[]) args);
      assertThat(outcome.status()).as("%s: %s", line, outcome.err()).isZero();
    }
  }

  @Test
  void files_thatItLinksTo_exist() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> links = Pattern.compile("\\]\\(([^)#:]+)\\)")
        .matcher(readme)
        .results()
        .map(result -> result.group(1))
        .toList();
    assertThat(links)
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }
}
