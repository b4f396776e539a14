package dev.gmm4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs and broken providers, compiled from the resources of a folder of {@code fixtures}.
 *
 * <p>Sources under {@code src} are compiled; those under {@code absent} are compiled against, before any jar, but are not
 * there at run time. {@code META-INF} is copied.
 */
final class Fixture {
  private Fixture() {}

  /** Returns the folder of compiled classes of the application that all tests run. */
  static Path application() {
    return Application.CLASSES;
  }

  /** Compiles the application once. */
  private static final class Application {
    static final Path CLASSES = compile("application", Deployed.API);
  }

  /** Returns the folder of compiled classes of the application as a named module. */
  static Path applicationModule() {
    return ApplicationModule.CLASSES;
  }

  /** Compiles that module once. */
  private static final class ApplicationModule {
    static final Path CLASSES = compileModule("application", Deployed.API);
  }

  /**
   * Compiles the sources of a folder, with those under {@code module}, as a named module; each of the compiler's warnings is
   * an error.
   */
  static Path compileModule(String name, Path... modulePath) {
    String to = name + "-module";
    // Else the compiler looks at the class path of this JVM.
    String noClassPath = Deployed.folder(to).toString();
    List<String> options = List.of(
        "--module-path", path(modulePath), "--class-path", noClassPath, "-Xlint:all", "-Werror");
    return compile(name, to, options, Stream.of("src", "module"));
  }

  /** Compiles the sources of a folder against jars and returns the folder of their classes. */
  static Path compile(String name, Path... classPath) {
    return compile(name, name, List.of("--class-path", path(classPath)), Stream.of("src"));
  }

  private static Path compile(
      String name, String to, List<String> options, Stream<String> sources) {
    try {
      Path classes = emptyFolder(Deployed.folder(to));
      Path absent = folder(name).resolve("absent");
      List<String> arguments = new ArrayList<>(options);
      arguments.addAll(List.of("-d", classes.toString(), "-encoding", "UTF-8"));
      if (Files.exists(absent)) {
        arguments.addAll(
            List.of("--source-path", absent.toString(), "-Xprefer:source", "-implicit:none"));
      }
      for (Path source :
          sources.map(folder(name)::resolve).filter(Files::exists).toList()) {
        files(source).forEach(file -> arguments.add(file.toString()));
      }
      runTool("javac", arguments);
      copyServices(folder(name), classes);
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a tool of the JDK, which must succeed. */
  static void runTool(String name, List<String> arguments) {
    ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
    StringWriter messages = new StringWriter();
    PrintWriter printer = new PrintWriter(messages);
    assertThat(tool.run(printer, printer, arguments.toArray(String[]::new)))
        .as(messages.toString())
        .isZero();
  }

  private static void copyServices(Path from, Path to) throws IOException {
    Path services = from.resolve("META-INF");
    if (Files.exists(services)) {
      for (Path file : files(services)) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static Path folder(String name) {
    try {
      return Path.of(Objects.requireNonNull(Fixture.class.getResource("/fixtures/" + name), name)
          .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a folder that is there and empty. */
  static Path emptyFolder(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String path(Path... entries) {
    return Arrays.stream(entries)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
