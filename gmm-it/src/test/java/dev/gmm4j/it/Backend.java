package dev.gmm4j.it;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of our backends.
 *
 * @param id its id
 * @param detail what it says of its library
 * @param libraries the names of its library's jars, without versions
 */
record Backend(String id, String detail, List<String> libraries) {
  static final Backend EJML = new Backend(
      "ejml",
      "EJML " + Deployed.property("it.ejml.version") + ", pure Java",
      List.of("ejml-ddense", "ejml-core"));

  static final Backend COMMONSMATH = new Backend(
      "commonsmath",
      "Commons Math " + Deployed.property("it.commonsmath.version") + ", pure Java",
      List.of("commons-math3"));

  /** Those that work wherever Java does, highest priority first. */
  static final List<Backend> ALL = List.of(EJML, COMMONSMATH);

  /** Returns the backend's own jar. */
  Path jar() {
    return Deployed.jar("gmm-backend-" + id);
  }

  /** Returns the backend's own jar and those of its library. */
  List<Path> jars() {
    return Stream.concat(Stream.of(jar()), libraries.stream().map(Deployed::jar))
        .toList();
  }

  /** Returns the application's line on this backend where it is available. */
  String available() {
    return id + ": available, " + detail;
  }

  /** Returns the application's lines on some backends. */
  static String available(Backend... backends) {
    return Arrays.stream(backends)
        .map(backend -> backend.available())
        .collect(Collectors.joining("\n"));
  }
}
