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
    static final Path CLASSES =
        compileModule("application", folder("application").resolve("module"));
  }

  /** Compiles the sources of a folder, and of more folders, as a named module that needs the API only. */
  static Path compileModule(String name, Path... more) {
    return compile(name, name + "-module", List.of("--module-path", path(Deployed.API)), more);
  }

  /** Compiles the sources of a folder against jars and returns the folder of their classes. */
  static Path compile(String name, Path... classPath) {
    return compile(name, name, List.of("--class-path", path(classPath)));
  }

  private static Path compile(String name, String to, List<String> options, Path... more) {
    try {
      Path classes = emptyFolder(Deployed.folder(to));
      Path absent = folder(name).resolve("absent");
      List<String> arguments = new ArrayList<>(options);
      arguments.addAll(List.of("-d", classes.toString(), "-encoding", "UTF-8"));
      if (Files.exists(absent)) {
        arguments.addAll(
            List.of("--source-path", absent.toString(), "-Xprefer:source", "-implicit:none"));
      }
      for (Path sources : Stream.concat(Stream.of(folder(name).resolve("src")), Arrays.stream(more))
          .toList()) {
        files(sources).forEach(file -> arguments.add(file.toString()));
      }
      javac(arguments);
      copyServices(folder(name), classes);
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void javac(List<String> arguments) {
    ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
    StringWriter messages = new StringWriter();
    PrintWriter printer = new PrintWriter(messages);
    assertThat(javac.run(printer, printer, arguments.toArray(String[]::new)))
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
