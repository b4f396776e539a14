package dev.gmm4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The examples of docs/distribution.md, one after the other as they are written. */
@Isolated("sets System.out")
class DistributionGuideTest {

  @Test
  void examples_compileAndRun(@TempDir Path folder) throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "distribution.md"));
    List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(guide)
        .results()
        .map(result -> result.group(1))
        .toList();
    int body = blocks.get(0).indexOf("\n\n");
    String source = blocks.get(0).substring(0, body)
        + "\npublic class Guide {\n  public static void main(String[] args) {\n"
        + blocks.get(0).substring(body) + String.join("\n", blocks.subList(1, blocks.size()))
        + "  }\n}\n";
    Path file = Files.writeString(folder.resolve("Guide.java"), source);
    StringWriter messages = new StringWriter();
    PrintWriter printer = new PrintWriter(messages);
    int status = ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(
            printer,
            printer,
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            file.toString());
    assertThat(status).as(messages.toString()).isZero();

    assertThat(run(folder).lines())
        .hasSizeGreaterThan(10)
        .anyMatch(line -> line.startsWith("after 2.9 minutes: wait 6"))
        .contains("inside: true", "heaviest component first: [0.64, 0.36]")
        .anyMatch(line -> line.startsWith("outlier: true, tail probability "))
        .noneMatch(line -> line.contains("NaN"));
  }

  private static String run(Path folder) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader.loadClass("Guide").getMethod("main", String[].class).invoke(null, (Object)
          new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
