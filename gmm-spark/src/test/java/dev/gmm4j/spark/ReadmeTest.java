package dev.gmm4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("same-on-every-jdk")
class ReadmeTest {

  /** The example is compiled and run as it is printed. */
  @Test
  void pipelineExample_runs(@TempDir Path folder) throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    Matcher example = Pattern.compile(
            "```java\\n(// PipelineExample\\.java\\n.*?)```", Pattern.DOTALL)
        .matcher(readme);
    assertThat(example.find()).isTrue();
    Path source = Files.writeString(folder.resolve("PipelineExample.java"), example.group(1));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();

    int status = ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            messages,
            messages,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            source.toString());
    assertThat(status).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    // Its session is this one: there is one in a process.
    try (SparkSession spark = TestData.local(2);
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      String csv = Path.of("..", "data", "iris.csv").toString();
      String model = folder.resolve("model").toString();
      Object silhouette = loader
          .loadClass("PipelineExample")
          .getMethod("silhouette", SparkSession.class, String.class, String.class)
          .invoke(null, spark, csv, model);

      assertThat((double) silhouette).isBetween(0.5, 1.0);
      assertThat(Path.of(model, "stages")).isDirectory();
    }
  }
}
