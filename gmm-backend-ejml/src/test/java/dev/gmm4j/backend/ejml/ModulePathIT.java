package dev.gmm4j.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar in a JVM of its own, on the module path and on the class path. */
class ModulePathIT {
  private static final String JARS =
      property("gmm4j.jar") + File.pathSeparator + property("gmm4j.runtimePath");

  @Test
  void backend_isFound_onTheModulePath(@TempDir Path folder) throws Exception {
    Path classes = compile(folder, "module application { requires dev.gmm4j; }", "--module-path");

    String output = run(
        folder,
        "--module-path",
        classes + File.pathSeparator + JARS,
        "-m",
        "application/application.Main");

    assertThat(output.strip()).isEqualTo("module application ejml 500");
  }

  @Test
  void backend_isFound_onTheClassPath(@TempDir Path folder) throws Exception {
    Path classes = compile(folder, "", "--class-path");

    String output =
        run(folder, "--class-path", classes + File.pathSeparator + JARS, "application.Main");

    assertThat(output.strip()).startsWith("unnamed module").endsWith("ejml 500");
  }

  private static Path compile(Path folder, String moduleInfo, String path) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = folder.resolve("classes");
    Path main = sources.resolve("Main.java");
    try (InputStream source = ModulePathIT.class.getResourceAsStream("/application/Main.java")) {
      Files.copy(source, main);
    }
    List<String> arguments =
        new ArrayList<>(List.of("-d", classes.toString(), path, JARS, main.toString()));
    if (!moduleInfo.isEmpty()) {
      arguments.add(
          Files.writeString(sources.resolve("module-info.java"), moduleInfo).toString());
    }
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    StringWriter messages = new StringWriter();
    PrintWriter printer = new PrintWriter(messages);
    assertThat(javac.run(printer, printer, arguments.toArray(String[]::new)))
        .as(messages.toString())
        .isZero();
    return classes;
  }

  private static String run(Path folder, String... arguments) throws Exception {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    int status = process.waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(status).as(text).isZero();
    return text;
  }

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
