package dev.gmm4j.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The packaged jars, as the build laid them out. */
final class Deployed {
  private static final Path TARGET = Path.of(property("it.target"));

  static final Path API = jar("gmm-api");
  static final Path MERGED = TARGET.resolve("shaded").resolve("merged.jar");
  static final Path UNMERGED = TARGET.resolve("shaded").resolve("unmerged.jar");

  /** A local repository with our artifacts and their poms, and nothing else. */
  static final Path REPOSITORY = TARGET.resolve("repository");

  static final String VERSION = property("it.version");

  private Deployed() {}

  /** Returns a jar, which is named after its artifact. */
  static Path jar(String artifact) {
    Path jar = TARGET.resolve("jars").resolve(artifact + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalArgumentException(jar + " is not there");
    }
    return jar;
  }

  /** Returns all jars: ours, all libraries, and what the tests need. */
  static Path[] all() throws IOException {
    try (Stream<Path> jars = Files.list(TARGET.resolve("jars"))) {
      return jars.sorted().toArray(Path[]::new);
    }
  }

  /** Returns the API, and these backends with their libraries. */
  static Path[] with(Backend... backends) {
    return Stream.concat(
            Stream.of(API), Arrays.stream(backends).map(Backend::jars).flatMap(List::stream))
        .toArray(Path[]::new);
  }

  /** Returns a class path entry and some more. */
  static Path[] and(Path entry, Path... more) {
    return Stream.concat(Stream.of(entry), Arrays.stream(more)).toArray(Path[]::new);
  }

  /** Returns a folder for what a test makes. */
  static Path folder(String name) {
    return TARGET.resolve("it").resolve(name);
  }

  static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }
}
