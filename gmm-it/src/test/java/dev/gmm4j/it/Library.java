package dev.gmm4j.it;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of our modules that an application requires by name.
 *
 * @param artifact its artifact
 * @param libraries the names of the jars it needs beside the API, without versions
 */
record Library(String artifact, List<String> libraries) {
  static final Library IO =
      new Library("gmm-io", List.of("fastcsv", "fastdoubleparser", "jackson-core"));

  static final Library PLOT = new Library("gmm-plot", List.of("xchart"));

  static final Library TCK = new Library(
      "gmm-tck",
      List.of(
          "apiguardian-api",
          "jackson-annotations",
          "jackson-core",
          "jackson-databind",
          "jspecify",
          "junit-jupiter-api",
          "junit-platform-commons",
          "opentest4j"));

  /** Returns the module's own jar, those it needs, and more. */
  Path[] and(Path... more) {
    return Stream.of(
            Stream.of(Deployed.jar(artifact)),
            libraries.stream().map(Deployed::jar),
            Arrays.stream(more))
        .flatMap(jars -> jars)
        .toArray(Path[]::new);
  }
}
